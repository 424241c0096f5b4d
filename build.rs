//! Rebuilds when a migration is added, and packs the static files.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    memory_serve::load_directory("static");
}
