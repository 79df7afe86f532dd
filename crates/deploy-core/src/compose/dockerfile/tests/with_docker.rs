//! The instructions of generated files, compared with those that BuildKit's own parser finds
//! (<https://pypi.org/project/dockerfile/> carries it).

use std::io::Write;
use std::process::Stdio;

use proptest::collection::vec;
use proptest::sample::select;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde::Deserialize;

use crate::compose::dockerfile::instructions;
use crate::test_support::require_program;

/// The parser of that package is older than the directive `check`.
const LINES: [&str; 40] = [
    "FROM a:$T AS x",
    "from  a\tas y",
    "ARG X=\"a b\" Y='c' Z",
    "RUN echo a \\",
    "  b \\  ",
    "RUN echo \\\\",
    "RUN cat <<EOF",
    "RUN <<-'E' cat >x <<\"EOF\"",
    "EOF",
    "\tE",
    "\tEOF",
    "E",
    "# a comment",
    "  # another",
    "# escape=`",
    "#escape = \\",
    "# syntax=docker/dockerfile:1",
    "# unknown=x",
    "",
    "   ",
    "COPY --from=\"b c\" --chown=1 x /",
    "COPY --from=a --link x /",
    "copy <<EOF /x",
    "COPY --from=a\\ b x /",
    "RUN --mount=type=bind,from=d --network=none ls `",
    "RUN --mount=\"from=e\" -- ls",
    "ONBUILD RUN <<EOF",
    "RUN [\"a\", \"<<EOF\"]",
    "RUN echo it's <<EOF",
    "RUN echo '<<EOF'",
    "RUN echo \"<<EOF\"",
    "RUN echo ${X} <<EOF",
    "RUN echo ${X <<EOF",
    "RUN 3<<EOF cat",
    "RUN cat <<<EOF",
    "WORKDIR /x",
    "\t USER me",
    "EXPOSE 80",
    "R\\",
    "UN x",
];

/// What the parser says of a file; none if it refuses it.
type Parsed = Option<Vec<Found>>;

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Found {
    keyword: String,
    flags: Vec<String>,
    line: usize,
}

const SCRIPT: &str = r"
import dockerfile, json, sys
def parse(text):
    try:
        found = dockerfile.parse_string(text)
    except dockerfile.GoParseError:
        return None
    return [{'keyword': one.cmd.upper(), 'flags': one.flags, 'line': one.start_line} for one in found]
json.dump([parse(text) for text in json.load(sys.stdin)], sys.stdout)
";

fn by_buildkit(texts: &[String]) -> Vec<Parsed> {
    let python = require_program("DOCKERFILE_PARSER_PROGRAM", "python-with-dockerfile");
    #[expect(clippy::disallowed_methods, reason = "it is a test's own program")]
    let mut command = std::process::Command::new(python);
    let mut child =
        command.args(["-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(serde_json::to_string(texts).unwrap().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn generated_files_have_the_instructions_that_buildkit_finds() {
    let line = (select(LINES.to_vec()), select(vec!["\n", "\n", "\r\n"]));
    let text = (select(vec!["", "\u{feff}"]), vec(line, 1..14)).prop_map(|(mark, lines)| {
        lines.into_iter().fold(mark.to_owned(), |text, (line, end)| text + line + end)
    });
    let mut runner = TestRunner::deterministic();
    let texts: Vec<String> = (0..4000).map(|_| text.new_tree(&mut runner).unwrap().current()).collect();
    let mut compared = 0;
    for (text, expected) in texts.iter().zip(by_buildkit(&texts)) {
        let Some(expected) = expected else { continue };
        let found = instructions::read(text).1.into_iter().map(|instruction| Found {
            keyword: instruction.keyword,
            flags: instruction.flags,
            line: instruction.line,
        });
        assert_eq!(found.collect::<Vec<_>>(), expected, "{text:?}");
        compared += 1;
    }
    assert!(compared > 1000, "BuildKit refuses nearly all: {compared}");
}
