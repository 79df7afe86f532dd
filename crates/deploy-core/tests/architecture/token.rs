//! Tokens, and what is read of them everywhere: brackets and paths.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or a keyword.
    Word,
    /// `'a`
    Lifetime,
    /// A string literal of any sort; the token's text is what stands between the quotes.
    Text,
    /// A character literal.
    Letter,
    /// A number.
    Number,
    /// Punctuation: one character, or `::`, `->`, `=>`.
    Sign,
}

/// A piece of source, and the line where it begins.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Token {
    /// Whether this is that keyword, name or sign (never a literal that happens to hold it).
    pub(crate) fn is(&self, text: &str) -> bool {
        !matches!(self.kind, Kind::Text | Kind::Letter) && self.text == text
    }

    /// Whether this is a name or a keyword.
    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// Whether the token at `at` exists and is `text`.
pub(crate) fn is_at(tokens: &[Token], at: usize, text: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.is(text))
}

/// Where the bracket that opens at `open` is closed; the last token, if it never is.
pub(crate) fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if token.is("(") || token.is("[") || token.is("{") {
            depth += 1;
        } else if token.is(")") || token.is("]") || token.is("}") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at;
            }
        }
    }
    tokens.len().saturating_sub(1)
}

/// Where the `<` at `open` is closed by its `>`.
pub(crate) fn closing_angle(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if token.is("<") {
            depth += 1;
        } else if token.is(">") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at;
            }
        }
    }
    tokens.len().saturating_sub(1)
}

/// The names of the path that begins at `at`; empty, if none does.
pub(crate) fn path_at(tokens: &[Token], mut at: usize) -> Vec<String> {
    let mut path = Vec::new();
    while tokens.get(at).is_some_and(Token::is_word) {
        path.push(tokens[at].text.clone());
        if !is_at(tokens, at + 1, "::") {
            break;
        }
        at += 2;
    }
    path
}
