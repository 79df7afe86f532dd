//! The sandbox as a value: started in-process, ended on drop.

use std::{io, net::SocketAddr, sync::Arc, thread::JoinHandle};

use serde_json::Value;
use tokio::{net::TcpListener, runtime::Runtime};
use tokio_util::sync::CancellationToken;

use crate::{
    account::Account,
    api::ApiError,
    backends::start::{self, Backends, Plan},
    ecs::{Ecs, Rule, names::Location},
    faults::Fault,
    http::{dispatch, server::serve},
    models::ModelCall,
    options::Options,
    record::RecordedCall,
    registry,
};

/// AWS on loopback, in a thread of its own. Dropping it ends all that it started.
#[derive(Debug)]
pub struct Sandbox {
    account: Arc<Account>,
    apis: SocketAddr,
    registry: SocketAddr,
    backends: Backends,
    stop: CancellationToken,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts to answer.
    pub fn start(options: Options) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let apis = runtime.block_on(TcpListener::bind(("127.0.0.1", options.port)))?;
        let registry = runtime.block_on(TcpListener::bind(("127.0.0.1", options.registry_port)))?;
        let addresses = (apis.local_addr()?, registry.local_addr()?);
        let (backends, plan) = start::plan(&options)?;
        let account = Account::new(&options, &host(addresses.1), backends.clone());
        let stop = CancellationToken::new();
        let servers = Servers { account: Arc::clone(&account), listeners: (apis, registry), plan, options };
        let thread = servers.start(runtime, stop.clone())?;
        Ok(Self { account, apis: addresses.0, registry: addresses.1, backends, stop, thread: Some(thread) })
    }

    /// Waits until all backends answer.
    pub async fn ready(&self) -> io::Result<()> {
        for backend in [&self.backends.upstream, &self.backends.registry].into_iter().flatten() {
            backend.ready().await?;
        }
        Ok(())
    }

    /// Where the AWS APIs answer: the value of `AWS_ENDPOINT_URL`.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.apis)
    }

    /// The beginning of an image's name: `localhost:PORT`, the value of `REGISTRY`.
    pub fn registry(&self) -> String {
        host(self.registry)
    }

    /// All calls so far.
    pub fn calls(&self) -> Vec<RecordedCall> {
        self.account.record.calls()
    }

    /// Removes the recorded calls.
    pub fn clear_calls(&self) {
        self.account.record.clear();
    }

    /// Removes calls, faults and rules; keeps what is deployed.
    pub fn reset(&self) {
        self.account.reset();
    }

    /// Calls a modelled service without HTTP and without a record.
    #[expect(clippy::needless_pass_by_value, reason = "a caller writes the input where it is used")]
    pub fn call(&self, service: &str, operation: &str, input: Value) -> Result<Value, ApiError> {
        let location = self.account.location(None);
        self.account.call(&ModelCall { service, operation, input: &input, location: &location })
    }

    /// The same in another region, of which only ECS knows.
    #[expect(clippy::needless_pass_by_value, reason = "a caller writes the input where it is used")]
    pub fn call_in(
        &self,
        region: &str,
        service: &str,
        operation: &str,
        input: Value,
    ) -> Result<Value, ApiError> {
        let location = Location { region: region.to_owned(), ..self.account.location(None) };
        self.account.call(&ModelCall { service, operation, input: &input, location: &location })
    }

    /// Gives access to the model of ECS of the sandbox's own account and region, for the rules of a test.
    pub fn ecs<R>(&self, work: impl FnOnce(&mut Ecs) -> R) -> R {
        self.account.with_ecs(work)
    }

    /// Adds a rule that holds in all accounts and regions.
    pub fn rule(&self, rule: &Rule) {
        self.account.rule(rule);
    }

    /// Makes calls fail from now on.
    ///
    /// # Panics
    ///
    /// If `on` is not a regular expression.
    pub fn fault(&self, fault: Fault) {
        self.account.faults.add(fault).expect("`on` is a regular expression");
    }

    /// Lets all registry passwords expire.
    pub fn expire_tokens(&self) {
        self.account.with_ecr(crate::ecr::Ecr::expire_tokens);
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.cancel();
        if let Some(thread) = self.thread.take() {
            // A panic there has been printed already, and drop must not panic itself.
            drop(thread.join());
        }
        self.account.containers.end();
    }
}

/// What runs in the sandbox's thread.
struct Servers {
    account: Arc<Account>,
    /// Of the APIs and of the registry.
    listeners: (TcpListener, TcpListener),
    plan: Plan,
    options: Options,
}

impl Servers {
    fn start(self, runtime: Runtime, stop: CancellationToken) -> io::Result<JoinHandle<()>> {
        let (apis, registry) = self.listeners;
        let apis = serve(apis, Arc::clone(&self.account), stop.clone(), |account, request| async move {
            dispatch::answer(&account, request).await
        });
        let registry = serve(registry, self.account, stop.clone(), |account, request| async move {
            registry::answer(&account, request).await
        });
        let (plan, options) = (self.plan, self.options);
        let children = async move {
            tokio::select! { () = stop.cancelled() => {}, () = plan.carry_out(&options) => {} }
        };
        std::thread::Builder::new().name("sandbox".into()).spawn(move || {
            runtime.block_on(async { tokio::join!(apis, registry, children) });
        })
    }
}

/// Engines trust plain HTTP at `localhost`, and it is what images are named after.
fn host(address: SocketAddr) -> String {
    format!("localhost:{}", address.port())
}
