//! Which account the credentials of an assumed role are of (AWS STS API Reference, "`AssumeRole`").

use std::collections::HashMap;

/// Accounts by access key.
#[derive(Debug, Default)]
pub(crate) struct AssumedRoles(HashMap<String, String>);

impl AssumedRoles {
    /// Reads what `AssumeRole` answered.
    pub(crate) fn note(&mut self, answer: &str) {
        let between =
            |begin: &str, end: &str| Some(answer.split_once(begin)?.1.split_once(end)?.0.to_owned());
        let key = between("<AccessKeyId>", "</AccessKeyId>");
        let arn = between("<Arn>", "</Arn>");
        let account = arn.as_deref().and_then(|arn| arn.split(':').nth(4)).map(str::to_owned);
        if let (Some(key), Some(account)) = (key, account) {
            self.0.insert(key, account);
        }
    }

    pub(crate) fn account(&self, access_key: &str) -> Option<&str> {
        self.0.get(access_key).map(String::as_str)
    }
}
