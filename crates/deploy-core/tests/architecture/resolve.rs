//! Finds the file that a name comes from, through `crate::`, `super::`, `self::`, what was imported, and re-exports.

use std::collections::HashMap;

use crate::items::Place;
use crate::source::{Package, SourceFile};

/// How many imports and re-exports a name is followed through; more than that is a loop (`use a::a`).
const MOST_STEPS: usize = 12;

/// Where a path of the crate leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The file that defines the item.
    pub(crate) file: usize,
    /// The item; none, if the path names the file's module itself.
    pub(crate) item: Option<String>,
    /// The file above the importer whose re-export was used, if one was.
    pub(crate) through: Option<usize>,
}

/// That a file names something of another one.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    pub(crate) from: usize,
    pub(crate) line: usize,
    pub(crate) target: Target,
}

impl Import {
    /// What is imported, for messages.
    pub(crate) fn name<'a>(&'a self, package: &'a Package) -> &'a str {
        let module = package.files[self.target.file].module.last().map_or("crate", String::as_str);
        self.target.item.as_deref().unwrap_or(module)
    }
}

/// All imports between the files of a crate.
pub(crate) fn imports(package: &Package) -> Vec<Import> {
    let resolver = Resolver::new(package);
    let mut imports = Vec::new();
    for (from, file) in package.files.iter().enumerate() {
        let uses = file.uses.iter().map(|leaf| (&leaf.path, leaf.line, leaf.place));
        let mentions = file.mentions.iter().map(|mention| (&mention.path, mention.line, mention.place));
        for (path, line, place) in uses.chain(mentions) {
            let target = resolver.target(from, place, path).filter(|target| target.file != from);
            imports.extend(target.map(|target| Import { from, line, target }));
        }
    }
    imports
}

/// Answers what a path means.
pub(crate) struct Resolver<'a> {
    package: &'a Package,
    /// The file of each module, by `a::b::c`.
    modules: HashMap<String, usize>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(package: &'a Package) -> Self {
        let mut modules = HashMap::new();
        for (index, file) in package.files.iter().enumerate() {
            modules.entry(file.module.join("::")).or_insert(index); // `lib.rs` comes before `main.rs`
        }
        Self { package, modules }
    }

    fn file(&self, index: usize) -> &'a SourceFile {
        &self.package.files[index]
    }

    /// Where `path`, written in the file `from`, leads; none, if that is another crate.
    pub(crate) fn target(&self, from: usize, place: Place, path: &[String]) -> Option<Target> {
        let whole = self.whole_path(from, place, path, MOST_STEPS);
        let (root, below) = whole.split_first()?;
        (root == "crate").then(|| self.locate(from, below, MOST_STEPS))
    }

    /// `path` as it is from outside of the file: `crate::…` for what is ours, `std::…` and the like for the rest.
    pub(crate) fn whole_path(&self, from: usize, place: Place, path: &[String], steps: usize) -> Vec<String> {
        let file = self.file(from);
        let first = path.first().map_or("", String::as_str);
        match first {
            "" | "crate" => return path.to_vec(), // `::a` is another crate
            "self" | "super" => return climb(file, place, path),
            _ => {}
        }
        if self.is_module(&[&file.module[..], &path[..1]].concat()) || defines_scope(file, first) {
            return ours(&file.module, path);
        }
        if first == self.package.name.replace('-', "_") {
            return ours(&[], &path[1..]); // so `main.rs` calls the library
        }
        if let Some(whole) = self.imported(from, path, steps) {
            return whole;
        }
        self.through_glob(from, path, steps).unwrap_or_else(|| path.to_vec())
    }

    fn is_module(&self, module: &[String]) -> bool {
        self.modules.contains_key(&module.join("::"))
    }

    /// The whole path of a path whose first name a `use` of the file brought in.
    fn imported(&self, from: usize, path: &[String], steps: usize) -> Option<Vec<String>> {
        let first = path.first()?;
        let mut uses = self.file(from).uses.iter().filter(|leaf| leaf.name.as_ref() == Some(first));
        let leaf = uses.find(|leaf| leaf.path.first() != Some(first)).filter(|_| steps > 0)?;
        let whole = self.whole_path(from, leaf.place, &leaf.path, steps - 1);
        Some([&whole[..], &path[1..]].concat())
    }

    /// The whole path of a path whose first name a `use a::*` of the file brought in.
    fn through_glob(&self, from: usize, path: &[String], steps: usize) -> Option<Vec<String>> {
        let mut globs = self.file(from).uses.iter().filter(|leaf| leaf.name.is_none() && steps > 0);
        globs.find_map(|glob| {
            let base = self.whole_path(from, glob.place, &glob.path, steps - 1);
            let is_ours = base.first().is_some_and(|root| root == "crate") && self.is_module(&base[1..]);
            let whole = [&base[..], path].concat();
            let found = is_ours.then(|| self.locate(from, &whole[1..], steps - 1))?;
            let exists = found.item.as_ref().is_none_or(|item| self.file(found.file).defines(item));
            exists.then_some(whole)
        })
    }

    /// Follows a path from the crate's root to the file that defines what it names.
    fn locate(&self, from: usize, path: &[String], steps: usize) -> Target {
        let depth = (0..=path.len()).rev().find(|depth| self.is_module(&path[..*depth])).unwrap_or(0);
        let index = self.modules.get(&path[..depth].join("::")).copied().unwrap_or(from);
        let defined_here = Target { file: index, item: path.get(depth).cloned(), through: None };
        let file = self.file(index);
        let Some(name) = path.get(depth).filter(|name| !file.defines(name) && steps > 0) else {
            return defined_here;
        };
        let is_imported = file.uses.iter().any(|leaf| leaf.name.as_ref() == Some(name));
        let whole = if is_imported {
            self.reexported(index, &path[depth..], steps)
        } else {
            self.through_glob(index, &path[depth..], steps)
        };
        let Some(whole) = whole.filter(|whole| whole[0] == "crate" && whole[1..] != *path) else {
            return defined_here;
        };
        let mut target = self.locate(from, &whole[1..], steps - 1);
        let importer = &self.file(from).module;
        if file.module.len() < importer.len() && importer.starts_with(&file.module) {
            target.through = Some(index);
        }
        target
    }

    /// The whole path of a name that the file `index` hands on. `use a::a` is followed, too.
    fn reexported(&self, index: usize, path: &[String], steps: usize) -> Option<Vec<String>> {
        let leaf = self.file(index).uses.iter().find(|leaf| leaf.name.as_ref() == path.first())?;
        let whole = self.whole_path(index, leaf.place, &leaf.path, steps - 1);
        Some([&whole[..], &path[1..]].concat())
    }
}

