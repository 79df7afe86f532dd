//! What holds for the command line whatever the command.

use crate::support::World;

#[test]
fn the_help_says_of_every_command_what_it_is_for() {
    let world = World::new();
    let none = world.deploy(&[]);
    assert_eq!(none.code, Some(64), "{none}");
    let help = world.deploy(&["--help"]);
    assert_eq!(help.code, Some(0), "{help}");
    let commands = help.stdout.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for line in commands.lines() {
        assert!(line.split_whitespace().count() > 2, "{line}");
    }
}

#[test]
fn an_unknown_command_and_no_command_show_the_usage() {
    let world = World::new();
    for args in [&["deploy"][..], &[]] {
        let run = world.deploy(args);
        assert_eq!((run.code, run.calls.as_str()), (Some(64), ""), "{run}");
        assert!(run.stderr.contains("Usage: deploy"), "{run}");
    }
}
