//! All calls but the push. The buckets are those of moto.

use sandbox::test_programs::require_program;
use sandbox::{Backend, Options, Sandbox};

use super::external_calls::ExternalCall;
use super::table::{assert_table, table};

#[test]
fn each_fault_of_each_call_ends_as_the_table_says() {
    let upstream = Backend::Program(require_program("MOTO_SERVER_PROGRAM", "moto_server"));
    let buckets = Sandbox::start(Options { upstream, ..Options::default() }).unwrap();
    assert_table("external_calls", &table("faults.txt", &ExternalCall::all(&buckets.endpoint())));
}
