//! Finds what a file names: its `use` declarations, and the paths (`a::b`) in its code.

use crate::items::Place;
use crate::token::{Token, is_at, path_at};

/// One name that a `use` brings in. `use a::{b, c as d};` are two of them.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    /// As it is written, without braces; the first name of `::a::b` is empty.
    pub(crate) path: Vec<String>,
    /// What it is called here; none for `use a::*`.
    pub(crate) name: Option<String>,
    /// Whether it is a plain `pub use`.
    pub(crate) is_public: bool,
    pub(crate) line: usize,
    pub(crate) place: Place,
}

/// A path of two names or more in code.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
    pub(crate) place: Place,
}

/// Reads a file's `use` declarations and paths. `places` says of each token where it stands.
pub(crate) fn uses_and_mentions(tokens: &[Token], places: &[Place]) -> (Vec<Use>, Vec<Mention>) {
    let (mut uses, mut mentions) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        // `use<'a>` in a type is no declaration.
        if tokens[at].is("use") && !is_at(tokens, at + 1, "<") {
            let is_public = at > 0 && tokens[at - 1].is("pub");
            let mut reader = TreeReader { tokens, at: at + 1, leaves: Vec::new() };
            reader.tree(&[]);
            uses.extend(reader.leaves.into_iter().map(|leaf| leaf.into_use(is_public, places[at])));
            at = reader.at + 1;
        } else {
            let mut path = path_at(tokens, at);
            let length = path.len();
            if is_global(tokens, at) {
                path.insert(0, String::new());
            }
            if path.len() > 1 && !follows_type(tokens, at) {
                mentions.push(Mention { path, line: tokens[at].line, place: places[at] });
            }
            at += (2 * length).saturating_sub(1).max(1);
        }
    }
    (uses, mentions)
}

/// Whether a path begins here with `::`, as `::a::b`: it is of another crate, whatever is called `a` in this one.
fn is_global(tokens: &[Token], at: usize) -> bool {
    let is_path = at > 0 && tokens[at - 1].is("::") && tokens[at].is_word();
    is_path && !follows_type(tokens, at)
}

/// Whether what stands here goes on with something before it, as `b` in `<A>::b`.
fn follows_type(tokens: &[Token], at: usize) -> bool {
    at > 1 && tokens[at - 1].is("::") && (tokens[at - 2].is(">") || tokens[at - 2].is_word())
}

struct Leaf {
    path: Vec<String>,
    name: Option<String>,
    line: usize,
}

impl Leaf {
    fn into_use(self, is_public: bool, place: Place) -> Use {
        Use { path: self.path, name: self.name, is_public, line: self.line, place }
    }
}

struct TreeReader<'a> {
    tokens: &'a [Token],
    at: usize,
    leaves: Vec<Leaf>,
}

impl TreeReader<'_> {
    fn is(&self, text: &str) -> bool {
        is_at(self.tokens, self.at, text)
    }

    /// Reads `a::b`, `a::b as c`, `a::*` or `a::{…}` that stands after `prefix::`.
    fn tree(&mut self, prefix: &[String]) {
        let mut path = prefix.to_vec();
        let line = self.tokens.get(self.at).map_or(0, |token| token.line);
        if self.is("::") {
            path.push(String::new()); // `::a` is another crate, whatever is called `a` here
            self.at += 1;
        }
        while self.tokens.get(self.at).is_some_and(Token::is_word) {
            path.push(self.tokens[self.at].text.clone());
            self.at += 1;
            if !self.is("::") {
                return self.named(path, line);
            }
            self.at += 1;
        }
        if self.is("{") {
            self.group(&path);
        } else if self.is("*") {
            self.at += 1;
            self.leaves.push(Leaf { path, name: None, line });
        }
    }

    fn group(&mut self, prefix: &[String]) {
        self.at += 1;
        while self.at < self.tokens.len() && !self.is("}") {
            let before = self.at;
            self.tree(prefix);
            let is_stuck = self.at == before;
            if self.is(",") || is_stuck {
                self.at += 1;
            }
        }
        self.at += 1;
    }

    fn named(&mut self, mut path: Vec<String>, line: usize) {
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop(); // `a::{self}` is `a`
        }
        let mut name = path.last().cloned();
        if self.is("as") {
            name = self.tokens.get(self.at + 1).map(|token| token.text.clone());
            self.at += 2;
        }
        self.leaves.push(Leaf { path, name, line });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::items::places;
    use crate::lex::scan;

    fn read(source: &str) -> (Vec<String>, Vec<String>) {
        let tokens = scan(source);
        let (uses, mentions) = uses_and_mentions(&tokens, &places(&tokens));
        let shown =
            |leaf: &Use| format!("{} as {}", leaf.path.join("::"), leaf.name.as_deref().unwrap_or("*"));
        (uses.iter().map(shown).collect(), mentions.iter().map(|mention| mention.path.join("::")).collect())
    }

    #[test]
    fn use_trees_are_taken_apart() {
        let (uses, mentions) =
            read("pub(crate) use a::{self, b::{C, D as E}, f::*}; use super::g; use ::h as _;");
        assert_eq!(
            uses,
            ["a as a", "a::b::C as C", "a::b::D as E", "a::f as *", "super::g as g", "::h as _"]
        );
        assert!(mentions.is_empty());
    }

    #[test]
    fn paths_in_code_are_found() {
        let (uses, mentions) =
            read("fn f() -> impl X + use<'_> { use q::r; a::b::c(); <T as crate::d::E>::g(x.y); ::h::i() }");
        assert_eq!(uses, ["q::r as r"]);
        assert_eq!(mentions, ["a::b::c", "crate::d::E", "::h::i"]);
    }
}
