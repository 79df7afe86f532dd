mod with_docker;

use std::collections::BTreeMap;

use super::arguments::{Build, Builder};
use super::dockerfile::Dockerfile;
use super::stages::Reference;

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn found(text: &str, args: &[(&str, &str)], target: Option<&str>, builder: Builder) -> Vec<Reference> {
    let (args, contexts) = (map(args), BTreeMap::new());
    let build = Build { builder, args: &args, target, contexts: &contexts, platform: Some("linux/arm64/v8") };
    Dockerfile::parse(text).references(&build)
}

fn references(text: &str, args: &[(&str, &str)], target: Option<&str>) -> Vec<String> {
    found(text, args, target, Builder::Classic).into_iter().map(|reference| reference.name).collect()
}

fn by_buildkit(text: &str, args: &[(&str, &str)], target: Option<&str>) -> Vec<String> {
    found(text, args, target, Builder::BuildKit).into_iter().map(|reference| reference.name).collect()
}

#[test]
fn arguments_before_the_first_from_are_put_in() {
    let text = "ARG REGISTRY\nARG TAG=latest NAME=\"app_base\"\nFROM --platform=$BUILDPLATFORM ${REGISTRY}/${NAME}:${TAG:-x} AS Base\n";
    assert_eq!(references(text, &[("REGISTRY", "a.b")], None), ["a.b/app_base:latest"]);
    assert_eq!(references(text, &[("REGISTRY", "a.b"), ("TAG", "")], None), ["a.b/app_base:x"]);
}

#[test]
fn an_argument_that_is_not_declared_there_has_no_value() {
    let text = "FROM x${TAG}\nARG TAG=1\nFROM y${TAG:-2}\n";
    assert_eq!(references(text, &[("TAG", "7")], None), ["x", "y2"]);
}

#[test]
fn predefined_arguments_have_values_without_being_declared() {
    let text = "FROM a/$TARGETOS-${TARGETARCH}-$TARGETVARIANT:$TARGETSTAGE\n";
    assert_eq!(references(text, &[], None), ["a/linux-arm64-v8:default"]);
    assert_eq!(references("FROM a/$TARGETPLATFORM AS x\n", &[], Some("x")), ["a/linux/arm64/v8"]);
    assert_eq!(references("ARG TARGETARCH\nFROM a:$TARGETARCH\n", &[("TARGETARCH", "own")], None), ["a:own"]);
    assert_eq!(references("ARG TARGETARCH=own\nFROM a:$TARGETARCH\n", &[], None), ["a:own"]);
}

#[test]
fn the_whole_expansion_is_followed() {
    let args = [("V", "v1.2.3"), ("P", "a/b/c"), ("E", "")];
    for (word, expected) in [
        ("x:${V#v}", "x:1.2.3"),
        ("x:${V#*.}", "x:2.3"),
        ("x:${V##*.}", "x:3"),
        ("x:${V%.*}", "x:v1.2"),
        ("x:${V%%.*}", "x:v1"),
        ("x:${V%.?}", "x:v1.2"),
        ("x:${P/\\//-}", "x:a-b/c"),
        ("x:${P//\\//-}", "x:a-b-c"),
        ("x:${V/?./_}", "x:v_2.3"),
        ("x:${V/*/z}", "x:z"),
        ("x:${E:-d}", "x:d"),
        ("x:${E-d}y", "x:y"),
        ("x:${V:+set}", "x:set"),
        ("x${E:+set}", "x"),
        ("x${E+set}", "xset"),
        ("x:${V:?message}", "x:v1.2.3"),
        ("x:${V?}", "x:v1.2.3"),
        ("x:${N:-${V#v}}", "x:1.2.3"),
        ("\"x\":'$V'", "x:$V"),
        ("x:\\$V", "x:$V"),
        ("\"x:\\\"$V\"", "x:\"v1.2.3"),
        ("x:$V$", "x:v1.2.3$"),
    ] {
        let text = format!("ARG V\nARG P\nARG E=default\nARG N\nFROM {word}\n");
        assert_eq!(references(&text, &args, None), [expected], "{word}");
    }
}

