//! All joints but the push, with the buckets of moto.

use sandbox::test_programs::require_program;
use sandbox::{Behind, Options, Sandbox};

use super::assert_table;
use super::joints::Joint;
use super::table::table;

#[test]
fn at_each_joint() {
    let upstream = Behind::Program(require_program("MOTO_SERVER_PROGRAM", "moto_server"));
    let buckets = Sandbox::start(Options { upstream, ..Options::default() }).unwrap();
    assert_table("at_each_joint", &table("faults.txt", &Joint::all(&buckets.endpoint())));
}
