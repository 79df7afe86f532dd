//! How a run ends when a call to AWS or to the registry fails: one table, which `bin/test` prints.
//!
//! What a reader would get wrong: a cell is two runs. In one the call fails once, in the other always. A passing fault must not fail
//! the run; a lasting one must end it with a message that says why.

mod external_calls;
mod lost_answer;
mod no_answer;
mod table;
mod with_docker;
mod with_moto;
