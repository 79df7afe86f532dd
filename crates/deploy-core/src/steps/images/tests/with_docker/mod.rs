//! Builds and pushes with a real engine.

mod pushes;
mod results;
