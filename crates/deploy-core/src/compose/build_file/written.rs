//! The build files as they are written: at which line a service is described, which variables its build reads, and the files
//! without what no build needs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::yaml::{self, Node};

/// The build files. One that cannot be read is left to Compose, which says why.
#[derive(Clone, Debug, Default)]
pub(in crate::compose) struct Written {
    files: Vec<WrittenFile>,
}

#[derive(Clone, Debug)]
struct WrittenFile {
    path: PathBuf,
    text: String,
    document: Arc<Node>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub(crate) struct Place {
    /// The file.
    pub(crate) file: PathBuf,
    /// The line, from 1.
    pub(crate) line: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file.display(), self.line)
    }
}

impl Written {
    pub(in crate::compose) fn read(files: &[PathBuf]) -> Self {
        Self { files: files.iter().filter_map(|file| WrittenFile::read(file)).collect() }
    }

    /// Where a service has a key, or else where it begins. Of several files the last one counts, as it does for Compose.
    pub(in crate::compose) fn place(&self, service: &str, key: &str) -> Option<Place> {
        let place = |file: &WrittenFile, line| Place { file: file.path.clone(), line };
        let of_key = self.files.iter().rev().find_map(|file| {
            let (name, _) = file.service(service)?.1.entry(key)?;
            Some(place(file, name.line))
        });
        of_key.or_else(|| {
            self.files.iter().rev().find_map(|file| Some(place(file, file.service(service)?.0.line)))
        })
    }

    /// The variables without a default that the image and the build of a service read.
    pub(in crate::compose) fn variables(&self, service: &str) -> BTreeSet<String> {
        self.files.iter().flat_map(|file| file.variables(service, 0)).collect()
    }

    /// The files without the `env_file` of their services, as far as they have one: the path and the new text.
    pub(in crate::compose) fn without_env_files(&self) -> Vec<(PathBuf, Option<String>)> {
        self.files.iter().map(|file| (file.path.clone(), file.without_env_files())).collect()
    }
}

/// As deep as one service may extend another.
const DEEPEST: usize = 8;

impl WrittenFile {
    fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let document = yaml::parse(&text).ok()??;
        Some(Self { path: path.to_owned(), text, document })
    }

    fn service(&self, name: &str) -> Option<(&Node, &Node)> {
        self.document.get("services")?.entry(name)
    }

    fn variables(&self, service: &str, depth: usize) -> BTreeSet<String> {
        let Some((_, service)) = self.service(service).filter(|_| depth < DEEPEST) else {
            return BTreeSet::new();
        };
        let read = ["image", "build", "platform"].into_iter().filter_map(|key| service.get(key));
        let mut names: BTreeSet<_> = read.flat_map(Node::texts).flat_map(variables_in).collect();
        if let Some(extended) = service.get("extends") {
            names.extend(self.variables_of_extended(extended, depth));
        }
        names
    }

    fn variables_of_extended(&self, extended: &Node, depth: usize) -> BTreeSet<String> {
        let name = extended.get("service").unwrap_or(extended).text().unwrap_or_default();
        let file = extended.get("file").and_then(Node::text);
        let file = file.map(|file| self.path.parent().unwrap_or(Path::new("")).join(file));
        match file {
            None => self.variables(name, depth + 1),
            Some(file) => Self::read(&file).map(|file| file.variables(name, depth + 1)).unwrap_or_default(),
        }
    }

    fn without_env_files(&self) -> Option<String> {
        let services = self.document.get("services")?.entries();
        let mut ranges: Vec<_> = services
            .filter_map(|(_, service)| service.entry("env_file"))
            .map(|(key, value)| key.range.end..value.range.end.max(key.range.end))
            .collect();
        ranges.sort_by_key(|range| range.start);
        ranges.dedup();
        if ranges.is_empty() {
            return None;
        }
        let mut text = self.text.clone();
        for range in ranges.into_iter().rev() {
            text.replace_range(range, ": []");
        }
        Some(text)
    }
}

/// The variables of a text that are put in as they are. `$$` is a dollar, and a default is never blank by mistake.
pub(in crate::compose) fn variables_in(text: &str) -> Vec<String> {
    static VARIABLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\$(?:\$|([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})")
            .expect("a valid regular expression")
    });
    let found = VARIABLE.captures_iter(text).filter_map(|found| found.get(1).or_else(|| found.get(2)));
    found.map(|name| name.as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "x-build: &build\n  context: ${DIR}\nservices:\n  a:\n    environment: {X: \"${NOT}\"}\n    env_file: [one, two]\n    \
                        image: r.io/a:${TAG}$$b${X:-d}\n    build:\n      <<: *build\n      args:\n        V: $VERSION\n  b:\n    env_file:\n    - ä.env\n    - two\n    \
                        extends: {service: a}\n";

    fn written(folder: &Path) -> Written {
        let file = folder.join("compose.yml");
        fs::write(&file, TEXT).unwrap();
        Written::read(&[file, folder.join("absent.yml")])
    }

    #[test]
    fn variables_of_the_build_are_told_from_others() {
        let folder = tempfile::tempdir().unwrap();
        let written = written(folder.path());
        let names = |service: &str| written.variables(service).into_iter().collect::<Vec<_>>();
        assert_eq!(names("a"), ["DIR", "TAG", "VERSION"]);
        assert_eq!(names("b"), names("a"));
        assert_eq!(names("c"), Vec::<String>::new());
    }

    #[test]
    fn a_service_has_a_place() {
        let folder = tempfile::tempdir().unwrap();
        let written = written(folder.path());
        let line = |service: &str, key: &str| written.place(service, key).map(|place| place.line);
        assert_eq!([line("a", "image"), line("b", "image"), line("c", "image")], [Some(7), Some(12), None]);
    }

    #[test]
    fn files_for_containers_are_left_out_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let [(_, Some(text))] = &written(folder.path()).without_env_files()[..] else { panic!("one file") };
        let expected = TEXT.replace("env_file: [one, two]", "env_file: []");
        assert_eq!(*text, expected.replace("env_file:\n    - ä.env\n    - two", "env_file: []"));
    }
}