/// Whether the file itself defines something that paths may begin with.
fn defines_scope(file: &SourceFile, name: &str) -> bool {
    let is_scope = |keyword: &str| !["fn", "const", "static", "macro_rules"].contains(&keyword);
    file.definitions.iter().any(|definition| definition.name == name && is_scope(&definition.keyword))
}

fn ours(module: &[String], path: &[String]) -> Vec<String> {
    [&["crate".to_owned()], module, path].concat()
}

/// Resolves the `self` and `super` at the front. An inline module counts as the file that it is in.
fn climb(file: &SourceFile, place: Place, path: &[String]) -> Vec<String> {
    let fronts = path.iter().take_while(|name| *name == "self" || *name == "super").count();
    let supers = path[..fronts].iter().filter(|name| *name == "super").count();
    let up = supers.saturating_sub(place.inline_modules);
    let module = &file.module[..file.module.len().saturating_sub(up)];
    ours(module, &path[fronts..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: [(&str, &str); 8] = [
        ("a/src/lib.rs", "mod b; mod e; pub use b::Outer;"),
        ("a/src/b/mod.rs", "mod c; mod d; pub use c::{C, Inner as Outer}; pub use d::*;"),
        ("a/src/b/c.rs", "pub struct C; pub struct Inner; use super::d; fn f() { d::g() }"),
        ("a/src/b/d.rs", "pub struct D; pub fn g() {} use super::C as Sibling;"),
        ("a/src/e/mod.rs", "mod f; mod g; mod h;"),
        (
            "a/src/e/f.rs",
            "use crate::b::{self, C}; use std::fmt; fn f() -> fmt::Result { b::Outer::new(C::X) }",
        ),
        ("a/src/e/g.rs", "use crate::{b::D, Outer as O}; mod inline { use super::super::f::x; }"),
        ("a/src/e/h.rs", "use crate::b::*; fn f() { D::new(); Vec::new(); a::e::f::y() }"),
    ];

    /// Each import of the file: its target, `.`, its name, and the file above that it went through.
    fn imports_of(path: &str) -> Vec<String> {
        let package = Package::of_texts("a", &TREE);
        let shown = |import: &Import| {
            let through =
                import.target.through.map(|file| format!(" through {}", package.files[file].below_src()));
            let target = &package.files[import.target.file];
            format!("{} {}{}", target.below_src(), import.name(&package), through.unwrap_or_default())
        };
        let all = imports(&package);
        all.iter().filter(|import| package.files[import.from].path == path).map(shown).collect()
    }

    #[test]
    fn a_reexport_leads_to_the_file_that_defines() {
        let from_f = ["b/mod.rs b", "b/c.rs C", "b/c.rs Inner", "b/c.rs C"];
        assert_eq!(imports_of("a/src/e/f.rs"), from_f);
        assert_eq!(imports_of("a/src/lib.rs"), ["b/c.rs Inner"]);
        assert_eq!(imports_of("a/src/e/g.rs"), ["b/d.rs D", "b/c.rs Inner through lib.rs", "e/f.rs x"]);
    }

    #[test]
    fn a_child_that_uses_its_parents_reexport_goes_through_the_parent() {
        assert_eq!(imports_of("a/src/b/d.rs"), ["b/c.rs C through b/mod.rs"]);
        assert_eq!(imports_of("a/src/b/c.rs"), ["b/d.rs d", "b/d.rs g"]);
    }

    #[test]
    fn globs_and_the_crates_own_name_are_followed() {
        assert_eq!(imports_of("a/src/e/h.rs"), ["b/mod.rs b", "b/d.rs D", "e/f.rs y"]);
    }
}
