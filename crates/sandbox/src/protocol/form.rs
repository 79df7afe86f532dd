//! Forms, as the query protocols send them.

/// The value of a form's field.
pub(crate) fn form_value(form: &[u8], name: &str) -> Option<String> {
    let form = std::str::from_utf8(form).ok()?;
    let fields = form.split('&').filter_map(|pair| pair.split_once('='));
    fields.filter(|(key, _)| *key == name).map(|(_, value)| decoded(value)).next()
}

/// `%3A` becomes `:`, and `+` a space (WHATWG URL standard, "application/x-www-form-urlencoded").
fn decoded(value: &str) -> String {
    let mut parts = value.split('%');
    let mut bytes = parts.next().unwrap_or_default().replace('+', " ").into_bytes();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        bytes.extend(u8::from_str_radix(digits, 16).ok());
        bytes.extend(rest.replace('+', " ").bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded() {
        assert_eq!(form_value(b"Action=A&Name=a%3Ab+c%2f", "Name").as_deref(), Some("a:b c/"));
        assert_eq!(form_value(b"Action=A", "Name"), None);
    }
}
