//! The lock of a run while the run works.

mod with_moto;

use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::time::Duration;

use futures_util::FutureExt;

use super::lock;
use super::run::Run;
use crate::context::Context;
use crate::error::Error;
use crate::project::{Project, ProjectPaths};
use crate::session::{Consent, Session};
use crate::steps::environment;
use crate::terraform::run_store::{self, Attempt, RunStore};
use crate::types::Activity;

/// A project with the environment `dev`, whose state is local.
fn project(folder: &Path) -> Session {
    for (name, text) in [("main.tf", ""), ("terraform.dev.tfvars", "")] {
        fs::create_dir_all(folder.join("terraform")).unwrap();
        fs::write(folder.join("terraform").join(name), text).unwrap();
    }
    let project = Project::open(folder, ProjectPaths::default()).unwrap();
    Session::new(Context::silent(), project, Consent::Given, false)
}

/// Does something with a run whose lock is beside a state in `folder`.
async fn with_run(folder: &Path, test: impl AsyncFnOnce(&Run<'_>, &RunStore)) {
    with_run_in(folder, RunStore::beside(&folder.join("terraform.tfstate")), test).await;
}

/// The same with the lock in a store.
async fn with_run_in(folder: &Path, store: RunStore, test: impl AsyncFnOnce(&Run<'_>, &RunStore)) {
    let session = project(folder);
    let config = session.project.environment(Some(&"dev".parse().unwrap()), None).unwrap();
    let environment = environment::find(&session, &config).unwrap();
    test(&Run::beside(&session, &environment, store.clone()), &store).await;
}

#[tokio::test]
async fn the_lock_is_written_again_and_again_while_the_run_works() {
    let folder = tempfile::tempdir().unwrap();
    with_run(folder.path(), async |run, store| {
        let attempt = run_store::try_acquire(store, &run.holder(Activity::Applying)).await.unwrap();
        let Attempt::Acquired { lock, .. } = attempt else { panic!("{attempt:?}") };
        *run.lock.lock().await = Some(lock);
        let file = folder.path().join("deploy.lock");
        let written = fs::read(&file).unwrap();
        let heartbeats = async {
            for _ in 0..3 {
                fs::write(&file, "").unwrap();
                while fs::read(&file).unwrap() != written {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
            }
        };
        tokio::select! {
            () = heartbeats => {}
            never = lock::keep_alive(run, Duration::from_millis(5)) => match never {},
        }
    })
    .await;
}

#[tokio::test]
async fn the_lock_is_given_back_after_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deploy.lock");
    with_run(folder.path(), async |run, _| {
        let work = async |_| -> Result<(), Error> {
            assert!(!file.exists(), "there is a lock, and so it panics");
            Ok(())
        };
        let held = AssertUnwindSafe(lock::hold(run, Activity::Applying, work)).catch_unwind();
        assert!(held.await.is_err());
        assert!(!file.exists());
    })
    .await;
}
