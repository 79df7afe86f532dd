//! Finds what a file defines: types, functions, constants; and its `impl` blocks.

use crate::token::{Token, closing, closing_angle, is_at, path_at};

/// Where a token stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Within how many `mod x { … }` of the file.
    pub(crate) inline_modules: usize,
    /// Whether it stands in no other braces than those.
    pub(crate) is_module_level: bool,
}

/// Something that has a name.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    /// Its keyword: `fn`, `struct`, …
    pub(crate) keyword: String,
    pub(crate) name: String,
    pub(crate) line: usize,
}

/// An `impl` block.
#[derive(Clone, Debug)]
pub(crate) struct Impl {
    /// The type that it is for, without generics and references. Empty for a tuple, a slice or a macro's `$name`.
    pub(crate) self_type: Vec<String>,
    pub(crate) line: usize,
    pub(crate) place: Place,
}

/// The place of each token.
pub(crate) fn places(tokens: &[Token]) -> Vec<Place> {
    let mut places = Vec::with_capacity(tokens.len());
    let mut braces: Vec<bool> = Vec::new(); // of each open brace: whether a module is in it
    for (at, token) in tokens.iter().enumerate() {
        if token.is("}") {
            braces.pop();
        }
        let inline_modules = braces.iter().filter(|is_module| **is_module).count();
        places.push(Place { inline_modules, is_module_level: inline_modules == braces.len() });
        if token.is("{") {
            braces.push(at >= 2 && tokens[at - 2].is("mod"));
        }
    }
    places
}

/// What is defined outside of functions and `impl` blocks.
pub(crate) fn definitions(tokens: &[Token], places: &[Place]) -> Vec<Definition> {
    let words = (0..tokens.len()).filter(|at| places[*at].is_module_level && tokens[*at].is_word());
    words.filter_map(|at| definition_at(tokens, at)).collect()
}

fn definition_at(tokens: &[Token], at: usize) -> Option<Definition> {
    const PLAIN: [&str; 7] = ["fn", "struct", "enum", "trait", "union", "type", "mod"];
    let keyword = &tokens[at];
    let mut name = at + 1;
    if keyword.is("macro_rules") || (keyword.is("static") && is_at(tokens, name, "mut")) {
        name += 1; // after `!` or `mut`
    }
    let is_value = (keyword.is("const") || keyword.is("static")) && is_at(tokens, name + 1, ":");
    let is_declared_elsewhere = keyword.is("mod") && is_at(tokens, name + 1, ";");
    let is_plain = PLAIN.iter().any(|word| keyword.is(word)) && !is_declared_elsewhere;
    if !is_value && !is_plain && !keyword.is("macro_rules") {
        return None;
    }
    let name = tokens.get(name).filter(|name| name.is_word())?;
    Some(Definition { keyword: keyword.text.clone(), name: name.text.clone(), line: keyword.line })
}

/// The `impl` blocks.
pub(crate) fn impls(tokens: &[Token], places: &[Place]) -> Vec<Impl> {
    let blocks = (0..tokens.len()).filter(|at| tokens[*at].is("impl") && begins_item(tokens, *at));
    blocks
        .map(|at| Impl { self_type: self_type(tokens, at), line: tokens[at].line, place: places[at] })
        .collect()
}

/// Whether an item may begin here: an `impl` elsewhere is a type, as in `fn f(x: impl Display)`.
fn begins_item(tokens: &[Token], at: usize) -> bool {
    at == 0 || ["}", "{", ";", "]", "unsafe"].iter().any(|before| tokens[at - 1].is(before))
}

fn self_type(tokens: &[Token], at: usize) -> Vec<String> {
    let mut at = at + 1;
    if is_at(tokens, at, "<") {
        at = closing_angle(tokens, at) + 1;
    }
    let mut start = after_for(tokens, at).unwrap_or(at);
    let is_in_front = |token: &Token| {
        let is_lifetime = token.text.starts_with('\'');
        is_lifetime || ["&", "mut", "dyn", "!"].iter().any(|sign| token.is(sign))
    };
    while tokens.get(start).is_some_and(is_in_front) {
        start += 1;
    }
    path_at(tokens, start)
}

