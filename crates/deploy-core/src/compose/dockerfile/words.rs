//! Splits the rest of an instruction into words, as a shell would, but keeps quotes: they still mean something.

/// Words are separated by white space outside of quotes; a character after `escape` never separates or quotes.
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
