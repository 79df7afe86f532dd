//! Simulates simple commands of one-off tasks.
//!
//! It knows `true`, `false`, `echo WORDS`, `sleep SECONDS` and `exit CODE`, by themselves or in `sh -c`
//! joined by `;` or `&&`. Nothing is run. Any other program works for a while and succeeds.

use std::time::Duration;

/// How long an unknown program runs, at AWS.
const WORK: Duration = Duration::from_secs(20);

/// The result of a command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) lines: Vec<String>,
    pub(crate) takes: Duration,
    pub(crate) code: i32,
}

impl Outcome {
    pub(crate) fn of(command: &[String]) -> Self {
        let mut outcome = Self { lines: Vec::new(), takes: Duration::ZERO, code: 0 };
        match command {
            [shell, flag, script] if is_shell(shell) && flag.trim_start_matches('-').ends_with('c') => {
                outcome.script(script);
            }
            _ => outcome.step(&command.join(" ")),
        }
        outcome
    }

    fn script(&mut self, script: &str) {
        for statement in script.split(';') {
            for step in statement.split("&&") {
                self.step(step.trim());
                if step.trim().starts_with("exit") {
                    return;
                }
                if self.code != 0 {
                    break;
                }
            }
        }
    }

    fn step(&mut self, step: &str) {
        let (program, rest) = step.split_once(' ').unwrap_or((step, ""));
        self.code = 0;
        match program {
            "true" | ":" => {}
            "false" => self.code = 1,
            "echo" => self.lines.push(rest.trim_matches(['"', '\'']).to_owned()),
            "exit" => self.code = rest.trim().parse().unwrap_or(0),
            "sleep" => self.takes += seconds(rest),
            _ => self.takes += WORK,
        }
    }
}

fn is_shell(program: &str) -> bool {
    ["sh", "bash", "/bin/sh", "/bin/bash"].contains(&program)
}

fn seconds(text: &str) -> Duration {
    let seconds = text.trim().parse::<f64>().ok();
    seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(command: &[&str]) -> (String, u64, i32) {
        let words: Vec<String> = command.iter().map(|word| (*word).to_owned()).collect();
        let outcome = Outcome::of(&words);
        (outcome.lines.join("|"), outcome.takes.as_secs(), outcome.code)
    }

    #[test]
    fn simple_commands_are_simulated() {
        assert_eq!(outcome(&["false"]), (String::new(), 0, 1));
        assert_eq!(outcome(&["echo", "hello", "there"]), ("hello there".into(), 0, 0));
        assert_eq!(outcome(&["./manage.py", "migrate"]), (String::new(), 20, 0));
    }

    #[test]
    fn a_shell_goes_from_statement_to_statement() {
        assert_eq!(
            outcome(&["sh", "-c", "echo 'one'; sleep 5; echo two; exit 3; echo no"]),
            ("one|two".into(), 5, 3)
        );
        assert_eq!(outcome(&["bash", "-lc", "false && echo no; echo yes"]), ("yes".into(), 0, 0));
        assert_eq!(outcome(&["sh", "-c", "echo a && false"]), ("a".into(), 0, 1));
    }
}
