//! Building images: independent ones at the same time, each as soon as what it is made from is built. Each is pushed when it
//! is built.

use std::cell::RefCell;
use std::collections::BTreeSet;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::mpsc::{self, UnboundedSender};

use super::docker_login::BuildLogin;
use super::error::ImagesError;
use super::platform;
use super::push;
use super::read::Images;
use super::registries::Registries;
use super::result::check;
use crate::compose;
use crate::context::join_or_stop;
use crate::docker::Engine;
use crate::error::{Error, Kind};
use crate::event::{BuildFailure, BuiltImage, EventKind, Step};
use crate::session::Session;
use crate::terraform::ContainerImage;

/// What a build needs.
pub(crate) struct Building<'a> {
    pub(crate) session: &'a Session,
    pub(crate) images: &'a Images,
    pub(crate) engine: &'a Engine,
    pub(crate) login: &'a BuildLogin,
    /// The containers of the task definitions that were applied last: what is pushed must run on their machines.
    pub(crate) applied: &'a [ContainerImage],
}

/// Builds all images. Returns how many.
pub(crate) async fn build_all(building: &Building<'_>) -> Result<usize, Error> {
    let (built, _) = mpsc::unbounded_channel();
    let work = run(building, built);
    building.session.step(Step::Build, building.images.service_names()?, work).await
}

/// Builds and pushes. Each image is pushed when it is built, whatever else is being built.
pub(crate) async fn build_and_push(building: &Building<'_>, registries: &Registries) -> Result<(), Error> {
    let Building { session, images, engine, applied, .. } = building;
    let work = async {
        let (built, mut to_push) = mpsc::unbounded_channel::<usize>();
        let pushing = async {
            while let Some(index) = to_push.recv().await {
                let image = &images.all()[index];
                platform::require(engine, image, images.tag(), applied).await?;
                let names = image.all_pushed_as(images.tag());
                push::push_all(session, registries, &names).await?;
            }
            Ok(())
        };
        // A build that fails does not cut the push of another image.
        let building = async { Ok(run(building, built).await) };
        let (built, ()) = join_or_stop(&session.context.interrupt, building, pushing).await?;
        built.map(drop)
    };
    session.step(Step::Build, format!("and push {}", images.service_names()?), work).await
}

/// Which images are still to be built, and which could not be.
#[derive(Default)]
struct Progress {
    waiting: BTreeSet<usize>,
    /// Those that wait, and those that are being built.
    unfinished: BTreeSet<usize>,
    failed: Vec<Error>,
    skipped: Vec<usize>,
    built: usize,
}

async fn run(building: &Building<'_>, built: UnboundedSender<usize>) -> Result<usize, Error> {
    let chosen: BTreeSet<usize> = building.images.levels()?.into_iter().flatten().collect();
    let mut progress = Progress { waiting: chosen.clone(), unfinished: chosen, ..Progress::default() };
    let failures = &RefCell::new(Vec::new());
    let mut running = FuturesUnordered::new();
    loop {
        while running.len() < building.login.parallelism
            && let Some(index) = progress.next(building.images)
        {
            running.push(async move { (index, build_one(building, index, failures).await) });
        }
        let Some((index, result)) = running.next().await else { break };
        progress.unfinished.remove(&index);
        match result {
            Ok(()) => {
                progress.built += 1;
                built.send(index).ok(); // nobody listens where nothing is pushed
            }
            Err(error) => progress.fail(building.images, index, error),
        }
    }
    drop(running);
    // At the end, where the output of other builds does not hide them.
    for failure in failures.take() {
        building.session.emit(EventKind::BuildFailed(failure));
    }
    progress.end(building.images)
}

impl Progress {
    /// The next image that can be built now.
    fn next(&mut self, images: &Images) -> Option<usize> {
        let is_ready = |index: &&usize| images.graph.needs(**index).indices().is_disjoint(&self.unfinished);
        let next = self.waiting.iter().find(is_ready).copied()?;
        self.waiting.remove(&next);
        Some(next)
    }

    /// What would be made from an image that failed is not built; what has begun comes to its end.
    fn fail(&mut self, images: &Images, index: usize, error: Error) {
        if matches!(error.kind(), Kind::Interrupted(_)) {
            self.waiting.clear();
        }
        self.failed.push(error);
        let mut lost = BTreeSet::from([index]);
        while let Some(next) =
            self.waiting.iter().copied().find(|next| !images.graph.needs(*next).indices().is_disjoint(&lost))
        {
            self.waiting.remove(&next);
            self.unfinished.remove(&next);
            self.skipped.push(next);
            lost.insert(next);
        }
    }

    fn end(self, images: &Images) -> Result<usize, Error> {
        let Self { mut failed, skipped, built, .. } = self;
        if let Some(interrupted) =
            failed.iter().position(|error| matches!(error.kind(), Kind::Interrupted(_)))
        {
            return Err(failed.swap_remove(interrupted));
        }
        if failed.is_empty() {
            return Ok(built);
        }
        let skipped = skipped.into_iter().map(|index| images.graph.images()[index].service.clone()).collect();
        Err(ImagesError::NotBuilt { failed, skipped }.into())
    }
}

async fn build_one(
    building: &Building<'_>,
    index: usize,
    failures: &RefCell<Vec<BuildFailure>>,
) -> Result<(), Error> {
    let Building { session, images, engine, login, .. } = building;
    let image = &images.graph.images()[index];
    if let Err(error) =
        compose::build(&images.compose, &images.files, &images.graph, image, &login.options).await
    {
        failures.borrow_mut().extend(failure(&error));
        return Err(error.into());
    }
    for name in &image.tags {
        engine.tag(&image.reference, name).await?;
    }
    check(engine, &images.graph, index).await?;
    for name in image.names() {
        let (service, image) = (image.service.clone(), name.clone());
        session.emit(EventKind::ImageBuilt(BuiltImage { service, image }));
    }
    Ok(())
}

/// The last lines of a failed build; an interrupted one has nothing to say.
fn failure(error: &compose::Error) -> Option<BuildFailure> {
    let compose::Error::Build { service, lines, .. } = error else { return None };
    Some(BuildFailure { service: service.clone(), reason: error.to_string(), lines: lines.clone() })
}
