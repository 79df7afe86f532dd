//! Starts the backends, and ends them with the sandbox.

use std::{future::pending, io, path::Path, sync::Arc};

use crate::{
    backends::{
        child::Child,
        docker_registry::docker_registry,
        folder::Folder,
        moto::moto,
        readiness::{Announcement, Readiness, announced},
        upstream::Upstream,
    },
    options::{Backend, Options},
    seeds,
};

/// What is to be started, and who waits for it.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    moto: Option<Announcement>,
    registry: Option<Announcement>,
    /// Only where there is something to start.
    folder: Option<Folder>,
}

/// The backends of an account; they may still be starting.
#[derive(Clone, Debug, Default)]
pub(crate) struct Backends {
    pub(crate) upstream: Option<Upstream>,
    pub(crate) registry: Option<Upstream>,
}

/// The backends that the options name, and what has to be started for them.
pub(crate) fn plan(options: &Options) -> io::Result<(Backends, Plan)> {
    let (upstream, moto) = backend(&options.upstream);
    let (registry_upstream, registry) = backend(&options.registry);
    let starts = moto.is_some() || registry.is_some();
    let folder = starts.then(|| Folder::of(options)).transpose()?;
    Ok((Backends { upstream, registry: registry_upstream }, Plan { moto, registry, folder }))
}

fn backend(backend: &Backend) -> (Option<Upstream>, Option<Announcement>) {
    match backend {
        Backend::Nothing => (None, None),
        Backend::Url(url) => {
            let address = url.trim_start_matches("http://").trim_end_matches('/');
            (Some(Upstream::new(Readiness::at(address))), None)
        }
        Backend::Program(_) => {
            let (announcement, readiness) = announced();
            (Some(Upstream::new(readiness)), Some(announcement))
        }
    }
}

impl Plan {
    /// Starts the programs at the same time and holds them until it is dropped; then they end.
    pub(crate) async fn carry_out(self, options: &Options) {
        let Some(folder) = self.folder else { return };
        let moto = announce(self.moto, start_moto(options, folder.path()));
        let registry = announce(self.registry, start_registry(options, folder.path()));
        let _children = tokio::join!(moto, registry);
        pending::<()>().await;
    }
}

async fn announce(
    announcement: Option<Announcement>,
    start: impl Future<Output = io::Result<(Child, String)>>,
) -> Option<Child> {
    let announcement = announcement?;
    let (child, news) = match start.await {
        Ok((child, address)) => (Some(child), Ok(Arc::from(address))),
        Err(error) => (None, Err(Arc::from(error.to_string()))),
    };
    announcement.send_replace(Some(news));
    child
}

/// moto is announced when it is seeded: nobody sees an account without its network.
async fn start_moto(options: &Options, dir: &Path) -> io::Result<(Child, String)> {
    let Backend::Program(program) = &options.upstream else { return Err(nothing_to_start()) };
    let (child, address) = moto(program, dir, &options.account).await?;
    seeds::create_all(&address, &options.account, &options.region).await?;
    Ok((child, address))
}

async fn start_registry(options: &Options, dir: &Path) -> io::Result<(Child, String)> {
    let Backend::Program(program) = &options.registry else { return Err(nothing_to_start()) };
    docker_registry(program, dir).await
}

fn nothing_to_start() -> io::Error {
    io::Error::other("there is no program to start")
}
