//! The status of services for people: a table, and below it what needs attention.

mod age;
mod details;
mod page;
mod rows;

pub(crate) use page::page;
