//! The crates as the rules see them: their files, and what is in each.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::items::{Definition, Impl, definitions, impls, places};
use crate::lex::scan;
use crate::strip::{TestBlock, strip_tests};
use crate::token::Token;
use crate::uses::{Mention, Use, uses_and_mentions};

/// A crate.
#[derive(Debug)]
pub(crate) struct Package {
    /// `deploy-core`
    pub(crate) name: String,
    /// The product's files: those below `src` that are no tests.
    pub(crate) files: Vec<SourceFile>,
    /// Every Rust file below `src` and `tests`, with its number of lines.
    pub(crate) sizes: Vec<(String, usize)>,
}

/// A file of the product. Everything in it is read without its `#[cfg(test)]` parts.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// `deploy-core/src/aws/ecs/task.rs`
    pub(crate) path: String,
    /// `[aws, ecs, task]`
    pub(crate) module: Vec<String>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) uses: Vec<Use>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) definitions: Vec<Definition>,
    pub(crate) impls: Vec<Impl>,
    /// The inline test modules that were left out.
    pub(crate) test_blocks: Vec<TestBlock>,
    test_modules: Vec<String>,
}

/// The three crates, read once.
pub(crate) struct Workspace {
    pub(crate) core: Package,
    pub(crate) cli: Package,
    pub(crate) sandbox: Package,
}

impl Workspace {
    pub(crate) fn all(&self) -> [&Package; 3] {
        [&self.core, &self.cli, &self.sandbox]
    }
}

/// The crates on disk.
pub(crate) fn workspace() -> &'static Workspace {
    static WORKSPACE: OnceLock<Workspace> = OnceLock::new();
    WORKSPACE.get_or_init(|| Workspace {
        core: Package::read("deploy-core"),
        cli: Package::read("deploy-cli"),
        sandbox: Package::read("sandbox"),
    })
}

/// The folder `crates`. `CRATES_DIR` is for compiling this test by `rustc` alone.
pub(crate) fn crates_folder() -> PathBuf {
    match (option_env!("CARGO_MANIFEST_DIR"), option_env!("CRATES_DIR")) {
        (Some(package), _) => Path::new(package).join(".."),
        (None, Some(crates)) => PathBuf::from(crates),
        (None, None) => panic!("compile this with cargo, or with CRATES_DIR set"),
    }
}

impl Package {
    fn read(name: &str) -> Self {
        let crates = crates_folder();
        let mut texts = Vec::new();
        for folder in ["src", "tests"] {
            read_folder(&crates, &format!("{name}/{folder}"), &mut texts);
        }
        assert!(!texts.is_empty(), "no source of {name} below {}", crates.display());
        Self::of_texts(name, &texts)
    }

    /// A crate made of (path, text); each path begins with the crate's name.
    pub(crate) fn of_texts<P: AsRef<str>, T: AsRef<str>>(name: &str, texts: &[(P, T)]) -> Self {
        let texts = texts.iter().map(|(path, text)| (path.as_ref(), text.as_ref()));
        let sizes = texts.clone().map(|(path, text)| (path.to_owned(), text.lines().count())).collect();
        let product = texts.filter(|(path, _)| path.split('/').nth(1) == Some("src") && !is_test(path));
        let mut files: Vec<_> = product.map(|(path, text)| SourceFile::of_text(path, text)).collect();
        let left_out = test_modules(&files);
        files.retain(|file| !left_out.iter().any(|test| file.module.starts_with(test)));
        Self { name: name.to_owned(), files, sizes }
    }
}

/// The modules that are declared under `#[cfg(test)]`.
fn test_modules(files: &[SourceFile]) -> Vec<Vec<String>> {
    let of_file = |file: &SourceFile| {
        let module = file.module.clone();
        let below = file.test_modules.clone().into_iter();
        below.map(move |name| [module.clone(), vec![name]].concat())
    };
    files.iter().flat_map(of_file).collect()
}

impl SourceFile {
    fn of_text(path: &str, text: &str) -> Self {
        let stripped = strip_tests(scan(text));
        let tokens = stripped.product;
        let places = places(&tokens);
        let (uses, mentions) = uses_and_mentions(&tokens, &places);
        Self {
            path: path.to_owned(),
            module: module_of(path),
            definitions: definitions(&tokens, &places),
            impls: impls(&tokens, &places),
            uses,
            mentions,
            tokens,
            test_blocks: stripped.test_blocks,
            test_modules: stripped.test_modules,
        }
    }

    /// `lib.rs`, `mod.rs`: files whose module has the name of their folder.
    pub(crate) fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The path below `src`.
    pub(crate) fn below_src(&self) -> &str {
        self.path.split_once("/src/").map_or(self.path.as_str(), |(_, below)| below)
    }

    pub(crate) fn defines(&self, name: &str) -> bool {
        self.definitions.iter().any(|definition| definition.name == name)
    }

    /// `path:line`, for messages.
    pub(crate) fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.path)
    }
}

/// Whether a file is a test by its name or its folder's.
fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.ends_with("/test_support.rs")
}

/// `deploy-core/src/aws/ecs/mod.rs` is `[aws, ecs]`; `lib.rs` and `main.rs` are the root.
fn module_of(path: &str) -> Vec<String> {
    let below = path.split_once("/src/").map_or(path, |(_, below)| below);
    let mut module: Vec<_> = below.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    let is_root = module.len() == 1 && (module[0] == "lib" || module[0] == "main");
    if is_root || module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    module
}

/// Reads the Rust files below `crates/path`, in the order of their names.
fn read_folder(crates: &Path, path: &str, texts: &mut Vec<(String, String)>) {
    let Ok(folder) = fs::read_dir(crates.join(path)) else { return };
    let mut entries: Vec<_> = folder.filter_map(Result::ok).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let below = format!("{path}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read_folder(crates, &below, texts);
        } else if Path::new(&below).extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(entry.path());
            texts.push((below, text.unwrap_or_else(|error| panic!("{}: {error}", entry.path().display()))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_modules_and_tests_are_left_out() {
        let package = Package::of_texts(
            "a",
            &[
                ("a/src/lib.rs", "mod b; #[cfg(test)] mod helper;"),
                ("a/src/helper.rs", ""),
                ("a/src/helper/more.rs", ""),
                ("a/src/b/mod.rs", ""),
                ("a/src/b/c.rs", ""),
                ("a/src/b/tests.rs", ""),
                ("a/src/b/tests/d.rs", ""),
                ("a/src/test_support.rs", ""),
                ("a/tests/it/main.rs", "1\n2\n"),
            ],
        );
        let modules: Vec<_> = package.files.iter().map(|file| file.module.join("::")).collect();
        assert_eq!(modules, ["", "b", "b::c"]);
        assert_eq!(package.sizes.len(), 9);
        assert_eq!(package.sizes[8], ("a/tests/it/main.rs".to_owned(), 2));
    }
}
