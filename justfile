# What is done often. Everything here works without `just`, too.

# List the recipes
default:
    @just --list --unsorted

# Format the code
fmt:
    cargo fmt --all
    terraform fmt -recursive terraform-modules examples

# Check format and lints
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

# Run the Rust tests whose names hold FILTER
test *FILTER:
    cargo test --workspace {{ FILTER }}

# Build the documentation
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# Run every test there is
check *OPTIONS:
    bin/test {{ OPTIONS }}

# Run the main job on real parts
demo *OPTIONS:
    bin/demo {{ OPTIONS }}

# Measure: `just bench`, `just bench CASE`, `just bench --check`
bench *OPTIONS:
    bin/bench {{ OPTIONS }}
