//! Rule 5, too: no function takes a tuple, whose parts have no names. Closures may.

use crate::items::{parameters, split_at_commas};
use crate::report::Violation;
use crate::source::Package;
use crate::token::{Token, closing};

const FIX: &str = "take the parts as parameters of their own, or a struct whose fields name them";

/// Parameters that are tuples.
pub(crate) fn violations(package: &Package) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in &package.files {
        let named =
            |at: &usize| file.tokens[*at].is("fn") && file.tokens.get(at + 1).is_some_and(Token::is_word);
        for at in (0..file.tokens.len()).filter(named) {
            let tuples =
                parameters(&file.tokens, at).into_iter().filter(|parameter| is_tuple(parameter)).count();
            if tuples > 0 {
                let what = format!("`fn {}` takes a tuple", file.tokens[at + 1].text);
                violations.push(Violation::new(file.at(file.tokens[at].line), what, FIX));
            }
        }
    }
    violations
}

/// Whether a parameter (`name: Type`) has the type `(A, B)`, or is a reference to one.
fn is_tuple(parameter: &[Token]) -> bool {
    let Some(colon) = after_pattern(parameter) else { return false };
    let is_in_front = |token: &&Token| token.is("&") || token.is("mut") || token.text.starts_with('\'');
    let front = parameter[colon + 1..].iter().take_while(is_in_front).count();
    let open = colon + 1 + front;
    let is_bracket = parameter.get(open).is_some_and(|token| token.is("("));
    is_bracket && split_at_commas(&parameter[open + 1..closing(parameter, open)]).len() > 1
}

/// The colon between a pattern and its type.
fn after_pattern(parameter: &[Token]) -> Option<usize> {
    let mut at = 0;
    while at < parameter.len() {
        if parameter[at].is(":") {
            return Some(at);
        }
        let is_open = ["(", "[", "{"].iter().any(|sign| parameter[at].is(sign));
        at = if is_open { closing(parameter, at) + 1 } else { at + 1 };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let violations = violations(&Package::of_texts("a", &[("a/src/b.rs", text)]));
        violations.into_iter().map(|violation| format!("{} {}", violation.at, violation.what)).collect()
    }

    #[test]
    fn a_tuple_as_a_parameter_is_found() {
        assert_eq!(found("\nfn f<A: B<C>>(a: A, b: (A, u8)) {}"), ["a/src/b.rs:2 `fn f` takes a tuple"]);
        assert_eq!(
            found("impl A { async fn f(&self, (b, c): &'a mut (u8, u8)) {} }"),
            ["a/src/b.rs:1 `fn f` takes a tuple"]
        );
    }

    #[test]
    fn what_is_no_tuple_parameter() {
        let nothing: [&str; 0] = [];
        assert_eq!(
            found("fn f(a: (), b: &(dyn A + B), c: impl Fn((u8, u8)) -> u8, d: fn(u8, u8)) -> (u8, u8) {}"),
            nothing
        );
        assert_eq!(found("fn f() { x.map(|(a, b): (u8, u8)| a); } type F = fn((u8, u8));"), nothing);
    }
}
