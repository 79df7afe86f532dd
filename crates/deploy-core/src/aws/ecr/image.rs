//! The images of a repository.

use aws_sdk_ecr::types::ImageIdentifier;
use serde::Deserialize;

use super::client::{Ecr, is};
use super::error::Error;
use crate::types::{Digest, TaggedImage};

/// A manifest or an index, in Docker's and in the OCI's form.
const MEDIA_TYPES: [&str; 4] = [
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.oci.image.index.v1+json",
];

/// An image as the registry has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RemoteImage {
    /// The digest of its manifest, or of the index that it is.
    pub(crate) digest: Digest,
    /// The digest of its configuration: the id that the classic image store of Docker gives it. An index has none.
    pub(crate) config_digest: Option<Digest>,
    /// Of an index: the digests of its manifests, one of which a task reports.
    pub(crate) manifests: Vec<Digest>,
}

/// The image under a tag; none if there is none.
pub(crate) async fn find(ecr: &Ecr, image: &TaggedImage) -> Result<Option<RemoteImage>, Error> {
    let answer = ecr
        .client()
        .batch_get_image()
        .set_registry_id(ecr.registry_id())
        .repository_name(&image.repository)
        .image_ids(ImageIdentifier::builder().image_tag(image.tag.as_str()).build())
        .set_accepted_media_types(Some(MEDIA_TYPES.iter().map(|&media_type| media_type.to_owned()).collect()))
        .send()
        .await;
    let answer = match answer {
        Err(error) if is(&error, "RepositoryNotFoundException") => {
            return Err(Error::NoRepository { host: ecr.host().to_owned(), name: image.repository.clone() });
        }
        answer => answer.map_err(|error| ecr.error("BatchGetImage", &error))?,
    };
    let Some(found) = answer.images().first() else { return Ok(None) };
    let digest = found.image_id().and_then(|id| id.image_digest()).and_then(|digest| digest.parse().ok());
    let manifest: Manifest =
        found.image_manifest().map(serde_json::from_str).and_then(Result::ok).unwrap_or_default();
    Ok(digest.map(|digest| RemoteImage {
        digest,
        config_digest: manifest.config.and_then(|config| config.digest.parse().ok()),
        manifests: manifest.manifests.iter().filter_map(|manifest| manifest.digest.parse().ok()).collect(),
    }))
}

/// A manifest or an index.
#[derive(Default, Deserialize)]
struct Manifest {
    config: Option<Descriptor>,
    #[serde(default)]
    manifests: Vec<Descriptor>,
}

#[derive(Deserialize)]
struct Descriptor {
    digest: String,
}
