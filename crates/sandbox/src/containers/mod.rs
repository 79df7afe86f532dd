//! Containers of tasks that really run, in the local engine, by its command line.
//!
//! Each has a thread that waits for it, writes its output into the log, and tells the model how it ended. None
//! outlives the sandbox, unless that is killed without a word.

mod engine;

use std::{
    collections::BTreeSet,
    sync::{
        Mutex, Weak,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use crate::{
    account::Account,
    api::{Container, Moment},
    lock::locked,
};

/// What is to be done in the engine.
#[derive(Debug)]
pub(crate) enum Work {
    Start(Container),
    /// Names the task.
    Stop(String),
}

/// The running containers of one sandbox, by task.
#[derive(Debug)]
pub(crate) struct Containers {
    account: Weak<Account>,
    /// Keeps containers of sandboxes apart that run at the same time.
    prefix: String,
    tasks: Mutex<BTreeSet<String>>,
    ended: AtomicBool,
}

/// How often containers are removed at the end: each try takes the engine's command line some 20 ms.
const TRIES: usize = 500;

impl Containers {
    pub(crate) fn new(account: Weak<Account>, host: &str) -> Self {
        let port = host.rsplit(':').next().unwrap_or_default();
        Self {
            account,
            prefix: format!("sandbox-{port}"),
            tasks: Mutex::default(),
            ended: AtomicBool::new(false),
        }
    }

    /// Starts and stops containers; waits for none.
    pub(crate) fn carry_out(&self, work: Vec<Work>) {
        for work in work {
            match work {
                Work::Start(container) => self.start(container),
                Work::Stop(task) => {
                    let name = self.name(&task);
                    thread::spawn(move || engine::stop(&name));
                }
            }
        }
    }

    /// Ends all of them, and starts no more.
    pub(crate) fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
        // One that was just being started is not there to be removed at first.
        for _ in 0..TRIES {
            let names: Vec<_> = locked(&self.tasks).iter().map(|task| self.name(task)).collect();
            if names.is_empty() {
                return;
            }
            engine::remove(&names);
        }
    }

    fn start(&self, container: Container) {
        if self.ended.load(Ordering::SeqCst) {
            return;
        }
        locked(&self.tasks).insert(container.task.clone());
        let (account, name) = (Weak::clone(&self.account), self.name(&container.task));
        thread::spawn(move || {
            let code = engine::run(&name, &container, |line| write(&account, &container, line));
            if let Some(account) = account.upgrade() {
                locked(&account.containers.tasks).remove(&container.task);
                account.with_ecs_at(|ecs, now| ecs.container_ended(&container.task, code, now));
            }
        });
    }

    fn name(&self, task: &str) -> String {
        format!("{}-{task}", self.prefix)
    }
}

fn write(account: &Weak<Account>, container: &Container, line: String) {
    if let (Some(account), Some((group, stream))) = (account.upgrade(), &container.log) {
        let now: Moment = account.clock.now();
        account.with_logs(|logs| logs.append((group, stream), now, line));
    }
}
