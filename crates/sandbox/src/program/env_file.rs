//! `DIR/env`: the variables that a shell needs for a running sandbox, one `NAME=VALUE` a line.

use std::{fs, io, path::Path};

use sandbox::Sandbox;

const NAME: &str = "env";

/// Writes the file atomically: a program that waits for the file never reads half of it.
pub(crate) fn write(dir: &Path, sandbox: &Sandbox, region: &str) -> io::Result<()> {
    let lines = [
        ("AWS_ENDPOINT_URL", sandbox.endpoint().as_str()),
        ("AWS_ACCESS_KEY_ID", "sandbox"),
        ("AWS_SECRET_ACCESS_KEY", "sandbox"),
        ("AWS_REGION", region),
        ("AWS_DEFAULT_REGION", region),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("REGISTRY", &sandbox.registry()),
        ("TF_VAR_registry", &sandbox.registry()),
    ]
    .map(|(name, value)| format!("{name}={value}\n"));
    write_whole(dir, NAME, &lines.concat())
}

/// Writes `DIR/NAME` atomically.
pub(crate) fn write_whole(dir: &Path, name: &str, content: &str) -> io::Result<()> {
    let unfinished = dir.join(format!(".{name}"));
    fs::write(&unfinished, content)?;
    fs::rename(unfinished, dir.join(name))
}

/// The address of the sandbox that runs in `dir`: `HOST:PORT`.
pub(crate) fn address(dir: &Path) -> io::Result<String> {
    let path = dir.join(NAME);
    let missing = |error: io::Error| {
        io::Error::new(
            error.kind(),
            format!("no sandbox runs in `{}`: no file `{NAME}`: {error}", dir.display()),
        )
    };
    let text = fs::read_to_string(path).map_err(missing)?;
    let url = text.lines().find_map(|line| line.strip_prefix("AWS_ENDPOINT_URL=http://"));
    url.map(str::to_owned).ok_or_else(|| io::Error::other("its file `env` names no address"))
}
