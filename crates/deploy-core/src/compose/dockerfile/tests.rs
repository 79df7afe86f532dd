use std::collections::BTreeMap;

use super::dockerfile::{Build, Dockerfile};

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn references(text: &str, args: &[(&str, &str)], target: Option<&str>) -> Vec<String> {
    let args = map(args);
    let build = Build { args: &args, target };
    Dockerfile::parse(text).references(&build).into_iter().map(|reference| reference.name).collect()
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
fn a_name_that_only_the_builder_knows_is_left_out() {
    assert_eq!(references("FROM a/b-${TARGETARCH}:1\nFROM c\n", &[], None), ["c"]);
    assert_eq!(references("FROM a/b:${TAG#v}\nFROM c\n", &[], None), ["c"]);
}

#[test]
fn stages_are_not_images() {
    let text = "FROM a AS Build\nFROM build AS two\nFROM Build\nCOPY --from=BUILD --chown=1 /x /y\nCOPY --from=0 /x /y\n\
                COPY --link --from=b/c:1 /x /y\nRUN --mount=type=bind,from=d,target=/d --mount=from=two true\nCOPY x --from=y\n";
    assert_eq!(references(text, &[], None), ["a", "Build", "b/c:1", "d"]);
}

#[test]
fn stages_after_the_wanted_one_do_not_count() {
    let text = "FROM a AS one\nFROM b AS two\nFROM c\n";
    assert_eq!(references(text, &[], Some("TWO")), ["a", "b"]);
    assert_eq!(references(text, &[], Some("0")), ["a"]);
    assert_eq!(references(text, &[], Some("unheard-of")), ["a", "b", "c"]);
}

#[test]
fn lines_continue_over_comments_and_blank_lines() {
    let text = "# a comment\nfrom \\\n# another\n\n  a:1 \\  \n as x\nRUN echo \\\\\nFROM b\n";
    assert_eq!(references(text, &[], None), ["a:1", "b"]);
}

#[test]
fn another_escape_character_is_heeded() {
    let text = "# syntax=x\n#escape=`\nFROM `\n a\nRUN dir c:\\\nFROM b\n";
    assert_eq!(references(text, &[], None), ["a", "b"]);
}

#[test]
fn bodies_of_here_documents_are_not_instructions() {
    let text = "FROM a\nRUN <<-EOF cat >x <<'TWO'\nFROM no\n\tEOF\nFROM no\nTWO\nCOPY <<one /x\nFROM no\none\nRUN echo '<<EOF'\nFROM b\n";
    assert_eq!(references(text, &[], None), ["a", "b"]);
    assert_eq!(references("FROM a\nRUN cat <<EOF\nFROM b\n", &[], None), ["a", "b"]);
}

#[test]
fn whether_a_name_was_made_from_variables_is_known() {
    let args = map(&[("TAG", "1")]);
    let build = Build { args: &args, target: None };
    let found = Dockerfile::parse("ARG TAG\nFROM a:$TAG\nFROM a:2\nFROM scratch\n").references(&build);
    let found: Vec<_> = found.iter().map(|reference| (reference.name.as_str(), reference.variable)).collect();
    assert_eq!(found, [("a:1", true), ("a:2", false)]);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_fail(text in "(?s)([#A-Z \\\\\n$\\{\\}:=<'\"`+-]|FROM|ARG|COPY|RUN|--from=|<<E\n|E\n|\\PC){0,60}") {
        references(&text, &[("A", "b")], Some("1"));
    }
}
