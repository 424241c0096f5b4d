# Every command there is. `just` lists them.

[private]
default:
    @just --list

# Serve Waymark at http://127.0.0.1:8080
run *arguments:
    cargo run -- {{ arguments }}

# Serve the demo organization
demo:
    cargo run -- demo

# The quickest answer to "does it compile?"
check:
    cargo check --all-targets

# Run the tests; a part of a name runs only those
test *filter:
    cargo test {{ filter }}

# Run the tests in a real Chromium; a part of a name runs only those
browser name="":
    cargo build
    cd tests/browser && npm ci && npm test -- {{ if name == "" { "" } else { "--test-name-pattern='" + name + "'" } }}

# Refresh .sqlx/ after a query or a migration has changed
prepare:
    scripts/prepare

# Form, lints and licenses
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    cargo deny check

# Everything that must hold before a change is taken
ci:
    .ci/run
