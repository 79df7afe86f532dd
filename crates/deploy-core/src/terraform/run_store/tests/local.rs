//! The lock beside a local state.

use super::holder;
use crate::terraform::run_store::local_store::LocalStore;
use crate::terraform::run_store::{Attempt, HeldLock, RunStore, find, release, remove, renew, try_acquire};
use crate::types::{Activity, LockHolder};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn store(&self) -> RunStore {
        RunStore::Local(LocalStore::beside(&self.0.path().join("terraform.tfstate")))
    }
}

async fn take(store: &RunStore, run: &str) -> HeldLock {
    match try_acquire(store, &holder(run, Activity::Applying)).await.unwrap() {
        Attempt::Acquired { lock, .. } => lock,
        other => panic!("{other:?}"),
    }
}

async fn busy(store: &RunStore) -> Option<LockHolder> {
    match try_acquire(store, &holder("other", Activity::Applying)).await.unwrap() {
        Attempt::Busy(holder) => holder,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn one_has_it_until_it_gives_it_back() {
    let folder = Folder::new();
    let store = folder.store();
    let mut lock = take(&store, "one").await;
    assert_eq!(busy(&store).await.unwrap().run, "one");
    renew(&mut lock, Activity::Following).await.unwrap();
    assert_eq!(busy(&store).await.unwrap().activity, Activity::Following);
    let found = find(&store).await.unwrap().unwrap();
    assert!(found.is_alive && !found.is_over && !remove(&store, &found).await.unwrap());
    release(lock).await.unwrap();
    assert!(!folder.0.path().join("deploy.lock").exists());
    take(&store, "other").await;
}

#[tokio::test]
async fn what_a_dead_process_has_left_is_taken_over_and_said() {
    let folder = Folder::new();
    let store = folder.store();
    drop(take(&store, "dead").await); // as when its process is killed
    let found = find(&store).await.unwrap().unwrap();
    assert!(found.is_over && !found.is_alive);
    let attempt = try_acquire(&store, &holder("next", Activity::Applying)).await.unwrap();
    let Attempt::Acquired { left_by: Some(dead), .. } = attempt else { panic!("{attempt:?}") };
    assert_eq!(dead.run, "dead");
}

#[tokio::test]
async fn a_lock_by_hand_outlives_its_process_until_it_is_removed() {
    let folder = Folder::new();
    let store = folder.store();
    let by_hand = LockHolder { reason: Some("Friday".to_owned()), ..holder("hand", Activity::Reserving) };
    drop(try_acquire(&store, &by_hand).await.unwrap());
    assert_eq!(busy(&store).await.unwrap().reason.as_deref(), Some("Friday"));
    let found = find(&store).await.unwrap().unwrap();
    assert!(!found.is_over && remove(&store, &found).await.unwrap());
    take(&store, "other").await;
}

#[test]
fn of_twenty_threads_one_has_it() {
    let folder = Folder::new();
    let store = folder.store();
    let tries: Vec<_> = (0..20)
        .map(|number| {
            let store = store.clone();
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                let holder = holder(&number.to_string(), Activity::Applying);
                runtime.block_on(try_acquire(&store, &holder)).unwrap()
            })
        })
        .collect();
    let attempts: Vec<_> = tries.into_iter().map(|one| one.join().unwrap()).collect();
    let winners = attempts.iter().filter(|attempt| matches!(attempt, Attempt::Acquired { .. })).count();
    assert_eq!(winners, 1, "{attempts:?}");
}
