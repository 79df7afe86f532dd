//! A manifest as it was pushed.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::api::Moment;

/// A manifest as it was pushed.
#[derive(Clone, Debug)]
pub(crate) struct Manifest {
    /// `sha256:` and the hash of `bytes`.
    pub(crate) digest: String,
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) pushed_at: Moment,
}

impl Manifest {
    pub(crate) fn new(bytes: Vec<u8>, media_type: Option<&str>, pushed_at: Moment) -> Self {
        let digest = format!("sha256:{}", hex(&Sha256::digest(&bytes)));
        let content = serde_json::from_slice::<Value>(&bytes).unwrap_or_default();
        let media_type = media_type.or(content["mediaType"].as_str()).unwrap_or(DEFAULT_MEDIA_TYPE).into();
        Self { digest, media_type, bytes, pushed_at }
    }

    /// The manifest's own fields.
    pub(crate) fn content(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    /// Bytes of all layers as they are stored, which is what `DescribeImages` calls the image's size.
    pub(crate) fn size(&self) -> u64 {
        let content = self.content();
        let layers = content["layers"].as_array().into_iter().flatten();
        layers.filter_map(|layer| layer["size"].as_u64()).sum()
    }
}

const DEFAULT_MEDIA_TYPE: &str = "application/vnd.docker.distribution.manifest.v2+json";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_bytes() {
        let manifest = Manifest::new(b"{}".to_vec(), None, Moment(0));
        // printf {} | sha256sum
        assert_eq!(
            manifest.digest,
            "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        );
    }

    #[test]
    fn the_size_is_that_of_the_layers() {
        let bytes = br#"{"config":{"size":5},"layers":[{"size":7},{"size":8}]}"#;
        assert_eq!(Manifest::new(bytes.to_vec(), None, Moment(0)).size(), 15);
    }
}
