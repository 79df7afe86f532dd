//! The sandbox as a value: started in-process, ended on drop.

use std::{io, net::SocketAddr, sync::Arc, thread::JoinHandle};

use serde_json::Value;
use tokio::{net::TcpListener, runtime::Runtime, sync::watch};
use tokio_util::sync::CancellationToken;

use crate::{
    account::{Account, Support},
    api::ApiError,
    edge,
    options::{Behind, Options},
    record::RecordedCall,
    registry,
    server::serve,
    upstream::Upstream,
};

/// AWS on loopback, in a thread of its own. Dropping it ends all that it started.
#[derive(Debug)]
pub struct Sandbox {
    account: Arc<Account>,
    apis: SocketAddr,
    registry: SocketAddr,
    stop: CancellationToken,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Binds, and answers from now on.
    #[expect(clippy::needless_pass_by_value, reason = "a caller has no use for the options afterwards")]
    pub fn start(options: Options) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let apis = runtime.block_on(TcpListener::bind(("127.0.0.1", options.port)))?;
        let registry = runtime.block_on(TcpListener::bind(("127.0.0.1", options.registry_port)))?;
        let addresses = (apis.local_addr()?, registry.local_addr()?);
        let support =
            Support { upstream: upstream(&options.upstream), registry: upstream(&options.registry) };
        let account = Arc::new(Account::new(&options, &host(addresses.1), support));
        let stop = CancellationToken::new();
        let thread = run(runtime, Arc::clone(&account), (apis, registry), stop.clone())?;
        Ok(Self { account, apis: addresses.0, registry: addresses.1, stop, thread: Some(thread) })
    }

    /// Where the AWS APIs answer: the value of `AWS_ENDPOINT_URL`.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.apis)
    }

    /// What stands before an image's name: `localhost:PORT`, the value of `REGISTRY`.
    pub fn registry(&self) -> String {
        host(self.registry)
    }

    /// Every call so far.
    pub fn calls(&self) -> Vec<RecordedCall> {
        self.account.record.calls()
    }

    /// Forgets the calls so far.
    pub fn clear_calls(&self) {
        self.account.record.clear();
    }

    /// Calls a room without HTTP and without a record.
    #[expect(clippy::needless_pass_by_value, reason = "a caller writes the input where it is used")]
    pub fn call(&self, service: &str, operation: &str, input: Value) -> Result<Value, ApiError> {
        self.account.call(service, operation, &input)
    }

    /// Ends every registry password that was handed out so far.
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
    }
}

fn run(
    runtime: Runtime,
    account: Arc<Account>,
    (apis, registry): (TcpListener, TcpListener),
    stop: CancellationToken,
) -> io::Result<JoinHandle<()>> {
    let apis = serve(apis, Arc::clone(&account), stop.clone(), |account, request| async move {
        edge::answer(&account, request).await
    });
    let registry = serve(registry, account, stop, |account, request| async move {
        registry::answer(&account, request).await
    });
    std::thread::Builder::new().name("sandbox".into()).spawn(move || {
        runtime.block_on(async { tokio::join!(apis, registry) });
    })
}

/// Engines trust plain HTTP at `localhost`, and it is what images are named after.
fn host(address: SocketAddr) -> String {
    format!("localhost:{}", address.port())
}

fn upstream(behind: &Behind) -> Option<Upstream> {
    let Behind::Url(url) = behind else { return None };
    let address = url.trim_start_matches("http://").trim_end_matches('/');
    let (_, receiver) = watch::channel(Some(Arc::from(address)));
    Some(Upstream::new(receiver))
}
