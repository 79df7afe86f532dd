//! Whether an image is what the build file says: made from the bases that were built, and not from older ones of the same name.

use super::error::ImagesError;
use crate::compose::graph::ImageGraph;
use crate::docker::{Engine, LocalImage};
use crate::error::Error;
use crate::types::ImageRef;

/// Compares the layers of an image with those of its base, if that is built here. An engine that keeps no list of layers is
/// believed.
pub(super) async fn check(engine: &Engine, graph: &ImageGraph, index: usize) -> Result<(), Error> {
    let image = &graph.images()[index];
    let layers = find(engine, &image.reference).await?.layers;
    for need in graph.needs(index).built.iter().filter(|need| need.is_base) {
        let base = &graph.images()[need.image];
        let of_base = find(engine, &base.reference).await?.layers;
        if !layers.starts_with(&of_base) {
            let (service, base) = (image.service.clone(), base.service.clone());
            return Err(ImagesError::Stale { service, base }.into());
        }
    }
    Ok(())
}

async fn find(engine: &Engine, name: &ImageRef) -> Result<LocalImage, Error> {
    let found = engine.find(name).await?;
    found.ok_or_else(|| ImagesError::NotLoaded { image: name.to_string() }.into())
}
