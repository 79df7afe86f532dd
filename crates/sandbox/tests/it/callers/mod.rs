//! Who calls, and in which region.

mod locations;
