//! Splits the rest of an instruction into flags and words, as BuildKit's parser does
//! (<https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/split_command.go>, `line_parsers.go` beside it).

/// Words are separated by white space outside of quotes; a character after `escape` never separates or quotes. Quotes stay:
/// they still mean something.
pub(super) fn words(text: &str, escape: char) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if quote.is_none() && char.is_whitespace() {
            words.push(String::new());
            continue;
        }
        let word = words.last_mut().expect("there is one from the beginning");
        word.push(char);
        match quote {
            _ if char == escape && quote != Some('\'') => word.extend(chars.next()),
            None if char == '\'' || char == '"' => quote = Some(char),
            Some(open) if open == char => quote = None,
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The flags before an instruction's first argument, without their quotes, and what follows them. The escape character is
/// always a backslash here.
pub(super) fn flags(text: &str) -> (Vec<String>, &str) {
    let mut flags = Vec::new();
    let mut rest = text.trim_start();
    while rest.starts_with("--") {
        let (flag, after) = flag(rest);
        rest = after.trim_start();
        if flag == "--" {
            break;
        }
        flags.push(flag);
    }
    (flags, rest.trim())
}

fn flag(text: &str) -> (String, &str) {
    let mut flag = String::new();
    let mut quote = None;
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        match (char, quote) {
            ('\\', _) => flag.extend(chars.next().map(|(_, char)| char)),
            (char, Some(open)) if char == open => quote = None,
            ('\'' | '"', None) => quote = Some(char),
            (char, None) if char.is_whitespace() => return (flag, &text[at..]),
            (char, _) => flag.push(char),
        }
    }
    (flag, "")
}
