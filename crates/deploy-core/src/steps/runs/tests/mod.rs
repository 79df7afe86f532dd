//! The lock of a run while the run works.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::lock::keep_alive;
use super::run::Run;
use crate::context::Context;
use crate::project::{Project, ProjectPaths};
use crate::session::{Consent, Session};
use crate::steps::environment;
use crate::terraform::run_store::{self, Attempt};
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

#[tokio::test]
async fn the_lock_is_written_again_and_again_while_the_run_works() {
    let folder = tempfile::tempdir().unwrap();
    let session = project(folder.path());
    let config = session.project.environment(Some(&"dev".parse().unwrap()), None).unwrap();
    let environment = environment::find(&session, &config).unwrap();
    let store = run_store::RunStore::beside(&folder.path().join("terraform.tfstate"));
    let run = Run::beside(&session, &environment, store.clone());
    let Attempt::Acquired { lock, .. } =
        run_store::try_acquire(&store, &run.holder(Activity::Applying)).await.unwrap()
    else {
        panic!()
    };
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
        never = keep_alive(&run, Duration::from_millis(5)) => match never {},
    }
}
