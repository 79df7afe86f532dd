//! What Compose writes to its standard error: which variables are not set, why it refuses a file, why a build failed.
//!
//! An unset variable is no failure to either generation: the exit code is 0 and the value blank.

use std::sync::LazyLock;

use regex::Regex;

/// The variables of which Compose says that they are not set, once each.
pub(super) fn unset_variables(stderr: &str) -> Vec<String> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"The \\?"?([A-Za-z_][A-Za-z0-9_]*)\\?"? variable is not set"#)
            .expect("a valid regular expression")
    });
    let mut names: Vec<String> = Vec::new();
    for found in WORDS.captures_iter(stderr) {
        if !names.contains(&found[1].to_owned()) {
            names.push(found[1].to_owned());
        }
    }
    names
}

/// Compose's reason in one line: without its warnings, and without the program's own traceback.
pub(super) fn reason(stderr: &str) -> String {
    let lines: Vec<&str> = stderr
        .lines()
        .map(str::trim)
        .filter(|line| {
            !(line.is_empty() || line.starts_with("time=") || line.contains("variable is not set"))
        })
        .collect();
    lines.join(" ").trim_start_matches(['.', ' ']).to_owned()
}

/// Whether a line can be the cause of a failed build. The last one that can be is it: after it only come rules and
/// the first generation's own summary.
pub(super) fn is_cause(line: &str) -> bool {
    static SUMMARY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:-*|Service '.*' failed to build.*|ERROR: for .*)\s*$")
            .expect("a valid regular expression")
    });
    !SUMMARY.is_match(line)
}

/// Whether a line tells of the builder's own work, and not of the image's: it is shown only if asked for.
pub(super) fn is_noise(line: &str) -> bool {
    static NOISE: LazyLock<Regex> = LazyLock::new(|| {
        let classic = r"DEPRECATED: The legacy builder|\s+Install the buildx component|\s+https://docs\.docker\.com/go/buildx|Sending build context|Building |Removing intermediate container| ---> |Successfully (?:built|tagged) ";
        let buildkit = r"#\d+ (?:DONE|CACHED|transferring|\[(?:\S+ )?internal\]|(?:\[\S+\] )?exporting|sha256:|exporting|writing|naming|extracting|resolve|unpacking|building with)|time=";
        Regex::new(&format!("^(?:{classic}|{buildkit}|\\s*$)")).expect("a valid regular expression")
    });
    NOISE.is_match(line)
}

/// Whether Compose refuses the files because a file with variables for a container is missing.
pub(super) fn misses_env_file(stderr: &str) -> bool {
    stderr.contains("Couldn't find env file") || (stderr.contains("env file") && stderr.contains("not found"))
}

/// What to do about a cause that is known.
pub(super) fn hint_for(cause: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| cause.contains(word));
    if has(&[
        "401 Unauthorized",
        "403 Forbidden",
        "no basic auth credentials",
        "pull access denied",
        "unauthorized:",
    ]) {
        Some("log in to the registry of the base image with `docker login`")
    } else if has(&["toomanyrequests"]) {
        Some("the registry of the base image limits pulls: log in with `docker login`, or try again later")
    } else if has(&["buildx component is missing"]) {
        Some("install Docker's plugin buildx, or unset DOCKER_BUILDKIT")
    } else if has(&["no space left on device"]) {
        Some("free disk space in the engine's data folder, for example with `docker builder prune`")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_generations_name_what_is_not_set() {
        let first = "The FOO variable is not set. Defaulting to a blank string.\nThe FOO variable is not set. Defaulting to a blank string.\n";
        let second = r#"time="2026-11-21T01:41:19Z" level=warning msg="The \"BAR\" variable is not set. Defaulting to a blank string.""#;
        assert_eq!(unset_variables(first), ["FOO"]);
        assert_eq!(unset_variables(second), ["BAR"]);
        assert_eq!(unset_variables("all is well"), Vec::<String>::new());
    }

    #[test]
    fn the_builders_own_work_is_told_from_the_images() {
        for noise in [
            "#1 [app internal] load build definition",
            "#5 [app] exporting to image",
            "#2 DONE 0.0s",
            " ---> 5f70",
            "",
        ] {
            assert!(is_noise(noise), "{noise}");
        }
        for line in ["#4 [app 1/1] COPY a /", "#6 0.123 compiled", "Step 2/3 : RUN make", "ERROR: failed"] {
            assert!(!is_noise(line), "{line}");
        }
    }

    #[test]
    fn the_reason_is_one_line() {
        let said = "time=\"…\" level=warning msg=\"x\"\nservices.a.build.args contains true,\n which is an invalid type\n";
        assert_eq!(reason(said), "services.a.build.args contains true, which is an invalid type");
    }

    #[test]
    fn the_cause_is_the_last_line_that_is_no_summary() {
        let first = ["COPY failed: no such file", "Service 'a' failed to build : Build failed"];
        let parallel = ["COPY failed: no such file", "", "ERROR: for a  (<Service: a>, 'Build failed')"];
        let second = [" > [a 1/1] COPY nothing /:", "------", "failed to solve: not found"];
        let cause = |lines: &[&'static str]| lines.iter().copied().rfind(|line| is_cause(line));
        assert_eq!(cause(&first), Some("COPY failed: no such file"));
        assert_eq!(cause(&parallel), Some("COPY failed: no such file"));
        assert_eq!(cause(&second), Some("failed to solve: not found"));
    }
}
