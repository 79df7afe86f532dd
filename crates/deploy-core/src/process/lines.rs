//! The output of a program, line by line as it comes.

use std::io::{BufRead, BufReader, PipeReader, Read};
use std::time::Duration;

use tokio::sync::mpsc;

/// How long lines are still read once the program has ended: a grandchild may hold the pipe open for ever.
const LAST_LINES: Duration = Duration::from_secs(2);
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
}

/// Reads a pipe line by line on a thread of its own, so that neither pipe can fill up while the other is read.
fn forward(pipe: PipeReader, wrap: fn(String) -> Line, to: mpsc::Sender<Line>) {
    std::thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while (&mut pipe).take(MAX_LINE).read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line);
            if to.blocking_send(wrap(text.trim_end_matches(['\n', '\r']).to_owned())).is_err() {
                return;
            }
            line.clear();
        }
    });
}
