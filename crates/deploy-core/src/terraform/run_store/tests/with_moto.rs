//! Locks in S3, as moto keeps objects behind the sandbox.

use futures_util::future::join_all;
use sandbox::{Backend, Fault, Kind, Options, Sandbox};

use super::holder;
use crate::aws::Aws;
use crate::terraform::backend::ObjectProtection;
use crate::terraform::run_store::s3_store::S3Store;
use crate::terraform::run_store::{
    Attempt, HeldLock, Renewal, RunStore, find, release, remove, renew, try_acquire,
};
use crate::test_support::require_program;
use crate::types::Activity;

fn sandbox() -> Sandbox {
    let upstream = Backend::Program(require_program("MOTO_SERVER_PROGRAM", "moto_server"));
    Sandbox::start(Options { upstream, ..Options::default() }).unwrap()
}

/// The sandbox has a runtime of its own, and is started and ended outside of ours.
fn block_on(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

fn store(sandbox: &Sandbox, key: &str) -> RunStore {
    RunStore::S3(Box::new(S3Store::of_tests(Aws::at(&sandbox.endpoint()), key, ObjectProtection::default())))
}

async fn attempt(store: &RunStore, run: &str) -> Attempt<HeldLock> {
    try_acquire(store, &holder(run, Activity::Following)).await.unwrap()
}

async fn take(store: &RunStore, run: &str) -> HeldLock {
    match attempt(store, run).await {
        Attempt::Acquired { lock, .. } => lock,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_has_it_until_it_gives_it_back() {
    let sandbox = sandbox();
    block_on(async {
        let store = store(&sandbox, "app");
        let mut lock = take(&store, "one").await;
        let Attempt::Busy(Some(other)) = attempt(&store, "two").await else { panic!() };
        assert_eq!((other.run.as_str(), other.activity), ("one", Activity::Following));
        for _ in 0..3 {
            assert_eq!(renew(&mut lock, Activity::Applying).await.unwrap(), Renewal::Kept);
        }
        assert_eq!(release(lock).await.unwrap(), Renewal::Kept);
        assert!(find(&store).await.unwrap().is_none());
        take(&store, "two").await;
    });
}

#[test]
fn of_twenty_contenders_one_has_it() {
    let sandbox = sandbox();
    block_on(async {
        for round in 0..5 {
            let store = store(&sandbox, &format!("app-{round}"));
            let runs: Vec<_> = (0..20).map(|run| run.to_string()).collect();
            let attempts = join_all(runs.iter().map(|run| attempt(&store, run))).await;
            let won = attempts.iter().filter(|attempt| matches!(attempt, Attempt::Acquired { .. })).count();
            assert_eq!(won, 1, "{attempts:?}");
        }
    });
}

#[test]
fn a_run_whose_lock_was_ended_does_not_end_that_of_the_next_one() {
    let sandbox = sandbox();
    block_on(async {
        let store = store(&sandbox, "app");
        let (mut renewed, released) =
            (take(&store, "one").await, take(&self::store(&sandbox, "b"), "b").await);
        let found = find(&store).await.unwrap().unwrap();
        assert!(remove(&store, &found).await.unwrap());
        let two = take(&store, "two").await;
        let Renewal::Lost(Some(other)) = renew(&mut renewed, Activity::Applying).await.unwrap() else {
            panic!()
        };
        assert_eq!(other.run, "two");
        assert!(!remove(&store, &found).await.unwrap(), "it is another one by now");
        let Renewal::Lost(Some(_)) = release(renewed).await.unwrap() else { panic!() };
        assert_eq!(release(two).await.unwrap(), Renewal::Kept);
        assert_eq!(release(released).await.unwrap(), Renewal::Kept);
    });
}

#[test]
fn a_write_whose_answer_is_lost_is_known_to_be_ours() {
    let sandbox = sandbox();
    block_on(async {
        let store = store(&sandbox, "app");
        sandbox.fault(Fault::new("s3:PutObject", Kind::Truncate).times(1));
        let mut lock = take(&store, "one").await;
        sandbox.fault(Fault::new("s3:PutObject", Kind::Truncate).times(1));
        assert_eq!(renew(&mut lock, Activity::Applying).await.unwrap(), Renewal::Kept);
        assert_eq!(release(lock).await.unwrap(), Renewal::Kept);
        assert!(find(&store).await.unwrap().is_none());
    });
}

#[test]
fn who_may_not_write_there_has_no_lock() {
    let sandbox = sandbox();
    block_on(async {
        sandbox.fault(Fault::new("s3:PutObject", Kind::Denied));
        let attempt = attempt(&store(&sandbox, "app"), "one").await;
        let Attempt::Impossible(error) = attempt else { panic!("{attempt:?}") };
        assert!(error.to_string().starts_with("PutObject: AccessDenied"), "{error}");
    });
}

#[test]
fn runs_are_written_over_read_and_listed() {
    let sandbox = sandbox();
    block_on(async {
        let store = store(&sandbox, "app");
        assert!(store.runs().await.unwrap().is_empty());
        for (id, text) in [("2", "old"), ("2", "new"), ("1", "first")] {
            store.write_run(id, text.as_bytes()).await.unwrap();
        }
        assert_eq!(store.runs().await.unwrap(), ["1", "2"]);
        assert_eq!(store.read_run("2").await.unwrap().unwrap(), b"new");
        assert_eq!(store.read_run("3").await.unwrap(), None);
    });
}
