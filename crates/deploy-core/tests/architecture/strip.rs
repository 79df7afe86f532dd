//! Leaves tests out: whatever stands under `#[cfg(test)]` is taken away before a rule about product code sees it.

use crate::token::{Token, closing, is_at};

/// A file's tokens, without its tests; and what is still asked about the tests.
#[derive(Debug, Default)]
pub(crate) struct Stripped {
    pub(crate) product: Vec<Token>,
    /// Each `mod x { … }` under `#[cfg(test)]`.
    pub(crate) test_blocks: Vec<TestBlock>,
    /// The `x` of each `#[cfg(test)] mod x;`: that file, and what lies below it, is a test.
    pub(crate) test_modules: Vec<String>,
}

/// An inline module of tests.
#[derive(Debug)]
pub(crate) struct TestBlock {
    pub(crate) name: String,
    pub(crate) line: usize,
    /// From that line to the closing brace.
    pub(crate) lines: usize,
}

/// Takes the tests out of `tokens`.
pub(crate) fn strip_tests(mut tokens: Vec<Token>) -> Stripped {
    let mut stripped = Stripped::default();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(item) = after_test_attribute(&tokens, at) {
            let end = item_end(&tokens, item);
            let taken: Vec<_> = tokens.drain(at..end).collect();
            stripped.note_module(&taken[item - at..]);
        } else {
            at += 1;
        }
    }
    stripped.product = tokens;
    stripped
}

impl Stripped {
    /// Remembers a test module that was taken out. `item` begins with its attributes.
    fn note_module(&mut self, item: &[Token]) {
        let start = skip_attributes(item, 0);
        let Some(keyword) = item.iter().skip(start).take(5).position(|token| token.is("mod")) else { return };
        let keyword = start + keyword;
        let Some(name) = item.get(keyword + 1).map(|token| token.text.clone()) else { return };
        if is_at(item, keyword + 2, ";") {
            self.test_modules.push(name);
        } else if let (Some(first), Some(last)) = (item.first(), item.last()) {
            self.test_blocks.push(TestBlock { name, line: first.line, lines: last.line - first.line + 1 });
        }
    }
}

/// Where the item begins that the `#[cfg(test)]` at `at` belongs to; none, if there is no such attribute.
fn after_test_attribute(tokens: &[Token], at: usize) -> Option<usize> {
    let is_cfg = is_at(tokens, at, "#") && is_at(tokens, at + 1, "[") && is_at(tokens, at + 2, "cfg");
    let end = is_cfg.then(|| closing(tokens, at + 1))?;
    let condition = &tokens[at + 2..end];
    let is_test = condition.iter().any(|token| token.is("test"));
    let is_negated = condition.iter().any(|token| token.is("not"));
    (is_test && !is_negated).then_some(end + 1)
}

fn skip_attributes(tokens: &[Token], mut at: usize) -> usize {
    while is_at(tokens, at, "#") && is_at(tokens, at + 1, "[") {
        at = closing(tokens, at + 1) + 1;
    }
    at
}

/// What an item, a field, a match arm or a statement ends with.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    /// Its block; or a semicolon, if it has none.
    Block,
    Semicolon,
    /// A field or an arm: the comma after it, or the bracket around it.
    Comma,
}

fn ending(item: &[Token]) -> Ending {
    const BLOCKS: [&str; 8] = ["fn", "mod", "impl", "struct", "enum", "trait", "union", "macro_rules"];
    const STATEMENTS: [&str; 4] = ["use", "static", "let", "type"];
    let is_over = |token: &&Token| [":", ",", ";", "{", "="].iter().any(|sign| token.is(sign));
    for (at, token) in item.iter().enumerate().take_while(|(_, token)| !is_over(token)) {
        let is_const_item =
            token.is("const") && !["fn", "unsafe", "async"].iter().any(|next| is_at(item, at + 1, next));
        if BLOCKS.iter().any(|word| token.is(word)) {
            return Ending::Block;
        }
        if is_const_item || STATEMENTS.iter().any(|word| token.is(word)) {
            return Ending::Semicolon;
        }
    }
    Ending::Comma
}

/// The place after the item that begins (with its attributes) at `start`.
fn item_end(tokens: &[Token], start: usize) -> usize {
    let mut at = skip_attributes(tokens, start);
    let ending = ending(&tokens[at..]);
    while at < tokens.len() {
        let token = &tokens[at];
        if token.is("{") || token.is("(") || token.is("[") {
            let is_block = token.is("{") && ending == Ending::Block;
            at = closing(tokens, at);
            if is_block {
                return at + 1;
            }
        } else if token.is(";") || (token.is(",") && ending == Ending::Comma) {
            return at + 1;
        } else if token.is("}") || token.is(")") || token.is("]") {
            return at;
        }
        at += 1;
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::scan;

    fn product(source: &str) -> String {
        let texts: Vec<_> = strip_tests(scan(source)).product.into_iter().map(|token| token.text).collect();
        texts.join(" ")
    }

    #[test]
    fn items_under_cfg_test_are_left_out() {
        assert_eq!(product("a; #[cfg(test)] mod tests { fn f() { x(); } } b;"), "a ; b ;");
        assert_eq!(product("#[cfg(test)] #[allow(x)] pub(crate) fn f() -> [u8; 2] { y } b"), "b");
        assert_eq!(product("#[cfg(all(test, unix))] use a::{b, c}; d"), "d");
        assert_eq!(product("#[cfg(test)] const A: M<B, C> = M { x: 1 }; d"), "d");
        assert_eq!(product("#[cfg(test)] impl A { const fn f() {} } d"), "d");
        assert_eq!(product("S { #[cfg(test)] a: u8, b: u8 }"), "S { b : u8 }");
        assert_eq!(product("S { b: u8, #[cfg(test)] a: u8 }"), "S { b : u8 , }");
    }

    #[test]
    fn what_is_no_test_stays() {
        assert_eq!(product("#[cfg(not(test))] a;"), "# [ cfg ( not ( test ) ) ] a ;");
        assert_eq!(product("#[cfg(unix)] a;"), "# [ cfg ( unix ) ] a ;");
    }

    #[test]
    fn test_modules_are_remembered() {
        let stripped = strip_tests(scan("#[cfg(test)]\nmod helper;\n#[cfg(test)]\nmod tests {\n\n}\n"));
        assert_eq!(stripped.test_modules, ["helper"]);
        let block = &stripped.test_blocks[0];
        assert_eq!((block.name.as_str(), block.line, block.lines), ("tests", 4, 3));
    }
}
