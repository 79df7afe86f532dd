//! Each cause by AWS's own words, and the sentence that is made of it.

mod messages;
mod tasks;