/// The place after the `for` of `impl Trait for Type {`; `for<'a>` is another one.
fn after_for(tokens: &[Token], mut at: usize) -> Option<usize> {
    while at < tokens.len() && !tokens[at].is("{") && !tokens[at].is("where") && !tokens[at].is(";") {
        if tokens[at].is("for") && !is_at(tokens, at + 1, "<") {
            return Some(at + 1);
        }
        at = match tokens[at].text.as_str() {
            "<" => closing_angle(tokens, at),
            "(" | "[" => closing(tokens, at),
            _ => at,
        } + 1;
    }
    None
}

/// A function's parameters, each as its tokens (`name: Type`).
pub(crate) fn parameters(tokens: &[Token], fn_keyword: usize) -> Vec<&[Token]> {
    let mut open = fn_keyword + 2;
    if is_at(tokens, open, "<") {
        open = closing_angle(tokens, open) + 1;
    }
    if !is_at(tokens, open, "(") {
        return Vec::new();
    }
    split_at_commas(&tokens[open + 1..closing(tokens, open)])
}

/// Cuts at the commas that stand in no bracket.
pub(crate) fn split_at_commas(tokens: &[Token]) -> Vec<&[Token]> {
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while at < tokens.len() {
        if tokens[at].is(",") {
            parts.push(&tokens[start..at]);
            start = at + 1;
        }
        at = match tokens[at].text.as_str() {
            "<" => closing_angle(tokens, at),
            "(" | "[" | "{" => closing(tokens, at),
            _ => at,
        } + 1;
    }
    if start < tokens.len() {
        parts.push(&tokens[start..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::scan;

    #[test]
    fn definitions_are_found_at_module_level_only() {
        let source = "mod a; pub const fn b() { struct C; } const D: u8 = 1; impl E { fn f() {} } \
                      static mut G: u8 = 0; mod h { enum I {} } macro_rules! j { () => {} } type K = fn(u8);";
        let tokens = scan(source);
        let found = definitions(&tokens, &places(&tokens));
        let names: Vec<_> = found.iter().map(|found| format!("{} {}", found.keyword, found.name)).collect();
        assert_eq!(names, ["fn b", "const D", "static G", "mod h", "enum I", "macro_rules j", "type K"]);
    }

    fn self_types(source: &str) -> Vec<String> {
        let tokens = scan(source);
        impls(&tokens, &places(&tokens)).iter().map(|block| block.self_type.join("::")).collect()
    }

    #[test]
    fn impl_headers_are_understood() {
        assert_eq!(self_types("impl A {} impl<T: B<U>> C<T> for d::E<T> where T: F {}"), ["A", "d::E"]);
        assert_eq!(
            self_types("impl<'a> Fn(&'a A) -> B for &'a mut C {} unsafe impl A for dyn D {}"),
            ["C", "D"]
        );
        assert_eq!(self_types("impl<F> A for B<F> where F: for<'a> Fn(&'a C) {}"), ["B"]);
        assert_eq!(self_types("fn f(x: impl A) -> impl B { g() }"), [""; 0]);
        assert_eq!(
            self_types("impl A for (B, C) {} impl X for $name {} impl A<for<'a> fn(&'a B)> for C {}"),
            ["", "", "C"]
        );
    }

    #[test]
    fn parameters_are_cut_at_their_commas() {
        let tokens = scan("fn f<A, B>(&self, a: M<A, B>, (b, c): (A, B)) -> (A, B) {}");
        let shown: Vec<_> = parameters(&tokens, 0).iter().map(|parameter| parameter.len()).collect();
        assert_eq!(shown, [2, 8, 11]);
    }
}
