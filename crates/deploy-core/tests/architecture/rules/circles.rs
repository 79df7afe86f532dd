//! Rule 2: no file imports itself by way of others.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::Violation;
use crate::resolve::{Import, imports};
use crate::source::Package;

/// For each file, the files that it imports, and the names that it takes from each.
type Graph = BTreeMap<usize, BTreeMap<usize, BTreeSet<String>>>;

/// A violation for each set of files that all import each other, directly or by way of others.
pub(crate) fn violations(package: &Package) -> Vec<Violation> {
    let graph = graph(package);
    circles(&graph).iter().map(|circle| violation(package, &graph, circle)).collect()
}

fn graph(package: &Package) -> Graph {
    let mut graph = Graph::new();
    for import in imports(package) {
        let Some(to) = imported_file(package, &import).filter(|to| *to != import.from) else { continue };
        let names = graph.entry(import.from).or_default().entry(to).or_default();
        names.insert(import.name(package).to_owned());
    }
    graph
}

/// The file that an import depends on. A child that goes through its parent's re-export depends on the parent. To
/// name a folder's module (`use crate::terraform`) is nothing yet: what is taken from it (`terraform::plan()`) counts.
fn imported_file(package: &Package, import: &Import) -> Option<usize> {
    let target = &import.target;
    let is_folder = ["mod.rs", "lib.rs", "main.rs"].contains(&package.files[target.file].file_name());
    let names_folder_only = target.item.is_none() && target.through.is_none() && is_folder;
    (!names_folder_only).then(|| target.through.unwrap_or(target.file))
}

fn circles(graph: &Graph) -> Vec<Vec<usize>> {
    let reachable: BTreeMap<usize, BTreeSet<usize>> =
        graph.keys().map(|from| (*from, reachable_from(graph, *from))).collect();
    let leads = |from: usize, to: usize| reachable.get(&from).is_some_and(|files| files.contains(&to));
    let mut circles: Vec<Vec<usize>> = Vec::new();
    for file in graph.keys().copied().filter(|file| leads(*file, *file)) {
        let circle: Vec<_> = reachable[&file].iter().copied().filter(|other| leads(*other, file)).collect();
        if !circles.contains(&circle) {
            circles.push(circle);
        }
    }
    circles
}

fn reachable_from(graph: &Graph, from: usize) -> BTreeSet<usize> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(file) = open.pop() {
        let next = graph.get(&file).into_iter().flat_map(|imported| imported.keys());
        open.extend(next.filter(|next| reached.insert(**next)));
    }
    reached
}

fn violation(package: &Package, graph: &Graph, circle: &[usize]) -> Violation {
    let path = |file: usize| package.files[file].path.as_str();
    let mut what = vec![format!("a circle of {} files", circle.len())];
    for file in circle {
        for (to, names) in graph[file].iter().filter(|(to, _)| circle.contains(to)) {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            what.push(format!("    {} → {} ({})", path(*file), path(*to), names.join(", ")));
        }
    }
    Violation {
        at: path(circle[0]).to_owned(),
        what: what.join("\n"),
        fix: "give one of these names a place below both files; a child imports its sibling (`super::sibling::X`), \
              not its parent's re-export (`super::X`)"
            .to_owned(),
        keys: circle.iter().map(|file| path(*file).to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[(&str, &str)]) -> Vec<Violation> {
        violations(&Package::of_texts("a", texts))
    }

    #[test]
    fn a_circle_of_three_is_found_and_named() {
        let found = found(&[
            ("a/src/lib.rs", "mod b; mod c; mod d; use b::B;"),
            ("a/src/b.rs", "pub struct B; use crate::c::{C, c};"),
            ("a/src/c.rs", "pub struct C; pub fn c() { super::d::D }"),
            ("a/src/d.rs", "pub struct D(crate::b::B);"),
        ]);
        let what = "a circle of 3 files\n    a/src/b.rs → a/src/c.rs (C, c)\n    a/src/c.rs → a/src/d.rs (D)\n    \
                    a/src/d.rs → a/src/b.rs (B)";
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].what, what);
        assert_eq!(found[0].keys, ["a/src/b.rs", "a/src/c.rs", "a/src/d.rs"]);
    }

    #[test]
    fn a_child_that_imports_through_its_parent_makes_a_circle() {
        let parent = ("a/src/b/mod.rs", "mod c; mod d; pub use c::C; pub use d::D;");
        let child = ("a/src/b/c.rs", "pub struct C(super::D);");
        let other = ("a/src/b/d.rs", "pub struct D;");
        assert_eq!(found(&[parent, child, other])[0].keys, ["a/src/b/mod.rs", "a/src/b/c.rs"]);
        let polite = ("a/src/b/c.rs", "pub struct C(super::d::D);");
        assert!(found(&[parent, polite, other]).is_empty());
    }

    #[test]
    fn what_is_no_circle() {
        let siblings = [
            ("a/src/b/mod.rs", "mod c; mod d; pub use c::C; pub use d::D;"),
            ("a/src/b/c.rs", "pub struct C;"),
            ("a/src/b/d.rs", "pub struct D; use crate::b; fn f() { b::c::C::new() }"),
        ];
        assert!(found(&siblings).is_empty());
        let tests = [
            ("a/src/b.rs", "#[cfg(test)] mod tests { use crate::c::C; }"),
            ("a/src/c.rs", "use crate::b::B;"),
        ];
        assert!(found(&tests).is_empty());
    }
}
