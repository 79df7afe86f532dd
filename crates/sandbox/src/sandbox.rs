//! The sandbox as a value: started in-process, ended on drop.

use std::{io, net::SocketAddr, sync::Arc, thread::JoinHandle};

use serde_json::Value;
use tokio::{net::TcpListener, sync::watch};
use tokio_util::sync::CancellationToken;

use crate::{
    account::Account,
    api::ApiError,
    edge,
    options::{Behind, Options},
    record::RecordedCall,
    server::serve,
    upstream::Upstream,
};

/// AWS on loopback, in a thread of its own. Dropping it ends all that it started.
#[derive(Debug)]
pub struct Sandbox {
    account: Arc<Account>,
    address: SocketAddr,
    stop: CancellationToken,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Binds, and answers from now on.
    #[expect(clippy::needless_pass_by_value, reason = "a caller has no use for the options afterwards")]
    pub fn start(options: Options) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", options.port)))?;
        let address = listener.local_addr()?;
        let account = Arc::new(Account::new(&options, upstream(&options.upstream)));
        let stop = CancellationToken::new();
        let server = serve(listener, Arc::clone(&account), stop.clone(), |account, request| async move {
            edge::answer(&account, request).await
        });
        let thread =
            std::thread::Builder::new().name("sandbox".into()).spawn(move || runtime.block_on(server))?;
        Ok(Self { account, address, stop, thread: Some(thread) })
    }

    /// Where the AWS APIs answer: the value of `AWS_ENDPOINT_URL`.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
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
    pub fn call(&self, service: &str, operation: &str, input: &Value) -> Result<Value, ApiError> {
        self.account.call(service, operation, input)
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

fn upstream(behind: &Behind) -> Option<Upstream> {
    let Behind::Url(url) = behind else { return None };
    let address = url.trim_start_matches("http://").trim_end_matches('/');
    let (_, receiver) = watch::channel(Some(Arc::from(address)));
    Some(Upstream::new(receiver))
}
