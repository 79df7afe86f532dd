//! The page `docs/sandbox.md` does what it says: its shell blocks are run, and print the text block below them.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use crate::programs::{Served, bash};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sandbox.md");

/// Each `sh` block, with the `text` block that follows it, if one does.
fn blocks(page: &str) -> Vec<(String, Option<String>)> {
    let mut blocks: Vec<(String, Option<String>)> = Vec::new();
    for fenced in page.split("\n```").skip(1).step_by(2) {
        let (kind, content) = fenced.split_once('\n').unwrap_or((fenced, ""));
        match kind {
            "sh" => blocks.push((content.into(), None)),
            "text" => blocks.last_mut().unwrap().1 = Some(content.into()),
            other => panic!("a block of the kind `{other}`"),
        }
    }
    blocks
}

/// `bin/sandbox` of a folder in which a sandbox is up.
fn write_script(folder: &Path) {
    let script = format!(
        "#!/usr/bin/env bash\nexec {} \"$1\" --dir {} \"${{@:2}}\"\n",
        env!("CARGO_BIN_EXE_sandbox"),
        folder.display()
    );
    let file = folder.join("bin/sandbox");
    fs::create_dir(folder.join("bin")).unwrap();
    fs::write(&file, script).unwrap();
    fs::set_permissions(file, Permissions::from_mode(0o755)).unwrap();
}

/// What a script prints in a shell that was told of the sandbox as the page says.
fn printed(script: &str, folder: &Path) -> String {
    let settings = fs::read_to_string(folder.join("env")).unwrap();
    let mut command = bash();
    command.args(["-euo", "pipefail", "-c", script]).current_dir(folder).env("AWS_DEFAULT_OUTPUT", "text");
    command.envs(settings.lines().filter_map(|line| line.split_once('=')));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{script}{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_failing_rollout_is_scripted_as_the_page_says() {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &[]);
    write_script(folder.path());
    let page = fs::read_to_string(PAGE).unwrap();
    for (script, expected) in blocks(&page) {
        let printed = printed(&script, folder.path());
        if let Some(expected) = expected {
            assert_eq!(printed.trim_end(), expected.trim_end(), "printed by:\n{script}");
        }
    }
}
