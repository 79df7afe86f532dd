//! Program tests.