#[test]
fn what_the_builder_refuses_is_no_reference() {
    for word in
        ["${V", "${V^^}", "${}", "${:x}", "'x", "\"x", "${N:?}", "${N?}", "${E:?}", "${V:#v}", "$N", "${V/x}"]
    {
        let text = format!("ARG V=1\nARG E=\nARG N\nFROM {word}\nFROM c\n");
        assert_eq!(references(&text, &[], None), ["c"], "{word}");
    }
}

#[test]
fn stages_are_not_images() {
    let text = "FROM a AS Build\nFROM build AS two\nFROM Build\nCOPY --from=BUILD --chown=1 /x /y\nCOPY --from=0 /x /y\n\
                COPY --link --from=b/c:1 /x /y\nRUN --mount=type=bind,from=d,target=/d --mount=from=TWO true\nCOPY x --from=y\n";
    assert_eq!(references(text, &[], None), ["a", "Build", "b/c:1", "d"]);
}

#[test]
fn flags_may_be_quoted() {
    let text = "FROM a\nCOPY --from=\"b\" --chown='1:1' x /\nRUN --mount=type=bind,\"from=c\",source=/x --mount=\"from=d,target=/ x\" ls\n\
                COPY --fr\\om=e x /\nRUN -- --mount=from=f\nrun --mount=From=x,from=g ls\n";
    assert_eq!(references(text, &[], None), ["a", "b", "c", "d", "e", "g"]);
}

#[test]
fn stages_after_the_wanted_one_do_not_count() {
    let text = "FROM a AS one\nFROM b AS two\nFROM c\n";
    assert_eq!(references(text, &[], Some("TWO")), ["a", "b"]);
    assert_eq!(references(text, &[], Some("0")), ["a"]);
    assert_eq!(references(text, &[], Some("unheard-of")), ["a", "b", "c"]);
}

#[test]
fn buildkit_builds_only_the_stages_that_are_needed() {
    let text = "FROM a AS one\nFROM b AS two\nFROM one AS three\nCOPY --from=d x /\nFROM e AS four\nRUN --mount=from=three ls\n";
    assert_eq!(by_buildkit(text, &[], Some("two")), ["b"]);
    assert_eq!(by_buildkit(text, &[], None), ["a", "d", "e"]);
    assert_eq!(by_buildkit("FROM a AS x\nFROM b AS x\nFROM x\n", &[], None), ["b"]);
    assert_eq!(by_buildkit("FROM a AS x\nFROM b AS x\n", &[], Some("x")), ["b"]);
    assert_eq!(references("FROM a AS x\nFROM b AS x\n", &[], Some("x")), ["a"]);
}

#[test]
fn a_named_context_takes_the_place_of_a_stage() {
    let (args, contexts) = (BTreeMap::new(), map(&[("one", "docker-image://x")]));
    let build =
        Build { builder: Builder::BuildKit, args: &args, target: None, contexts: &contexts, platform: None };
    let file = Dockerfile::parse("FROM a AS one\nCOPY --from=b x /\nFROM one\n");
    let found: Vec<_> =
        file.references(&build).into_iter().map(|found| (found.name, found.is_base)).collect();
    assert_eq!(found, [("one".to_owned(), true)]);
}

#[test]
fn the_base_is_what_the_wanted_stage_begins_with() {
    let text = "FROM a AS one\nFROM b AS two\nCOPY --from=one x /\nFROM two\nCOPY --from=c x /\n";
    let bases: Vec<_> = found(text, &[], None, Builder::BuildKit)
        .into_iter()
        .map(|found| (found.name, found.instruction, found.line, found.is_base))
        .collect();
    let expected = [("a", "FROM", 1, false), ("b", "FROM", 2, true), ("c", "COPY", 5, false)];
    assert_eq!(
        bases,
        expected.map(|(name, instruction, line, base)| (name.to_owned(), instruction, line, base))
    );
}

