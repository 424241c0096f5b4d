//! Runs a part of this test binary as a process of its own, which can then be killed.

use std::env;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Names the directory that a [`spawn`]ed test works in.
const DIRECTORY: &str = "WAYMARK_TEST_PROCESS_DIRECTORY";

/// What a spawned test says when it has come to the point where its parent may go on.
const READY: &str = "ready for its parent";

/// Runs the ignored test `name` in a process of its own, and waits until it says [`ready`].
pub fn spawn(name: &str, directory: &Path) -> Child {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", name, "--ignored", "--nocapture"])
        .env(DIRECTORY, directory)
        .stdin(Stdio::null())
        // Not to us: the frame of the test writes there as long as it runs, and we may end before.
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        // Ctrl-C ends the tests; this process then sees that they are gone.
        .process_group(0)
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut before = Vec::new();
    for line in said {
        if line == READY {
            return child;
        }
        before.push(line);
    }
    child.wait().unwrap();
    panic!("{name} failed: {}", before.join("\n"));
}

/// The directory that this process was given by [`spawn`]; `None` if it is an ordinary run of the tests.
pub fn directory() -> Option<PathBuf> {
    env::var_os(DIRECTORY).map(PathBuf::from)
}

/// Tells the parent to go on.
pub fn ready() {
    eprintln!("{READY}");
}
