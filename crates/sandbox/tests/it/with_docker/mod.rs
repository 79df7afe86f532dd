//! Tests that need a Docker engine, or Docker's registry as a program.

mod containers;
mod registry;
mod served;
