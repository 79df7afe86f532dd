//! The running containers of one sandbox.

use std::{
    collections::BTreeSet,
    fmt,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use crate::{
    api::{Container, ContainerEvent, Work},
    containers::engine,
    lock::locked,
};

/// How often containers are removed at the end: each try takes the engine's command line some 20 ms.
const TRIES: usize = 500;

type Report = Arc<dyn Fn(ContainerEvent) + Send + Sync>;

/// The running containers of one sandbox, by task.
pub(crate) struct Containers {
    report: Report,
    /// Distinguishes the containers of sandboxes that run at the same time.
    prefix: String,
    tasks: Arc<Mutex<BTreeSet<String>>>,
    ended: AtomicBool,
}

impl Containers {
    /// `report` is called from the thread of a container.
    pub(crate) fn new(host: &str, report: impl Fn(ContainerEvent) + Send + Sync + 'static) -> Self {
        let port = host.rsplit(':').next().unwrap_or_default();
        Self {
            report: Arc::new(report),
            prefix: format!("sandbox-{port}"),
            tasks: Arc::default(),
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
        let (report, tasks, name) =
            (Arc::clone(&self.report), Arc::clone(&self.tasks), self.name(&container.task));
        thread::spawn(move || {
            let code = engine::run(&name, &container, |line| {
                if let Some((group, stream)) = container.log.clone() {
                    report(ContainerEvent::Line { group, stream, line });
                }
            });
            locked(&tasks).remove(&container.task);
            report(ContainerEvent::Ended { task: container.task, code });
        });
    }

    fn name(&self, task: &str) -> String {
        format!("{}-{task}", self.prefix)
    }
}

impl fmt::Debug for Containers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Containers").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}
