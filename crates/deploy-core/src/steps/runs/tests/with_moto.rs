//! A lock in S3, as moto keeps it behind the sandbox, that somebody else ends while the run works.

use sandbox::{Backend, Options, Sandbox};

use super::with_run_in;
use crate::aws::Aws;
use crate::error::Kind;
use crate::steps::runs::lock;
use crate::terraform::run_store::{self, RunStore};
use crate::test_support::require_program;
use crate::types::Activity;

#[test]
fn nothing_is_begun_without_the_lock_that_was_taken_for_it() {
    let upstream = Backend::Program(require_program("MOTO_SERVER_PROGRAM", "moto_server"));
    let sandbox = Sandbox::start(Options { upstream, ..Options::default() }).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let test = async {
        let store = RunStore::in_bucket(Aws::at(&sandbox.endpoint()), "app");
        with_run_in(folder.path(), store, async |run, store| {
            let work = async |_| {
                let found = run_store::find(store).await?.unwrap();
                assert!(run_store::remove(store, &found).await?);
                run.begin(Activity::Applying).await
            };
            let error = lock::hold(run, Activity::Following, work).await.unwrap_err();
            assert_eq!(error.kind(), Kind::Refused);
            assert!(error.to_string().contains("ended by somebody else"), "{error}");
        })
        .await;
    };
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}