#[test]
fn lines_continue_over_comments_and_blank_lines() {
    let text = "# a comment\nfrom \\\n# another\n\n  a:1 \\  \n as x\nRUN echo \\\\\nFROM b\n";
    assert_eq!(references(text, &[], None), ["a:1", "b"]);
    assert_eq!(references("FROM a\nRUN x \\\n  # FROM no\n\n y \\\n\nFROM no\n", &[], None), ["a"]);
    assert_eq!(references("FR\\\nOM a\n", &[], None), ["a"]);
}

#[test]
fn marks_carriage_returns_tabs_and_case_do_not_matter() {
    let text = "\u{feff}# syntax=docker/dockerfile:1\r\n# check=skip=all\r\narg\tT=1\r\n\tFrom\t a:$T \\\r\n\t as\tx\r\ncopy\t--from=b x /\r\nRUN cat <<E\r\nFROM no\r\nE\r\nFROM x\r\n";
    assert_eq!(references(text, &[], None), ["a:1", "b"]);
}

#[test]
fn another_escape_character_is_heeded() {
    let text = "# syntax=x\n#escape=`\nFROM `\n a\nRUN dir c:\\\nFROM b\n";
    assert_eq!(references(text, &[], None), ["a", "b"]);
    // Only before everything else, and only one of two characters.
    assert_eq!(references("# a comment\n# escape=`\nFROM \\\n a\n", &[], None), ["a"]);
    assert_eq!(references("# unknown=x\n# escape=`\nFROM \\\n a\n", &[], None), ["a"]);
    assert_eq!(references("# check=error=true\n# escape=`\nFROM `\n a\n", &[], None), ["a"]);
    assert_eq!(references("# escape=x\nFROM \\\n a\n", &[], None), ["a"]);
}

#[test]
fn bodies_of_here_documents_are_not_instructions() {
    let text = "FROM a\nRUN <<-EOF cat >x <<'TWO'\nFROM no\n\tEOF\nFROM no\nTWO\nCOPY <<one /x\nFROM no\none\nRUN echo '<<EOF'\nFROM b\n";
    assert_eq!(references(text, &[], None), ["a", "b"]);
    assert_eq!(references("FROM a\nRUN cat <<EOF\nFROM b\n", &[], None), ["a", "b"]);
    assert_eq!(references("FROM a\nRUN 3<<\"E F\" cat\nFROM no\nE F\nFROM b\n", &[], None), ["a", "b"]);
    assert_eq!(references("FROM a\nONBUILD RUN <<E\nFROM no\nE\nFROM b\n", &[], None), ["a", "b"]);
    // Neither an unclosed quote nor a JSON list opens one.
    assert_eq!(references("FROM a\nRUN echo it's <<E\nFROM b\nE\n", &[], None), ["a", "b"]);
    assert_eq!(references("FROM a\nRUN [\"cat\", \"<<E\"]\nFROM b\nE\n", &[], None), ["a", "b"]);
}

#[test]
fn whether_a_name_was_made_from_variables_is_known() {
    let found =
        found("ARG TAG\nFROM a:$TAG\nFROM a:2\nFROM scratch\n", &[("TAG", "1")], None, Builder::Classic);
    let found: Vec<_> = found.iter().map(|reference| (reference.name.as_str(), reference.variable)).collect();
    assert_eq!(found, [("a:1", true), ("a:2", false)]);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_fail(text in "(?s)([#A-Z \\\\\n$\\{\\}:=<'\"`%/*?+-]|FROM|ARG|COPY|RUN|--from=|<<E\n|E\n|\\PC){0,60}") {
        references(&text, &[("A", "b")], Some("1"));
        by_buildkit(&text, &[("A", "b")], Some("a"));
    }
}
