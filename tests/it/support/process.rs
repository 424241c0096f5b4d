//! Runs a part of this test binary as a process of its own, which can then be killed.

use std::env;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Names the directory that a [`spawn`]ed test works in.
const DIRECTORY: &str = "WAYMARK_TEST_PROCESS_DIRECTORY";

/// What a spawned test prints when it has come to the point where its parent may go on.
const READY: &str = "ready for its parent";

/// Runs the ignored test `name` in a process of its own, and waits until it says [`ready`].
///
/// What it writes to its standard error goes to `log` in its directory.
pub fn spawn(name: &str, directory: &Path) -> Child {
    let log = directory.join("log");
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", name, "--ignored", "--nocapture"])
        .env(DIRECTORY, directory)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(File::create(&log).unwrap())
        // Ctrl-C ends the tests; this process then sees that they are gone.
        .process_group(0)
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    let is_ready = said.any(|line| line.unwrap().ends_with(READY));
    assert!(is_ready, "{name} failed, see {}", log.display());
    child
}

/// The directory that this process was given by [`spawn`]; `None` if it is an ordinary run of the tests.
pub fn directory() -> Option<PathBuf> {
    env::var_os(DIRECTORY).map(PathBuf::from)
}

/// Tells the parent to go on.
pub fn ready() {
    println!("{READY}");
}
