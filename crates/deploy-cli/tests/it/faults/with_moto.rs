//! All calls but the push. The buckets are those of moto.

use super::external_calls::ExternalCall;
use super::table::{assert_table, table};
use crate::with_moto::bucket::buckets;

#[test]
fn each_fault_of_each_call_ends_as_the_table_says() {
    let buckets = buckets();
    assert_table("external_calls", &table("faults.txt", &ExternalCall::all(&buckets.endpoint())));
}
