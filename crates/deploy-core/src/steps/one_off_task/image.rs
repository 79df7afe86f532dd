//! The image that `--tag` selects.

use crate::aws::Aws;
use crate::aws::ecr::image;
use crate::error::Error;
use crate::session::Session;
use crate::steps::error::Error as StepsError;
use crate::steps::images::registries::Registry;
use crate::types::{ImageRef, Tag, TaggedImage};

/// The image of a container with another tag; none if it has that tag already. That the registry has it is checked, where
/// the registry is ECR.
pub(crate) async fn with_tag(
    session: &Session,
    image: &str,
    tag: &Tag,
    aws: &Aws,
) -> Result<Option<String>, Error> {
    let wanted = image.parse::<ImageRef>().map_err(StepsError::from)?.with_tag(tag);
    let name = wanted.to_string();
    if name == image {
        return Ok(None);
    }
    let unchecked = || session.context.events.note(format!("not checked whether {name} exists"));
    let Ok(tagged) = TaggedImage::try_from(wanted) else {
        unchecked();
        return Ok(Some(name));
    };
    match Registry::of(&tagged.host, aws).await? {
        Registry::Ecr(ecr) if image::find(&ecr, &tagged).await?.is_none() => {
            return Err(StepsError::NoImage { image: tagged }.into());
        }
        Registry::Ecr(_) => {}
        Registry::Other { .. } => unchecked(),
    }
    Ok(Some(name))
}
