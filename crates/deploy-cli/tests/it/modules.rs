//! `deploy modules`.

use crate::support::World;

const VENDOR: [&str; 3] = ["modules", "vendor", "terraform/modules"];

#[test]
fn modules_are_written_once_and_changes_by_hand_are_kept() {
    let world = World::before_create();
    let first = world.deploy(&VENDOR);
    assert_eq!(first.code, Some(0), "{first}");
    assert!(world.read("project/terraform/modules/.deploy-modules.json").contains("cluster/main.tf"));
    let second = world.deploy(&VENDOR);
    assert!(second.last_line().contains("already"), "{second}");
    world.write("project/terraform/modules/job/main.tf", "# mine");
    let third = world.deploy(&VENDOR);
    assert_eq!(third.code, Some(5), "{third}");
    assert!(third.stderr.contains("changed by hand since they were vendored: job/main.tf"), "{third}");
    let fourth = world.deploy(&[&VENDOR[..], &["--force"]].concat());
    assert_eq!(fourth.code, Some(0), "{fourth}");
    assert_ne!(world.read("project/terraform/modules/job/main.tf"), "# mine");
}
