# Commands that are used often. They also work without `just`.

# List the recipes
default:
    @just --list --unsorted

# Install what the tests need
setup *OPTIONS:
    bin/setup {{ OPTIONS }}

# Format the code
fmt:
    cargo fmt --all
    terraform fmt -recursive terraform-modules examples

# Check format and lints
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

# Run the Rust tests whose names contain FILTER
test *FILTER:
    cargo test --workspace {{ FILTER }}

# Build the API documentation
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# Run all tests
check *OPTIONS:
    bin/test {{ OPTIONS }}

# Deploy an example in the sandbox
demo *OPTIONS:
    bin/demo {{ OPTIONS }}

# Build the image of deploy
image *OPTIONS:
    bin/image {{ OPTIONS }}

# Measure: `just bench`, `just bench CASE`, `just bench --check`
bench *OPTIONS:
    bin/bench {{ OPTIONS }}

# Ask other tools for the rollouts of the tests, and write docs/verdicts.md
verdicts:
    bin/lib/verdicts

# Check licences, duplicate crates and sources (needs cargo-deny)
deny:
    cargo deny check bans licenses sources
