//! The digests under which a registry has an image.

use super::registries::{Registry, aws_for};
use crate::aws::AwsConnection;
use crate::aws::ecr::{self, image};
use crate::docker::Engine;
use crate::error::Error;
use crate::session::Session;
use crate::types::{Digest, TaggedImage};

/// That of the tag first, then, of an index in ECR, those of its manifests. Empty if the registry has no such image.
pub(crate) async fn find(
    session: &Session,
    image: &TaggedImage,
    aws: &AwsConnection,
) -> Result<Vec<Digest>, Error> {
    let registry = match aws_for(&image.host, aws).await? {
        Some(aws) => Registry::of(&image.host, aws).await?,
        None => Registry::Other { host: image.host.clone() },
    };
    if let Registry::Ecr(ecr) = &registry {
        let found = match image::find(ecr, image).await {
            Err(ecr::Error::NoRepository { .. }) => None,
            found => found?,
        };
        return Ok(found.map(|found| [vec![found.digest], found.manifests].concat()).unwrap_or_default());
    }
    let engine = Engine::connect(&session.context).await?;
    let credentials = registry.credentials(&session.context).await?;
    let found = engine.digest_at_registry(image, credentials.as_ref()).await?;
    Ok(found.into_iter().collect())
}
