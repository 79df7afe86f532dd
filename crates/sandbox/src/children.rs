//! Brings up what stands behind the sandbox, and holds it until the end.

use std::{
    fs,
    future::pending,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::TempDir;

use crate::{
    options::{Behind, Options},
    seeds,
    upstream::{Announcement, Child, Readiness, Upstream, announced, docker_registry, moto},
};

/// What is to be brought up, and whom to tell.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    moto: Option<Announcement>,
    registry: Option<Announcement>,
    /// Only where there is something to start.
    folder: Option<Folder>,
}

/// What stands behind an account; it may be coming up still.
#[derive(Clone, Debug, Default)]
pub(crate) struct Support {
    pub(crate) upstream: Option<Upstream>,
    pub(crate) registry: Option<Upstream>,
}

/// What stands behind the sandbox by its options, and what is still to be done for it.
pub(crate) fn plan(options: &Options) -> io::Result<(Support, Plan)> {
    let (upstream, moto) = behind(&options.upstream);
    let (registry_behind, registry) = behind(&options.registry);
    let starts = moto.is_some() || registry.is_some();
    let folder = starts.then(|| Folder::of(options)).transpose()?;
    Ok((Support { upstream, registry: registry_behind }, Plan { moto, registry, folder }))
}

fn behind(behind: &Behind) -> (Option<Upstream>, Option<Announcement>) {
    match behind {
        Behind::Nothing => (None, None),
        Behind::Url(url) => {
            let address = url.trim_start_matches("http://").trim_end_matches('/');
            (Some(Upstream::new(Readiness::at(address))), None)
        }
        Behind::Program(_) => {
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

/// Where children keep what they write.
#[derive(Debug)]
enum Folder {
    Given(PathBuf),
    Temporary(TempDir),
}

impl Folder {
    fn of(options: &Options) -> io::Result<Self> {
        match &options.dir {
            Some(dir) => fs::create_dir_all(dir).map(|()| Self::Given(dir.clone())),
            None => tempfile::tempdir().map(Self::Temporary),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Self::Given(dir) => dir,
            Self::Temporary(dir) => dir.path(),
        }
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
    let Behind::Program(program) = &options.upstream else { return Err(nothing_to_start()) };
    let (child, address) = moto(program, dir, &options.account).await?;
    seeds::sow(&address, seeds::Place { account: &options.account, region: &options.region }).await?;
    Ok((child, address))
}

async fn start_registry(options: &Options, dir: &Path) -> io::Result<(Child, String)> {
    let Behind::Program(program) = &options.registry else { return Err(nothing_to_start()) };
    docker_registry(program, dir).await
}

fn nothing_to_start() -> io::Error {
    io::Error::other("there is no program to start")
}
