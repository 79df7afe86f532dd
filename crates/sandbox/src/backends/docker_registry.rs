//! The registry that holds layers: Docker's own, without credentials, on loopback only.

use std::{fs, io, path::Path};

use crate::backends::child::{Child, Program, free_address};

/// Starts docker-registry with its content below `dir`, waits until it listens, and gives its address.
pub(crate) async fn docker_registry(path: &Path, dir: &Path) -> io::Result<(Child, String)> {
    let address = free_address()?;
    let config = dir.join("registry.json");
    let content = dir.join("registry");
    fs::create_dir_all(&content)?;
    fs::write(&config, settings(&address, &content))?;
    let mut child = Child::start(&Program {
        path,
        arguments: &["serve", &config.to_string_lossy()],
        environment: &[("OTEL_TRACES_EXPORTER", "none")],
        log: &dir.join("registry.log"),
    })?;
    child.listens(&address).await?;
    Ok((child, address))
}

/// Its settings are YAML, of which JSON is a part.
fn settings(address: &str, content: &Path) -> String {
    serde_json::json!({
        "version": "0.1",
        "log": { "level": "warn" },
        "storage": { "filesystem": { "rootdirectory": content }, "delete": { "enabled": true } },
        "http": { "addr": address },
    })
    .to_string()
}
