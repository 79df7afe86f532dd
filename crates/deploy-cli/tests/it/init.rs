//! `deploy init`.

use crate::support::{World, assert_run_snapshot, assert_succeeded};

#[test]
fn it_upgrades_if_asked() {
    let run = World::new().deploy(&["init", "--env", "dev", "--upgrade"]);
    assert_succeeded(&run);
    assert_run_snapshot!(run);
}
