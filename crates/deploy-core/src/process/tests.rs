use std::sync::mpsc;
use std::time::Duration;

use super::{Error, Program, Streams};
use crate::context::{Context, Interrupter};
use crate::error::Signal;
use crate::event::{EventKind, Events};

/// A context whose programs' lines, and warnings, come out of the receiver, and that can be interrupted.
fn watched() -> (Context, Interrupter, mpsc::Receiver<String>) {
    let (sender, said) = mpsc::channel();
    let (interrupter, interrupt) = Interrupter::new();
    let events = Events::new(move |event| {
        let text = match &event.kind {
            EventKind::ProgramOutput { line, .. } => line.clone(),
            EventKind::Warned { message, .. } => format!("warning: {message}"),
            other => format!("{other:?}"),
        };
        sender.send(text).ok();
    });
    (Context { events, interrupt }, interrupter, said)
}

fn shell(context: &Context) -> Program {
    Program::find("sh", context).unwrap()
}

fn stdout_to(stdout: impl FnMut(String)) -> Streams<impl FnMut(String), impl FnMut(String)> {
    Streams { stdout, stderr: drop }
}

/// Counts the SIGINTs it gets; ends with 7 at the first, or goes on for as long as `stubborn`.
const COUNTING: &str = r#"n=0; trap 'n=$((n+1)); echo "interrupt $n"; [ "$1" = stubborn ] || exit 7' INT; echo ready; while :; do sleep 0.02; done"#;

#[tokio::test]
async fn every_line_of_both_streams_is_said() {
    let (context, _interrupter, said) = watched();
    let exit = {
        let program = shell(&context);
        program.run(&["-c", "echo one; echo two >&2; printf three"], program.events()).await
    }
    .unwrap();
    exit.success().unwrap();
    drop(context);
    let mut said: Vec<_> = said.try_iter().collect();
    said.sort();
    assert_eq!(said, ["one", "three", "two"]);
}

#[tokio::test]
async fn more_than_a_pipe_holds_is_read_from_both_streams() {
    let output = shell(&Context::silent())
        .read(&[
            "-c",
            "i=0; while [ $i -lt 20000 ]; do echo 0123456789; echo 0123456789 >&2; i=$((i+1)); done",
        ])
        .await
        .unwrap();
    assert_eq!((output.stdout.len(), output.stderr.len()), (220_000, 220_000));
}

#[tokio::test]
async fn what_it_is_given_it_reads() {
    let output = shell(&Context::silent()).input("a line").read(&["-c", "cat"]).await.unwrap();
    assert_eq!(output.stdout, "a line\n");
}

#[tokio::test]
async fn the_later_of_two_values_counts() {
    let program = shell(&Context::silent()).env("A", "1").env("A", "2").without_env("B").env("B", "3");
    let output = program.read(&["-c", "echo $A $B"]).await.unwrap();
    assert_eq!(output.stdout, "2 3\n");
}

#[tokio::test]
async fn a_failure_names_the_command_and_its_code() {
    let exit = shell(&Context::silent()).read(&["-c", "exit 3"]).await.unwrap().exit;
    insta::assert_snapshot!(exit.success().unwrap_err(), @"`sh -c 'exit 3'` failed with exit code 3");
    assert_eq!(exit.one_of(&[0, 3]).unwrap(), 3);
}

#[tokio::test]
async fn a_missing_program_is_named() {
    let error = Program::find("no-such-program", &Context::silent()).unwrap_err();
    insta::assert_snapshot!(error, @"the program `no-such-program` was not found on PATH");
}

#[tokio::test]
async fn a_program_gets_one_interrupt_whatever_signal_we_got() {
    let (context, interrupter, _said) = watched();
    let mut lines = Vec::new();
    let exit = shell(&context)
        .run(
            &["-c", COUNTING, "sh", "yielding"],
            stdout_to(|line| {
                if line == "ready" {
                    interrupter.ask(Signal::Terminate);
                }
                lines.push(line);
            }),
        )
        .await
        .unwrap();
    assert_eq!(lines, ["ready", "interrupt 1"]);
    assert_eq!(exit.code(), 7);
    assert!(matches!(exit.success(), Err(Error::Interrupted(_))));
}

#[tokio::test]
async fn a_second_request_warns_and_the_third_kills_the_group() {
    let (context, interrupter, said) = watched();
    let mut lines = Vec::new();
    let exit = shell(&context)
        .run(
            &["-c", COUNTING, "sh", "stubborn"],
            stdout_to(|line| {
                match line.as_str() {
                    "ready" => interrupter.ask(Signal::Interrupt),
                    "interrupt 1" => {
                        interrupter.ask(Signal::Interrupt);
                        interrupter.ask(Signal::Interrupt);
                    }
                    _ => {}
                }
                lines.push(line);
            }),
        )
        .await
        .unwrap();
    assert_eq!(lines, ["ready", "interrupt 1"]);
    assert_eq!(exit.code(), 137);
    assert_eq!(said.try_iter().collect::<Vec<_>>(), ["warning: still waiting for `sh` to end"]);
}

#[tokio::test]
async fn nothing_is_started_after_an_interrupt() {
    let (context, interrupter, said) = watched();
    interrupter.ask(Signal::Interrupt);
    assert!(matches!(shell(&context).read(&["-c", "echo started"]).await, Err(Error::Interrupted(_))));
    assert_eq!(said.try_iter().count(), 0);
}

#[tokio::test]
async fn an_abandoned_program_is_asked_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("stopped");
    let (context, _interrupter, said) = watched();
    let program = shell(&context).env("MARK", &mark);
    let script = r#"trap ': > "$MARK"; exit' INT; echo ready; while :; do sleep 0.02; done"#;
    let mut running = Box::pin(async move { program.run(&["-c", script], program.events()).await });
    loop {
        tokio::select! {
            ended = &mut running => panic!("it ended by itself: {ended:?}"),
            () = tokio::task::yield_now() => if said.try_recv().is_ok() { break },
        }
    }
    drop(running);
    while !mark.exists() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_environment_is_inherited_added_to_and_taken_from() {
    let program = shell(&Context::silent()).env("ADDED", "yes").without_env("HOME");
    let output = program.read(&["-c", "echo ${ADDED-no} ${HOME-gone} ${PATH:+path}"]).await.unwrap();
    assert_eq!(output.stdout, "yes gone path\n");
}

#[tokio::test]
async fn a_program_that_does_not_end_is_killed() {
    let program = shell(&Context::silent()).within_time(Duration::from_millis(50));
    let error = program.read(&["-c", "trap '' INT TERM; while :; do sleep 0.02; done"]).await.unwrap_err();
    assert!(error.to_string().ends_with("did not end within 0.05 s"), "{error}");
}

#[tokio::test]
async fn many_lines_wait_for_a_slow_reader() {
    let mut lines = 0;
    let count = |_| lines += 1;
    shell(&Context::silent()).run(&["-c", "seq 20000"], stdout_to(count)).await.unwrap();
    assert_eq!(lines, 20_000);
}
