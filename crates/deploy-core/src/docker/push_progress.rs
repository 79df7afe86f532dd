//! How far a push is: layers and bytes.
//!
//! The engine says which layer a word is about, but the client library drops that. Layers are therefore counted by the
//! words that begin and end each of them, and bytes by the layers' sizes, which hardly ever are the same.

use std::collections::BTreeMap;

use bollard::models::PushImageInfo;

use crate::event::{EventKind, PushedLayers};
use crate::types::TaggedImage;

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PushProgress {
    layers: u32,
    done: u32,
    /// Bytes sent of each layer that is being sent, by the layer's size.
    sent: BTreeMap<u64, u64>,
}

impl PushProgress {
    /// Takes a message of the engine in.
    pub(super) fn record(&mut self, word: &PushImageInfo) {
        match word.status.as_deref().unwrap_or_default() {
            "Preparing" => self.layers += 1,
            "Pushed" | "Layer already exists" => self.done += 1,
            mounted if mounted.starts_with("Mounted from") => self.done += 1,
            "Pushing" => {
                let bytes = |count: Option<i64>| count.and_then(|count| u64::try_from(count).ok());
                let detail = word.progress_detail.as_ref();
                let current = detail.and_then(|detail| bytes(detail.current));
                let total = detail.and_then(|detail| bytes(detail.total)).filter(|total| *total > 0);
                if let (Some(current), Some(total)) = (current, total) {
                    // What is sent is the layer as an archive, which is longer than its content.
                    self.sent.insert(total, current.min(total));
                }
            }
            _ => {}
        }
    }

    pub(super) fn event(&self, image: &TaggedImage) -> EventKind {
        let progress = PushedLayers {
            layers: self.layers,
            layers_done: self.done.min(self.layers),
            bytes: self.sent.keys().sum(),
            bytes_sent: self.sent.values().sum(),
        };
        EventKind::PushMoved { image: image.clone(), progress }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_and_bytes_are_counted() {
        let words = r#"
            {"status":"The push refers to repository [localhost:5000/app]"}
            {"status":"Preparing","progressDetail":{},"id":"a"}
            {"status":"Preparing","progressDetail":{},"id":"b"}
            {"status":"Preparing","progressDetail":{},"id":"c"}
            {"status":"Waiting","progressDetail":{},"id":"c"}
            {"status":"Layer already exists","progressDetail":{},"id":"a"}
            {"status":"Pushing","progressDetail":{"current":512,"total":1000},"id":"b"}
            {"status":"Pushing","progressDetail":{"current":10,"total":400},"id":"c"}
            {"status":"Pushing","progressDetail":{"current":1536,"total":1000},"id":"b"}
            {"status":"Pushed","progressDetail":{},"id":"b"}
            {"status":"Pushing","progressDetail":{"current":20},"id":"c"}"#;
        let mut progress = PushProgress::default();
        for word in words.lines().skip(1) {
            progress.record(&serde_json::from_str(word).unwrap());
        }
        let event = serde_json::to_string(&progress.event(&"a.b/app:1".parse().unwrap())).unwrap();
        insta::assert_snapshot!(event, @r#"{"type":"push_moved","image":"a.b/app:1","layers":3,"layers_done":2,"bytes":1400,"bytes_sent":1010}"#);
    }
}
