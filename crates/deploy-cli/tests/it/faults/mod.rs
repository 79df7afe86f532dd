//! What can go wrong at each joint with AWS and with the registry, and how a run then ends: one table, which `bin/test` prints.
//!
//! What a reader would get wrong: a cell is two runs. In one the fault strikes once, in the other always; what passes must not
//! fail a run, and what does not pass must end it with words that say why.

mod dead;
mod joints;
mod lost;
mod table;
mod with_docker;
mod with_moto;

use crate::world::FILTERS;

fn assert_table(name: &str, table: &str) {
    let filters = FILTERS.into_iter().chain([(r"\.tmp\w+", "KEY")]);
    insta::with_settings!({ filters => filters, omit_expression => true }, { insta::assert_snapshot!(name, table) });
}
