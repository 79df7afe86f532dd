//! All that is written: to people on standard error, to programs on standard output. No other module writes.

pub(crate) mod build_tree;
mod causes;
pub(crate) mod failure;
mod foreign_text;
pub(crate) mod history;
pub(crate) mod json;
pub(crate) mod printer;
mod progress;
pub(crate) mod question;
pub(crate) mod status;
pub(crate) mod streams;
mod style;
mod table;
