//! Which running sandbox a command is for.

use std::{
    io::{self, Read as _, Write as _},
    net::TcpStream,
    path::PathBuf,
};

use clap::Args;

use crate::program::env_file;

#[derive(Debug, Args)]
pub(crate) struct Running {
    /// Folder that `serve` was given
    #[arg(long, env = "SANDBOX_DIR")]
    dir: PathBuf,
}

impl Running {
    /// Sends a command and returns its answer.
    pub(crate) fn send(&self, method: &str, path: &str, body: &str) -> io::Result<String> {
        let address = env_file::address(&self.dir)?;
        let mut stream = TcpStream::connect(&address).map_err(|error| {
            io::Error::new(error.kind(), format!("the sandbox at {address} does not answer: {error}"))
        })?;
        write!(
            stream,
            "{method} /_sandbox/{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, text) = answer.split_once("\r\n\r\n").unwrap_or_default();
        if head.split(' ').nth(1) == Some("200") {
            Ok(text.into())
        } else {
            Err(io::Error::other(text.to_owned()))
        }
    }
}
