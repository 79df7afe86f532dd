//! moto's server.

use std::{io, path::Path};

use crate::backends::child::{Child, Program, free_address};

/// moto's own. If it is told another one, it has that one alone, even for assumed roles of others.
const DEFAULT_ACCOUNT: &str = "123456789012";

/// Starts moto and waits until it listens; gives its address.
pub(crate) async fn moto(path: &Path, dir: &Path, account: &str) -> io::Result<(Child, String)> {
    let address = free_address()?;
    let (host, port) = address.split_once(':').unwrap_or_default();
    let mut environment = vec![
        // Without it the policies that AWS manages cannot be attached.
        ("MOTO_IAM_LOAD_MANAGED_POLICIES", "true"),
        // Seconds until a certificate is issued: one that was just asked for is looked up a moment later.
        ("MOTO_ACM_VALIDATION_WAIT", "0"),
    ];
    if account != DEFAULT_ACCOUNT {
        environment.push(("MOTO_ACCOUNT_ID", account));
    }
    let mut child = Child::start(&Program {
        path,
        arguments: &["-H", host, "-p", port],
        environment: &environment,
        log: &dir.join("moto.log"),
    })?;
    child.listens(&address).await?;
    Ok((child, address))
}
