//! moto's server.

use std::{io, path::Path};

use crate::backends::child::{Child, Program, free_address};

/// Starts moto and waits until it listens; gives its address.
pub(crate) async fn moto(path: &Path, dir: &Path, account: &str) -> io::Result<(Child, String)> {
    let address = free_address()?;
    let (host, port) = address.split_once(':').unwrap_or_default();
    let environment = [
        // Without it the policies that AWS manages cannot be attached.
        ("MOTO_IAM_LOAD_MANAGED_POLICIES", "true"),
        ("MOTO_ACCOUNT_ID", account),
        // Seconds until a certificate is issued: one that was just asked for is looked up a moment later.
        ("MOTO_ACM_VALIDATION_WAIT", "0"),
    ];
    let mut child = Child::start(&Program {
        path,
        arguments: &["-H", host, "-p", port],
        environment: &environment,
        log: &dir.join("moto.log"),
    })?;
    child.listens(&address).await?;
    Ok((child, address))
}
