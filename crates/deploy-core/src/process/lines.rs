//! The output of a program, line by line as it comes.

use std::fs::File;
use std::io::{BufRead, BufReader, PipeReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;

/// How long lines are still read once the program has ended: a grandchild may hold the pipe open for ever.
const LAST_LINES: Duration = Duration::from_secs(2);
/// How often a file is looked at that grows.
const BETWEEN_READS: Duration = Duration::from_millis(20);
/// How many lines wait to be handed on. Then the program waits, as it would for a slow terminal.
const WAITING_LINES: usize = 1024;
/// What has no end is handed on in pieces; a plan in JSON is one line of some megabytes.
const MAX_LINE: u64 = 256 * 1024 * 1024;

/// Who gets the lines of a program.
pub(crate) struct Streams<Out, Err> {
    pub(crate) stdout: Out,
    pub(crate) stderr: Err,
}

impl<Out: FnMut(String), Err: FnMut(String)> Streams<Out, Err> {
    fn hand(&mut self, line: Line) {
        match line {
            Line::Out(line) => (self.stdout)(line),
            Line::Err(line) => (self.stderr)(line),
        }
    }

    /// Hands lines on until `ended`, and then what is left of them.
    pub(super) async fn hand_until<T>(mut self, mut lines: Lines, ended: impl Future<Output = T>) -> T {
        tokio::pin!(ended);
        let end = loop {
            tokio::select! {
                biased;
                Some(line) = lines.0.recv() => self.hand(line),
                end = &mut ended => break end,
            }
        };
        let rest = async {
            while let Some(line) = lines.0.recv().await {
                self.hand(line);
            }
        };
        // A time-out only means that somebody else still holds the pipe.
        drop(tokio::time::timeout(LAST_LINES, rest).await);
        end
    }
}

enum Line {
    Out(String),
    Err(String),
}

/// The lines of a program's two streams, in the order in which they came.
pub(super) struct Lines(mpsc::Receiver<Line>);

impl Lines {
    /// Reads both pipes from now on.
    pub(super) fn read(stdout: PipeReader, stderr: PipeReader) -> Self {
        let (sender, lines) = mpsc::channel(WAITING_LINES);
        forward(stdout, Line::Out, sender.clone());
        forward(stderr, Line::Err, sender);
        Self(lines)
    }

    /// Follows both files until `has_ended`.
    pub(super) fn follow(stdout: File, stderr: File, has_ended: &Arc<AtomicBool>) -> Self {
        let (sender, lines) = mpsc::channel(WAITING_LINES);
        follow(stdout, Line::Out, sender.clone(), Arc::clone(has_ended));
        follow(stderr, Line::Err, sender, Arc::clone(has_ended));
        Self(lines)
    }
}

/// The files of a program that outlives us.
#[derive(Debug)]
pub(crate) struct OutputFiles {
    /// What the program holds for as long as it runs, as its standard input: a lock, for instance.
    pub(crate) held: File,
    pub(crate) stdout: File,
    pub(crate) stderr: File,
    pub(crate) read_stdout: File,
    pub(crate) read_stderr: File,
}

/// Reads a file line by line while it grows, until its writer has ended.
fn follow(file: File, wrap: fn(String) -> Line, to: mpsc::Sender<Line>, has_ended: Arc<AtomicBool>) {
    std::thread::spawn(move || {
        let (mut file, mut line) = (BufReader::new(file), Vec::new());
        loop {
            let is_last = has_ended.load(Ordering::Acquire); // what was written before is read after
            while file.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) && line.ends_with(b"\n") {
                if to.blocking_send(wrap(text(&line))).is_err() {
                    return;
                }
                line.clear();
            }
            if to.is_closed() {
                return;
            }
            if is_last {
                if !line.is_empty() {
                    to.blocking_send(wrap(text(&line))).ok();
                }
                return;
            }
            std::thread::sleep(BETWEEN_READS);
        }
    });
}

fn text(line: &[u8]) -> String {
    String::from_utf8_lossy(line).trim_end_matches(['\n', '\r']).to_owned()
}

/// Reads a pipe line by line on a thread of its own, so that neither pipe can fill up while the other is read.
fn forward(pipe: PipeReader, wrap: fn(String) -> Line, to: mpsc::Sender<Line>) {
    std::thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while (&mut pipe).take(MAX_LINE).read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            if to.blocking_send(wrap(text(&line))).is_err() {
                return;
            }
            line.clear();
        }
    });
}
