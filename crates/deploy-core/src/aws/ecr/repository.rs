//! The repositories of an account.
//!
//! A reader would get wrong what a missing repository does: `DescribeRepositories` fails as a whole if one of the names
//! is unknown, and says only that one.

use aws_sdk_ecr::types::{ImageScanningConfiguration, ImageTagMutability, Repository};

use super::client::{Ecr, is};
use super::error::Error;

/// Those of `names` that the account does not have.
pub(crate) async fn missing(ecr: &Ecr, names: &[String]) -> Result<Vec<String>, Error> {
    if names.is_empty() || !describe(ecr, names).await?.is_empty() {
        return Ok(Vec::new());
    }
    // One that is missing makes the whole answer an error, which names only that one.
    let mut missing = Vec::new();
    for name in names {
        if describe(ecr, std::slice::from_ref(name)).await?.is_empty() {
            missing.push(name.clone());
        }
    }
    Ok(missing)
}

/// Makes a repository whose tags are immutable and whose images are scanned when they are pushed. One that is there
/// already stays as it is.
pub(crate) async fn create(ecr: &Ecr, name: &str) -> Result<(), Error> {
    let scanning = ImageScanningConfiguration::builder().scan_on_push(true).build();
    let made = ecr
        .client()
        .create_repository()
        .set_registry_id(ecr.registry_id())
        .repository_name(name)
        .image_tag_mutability(ImageTagMutability::Immutable)
        .image_scanning_configuration(scanning)
        .send()
        .await;
    match made {
        Err(error) if is(&error, "RepositoryAlreadyExistsException") => Ok(()),
        Err(error) => Err(ecr.error("CreateRepository", &error)),
        Ok(_) => Ok(()),
    }
}

/// Whether a repository's tags can never change. Unknown exclusions count as changeable: the registry will say.
pub(crate) async fn is_immutable(ecr: &Ecr, name: &str) -> Result<bool, Error> {
    let found = describe(ecr, &[name.to_owned()]).await?;
    let mutability = found.first().and_then(Repository::image_tag_mutability);
    Ok(mutability == Some(&ImageTagMutability::Immutable))
}

/// All of `names`, or nothing if one of them is missing.
async fn describe(ecr: &Ecr, names: &[String]) -> Result<Vec<Repository>, Error> {
    let mut found = Vec::new();
    for names in names.chunks(100) {
        let answer = ecr
            .client()
            .describe_repositories()
            .set_registry_id(ecr.registry_id())
            .set_repository_names(Some(names.to_vec()))
            .send()
            .await;
        match answer {
            Err(error) if is(&error, "RepositoryNotFoundException") => return Ok(Vec::new()),
            Err(error) => return Err(ecr.error("DescribeRepositories", &error)),
            Ok(answer) => found.extend(answer.repositories.unwrap_or_default()),
        }
    }
    Ok(found)
}
