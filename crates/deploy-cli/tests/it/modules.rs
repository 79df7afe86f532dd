//! The Terraform modules that the binary carries.

use crate::world::World;

const VENDOR: [&str; 3] = ["modules", "vendor", "terraform/modules"];

#[test]
fn they_are_written_once_and_what_is_changed_by_hand_is_kept() {
    let world = World::bare();
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
