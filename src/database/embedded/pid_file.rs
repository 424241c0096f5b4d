//! The files by which PostgreSQL says that it runs, and how they are read after a crash.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
#[cfg(not(target_os = "linux"))]
use std::process::Command;

use nix::errno::Errno;
use nix::sys::signal::kill;
use nix::unistd::Pid;

/// Larger than any process id that a system gives out.
const IMPOSSIBLE_PID: &str = "2147483646";

/// What `postmaster.pid` says of the server that wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PidFile {
    pub pid: Pid,
    /// The directory of its socket.
    pub socket: Option<PathBuf>,
    /// It accepts connections.
    pub is_ready: bool,
}

impl PidFile {
    /// Reads the file in the cluster `data`; `None` if there is none, or it is not written yet.
    pub fn read(data: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(data.join("postmaster.pid")).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let pid = Pid::from_raw(text.lines().next()?.trim().parse().ok()?);
        let socket = text.lines().nth(4).filter(|path| !path.is_empty()).map(PathBuf::from);
        // The eighth line is the status word that pg_ctl waits for, too.
        let is_ready = text.lines().nth(7).is_some_and(|status| status.trim() == "ready");
        Some(Self { pid, socket, is_ready })
    }
}

/// Whether `pid` is the server of the cluster `data`, rather than a stranger who was given its number.
pub(super) fn is_server_of(pid: Pid, data: &Path) -> bool {
    let command = command_line(pid);
    command.contains("postgres") && command.contains(&*data.to_string_lossy())
}

/// How `pid` was started; empty if it is gone, or dead and not yet collected by its parent.
#[cfg(target_os = "linux")]
fn command_line(pid: Pid) -> String {
    let arguments = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&arguments).replace('\0', " ")
}

#[cfg(not(target_os = "linux"))]
fn command_line(pid: Pid) -> String {
    Command::new("ps")
        .args(["-o", "command=", "-p", &pid.to_string()])
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}

fn exists(pid: Pid) -> bool {
    matches!(kill(pid, None), Ok(()) | Err(Errno::EPERM))
}

/// Makes a lock file that a dead server of `data` left behind harmless.
///
/// PostgreSQL does not start while the process named in the first line merely exists, even when it is
/// a stranger or a zombie. The file is not deleted: its other lines let PostgreSQL find what the dead
/// server's children still hold.
pub(super) fn disarm(lock_file: &Path, data: &Path) -> io::Result<()> {
    let text = match fs::read_to_string(lock_file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        read => read?,
    };
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let is_stale = match first.trim().parse().map(Pid::from_raw) {
        Ok(pid) => exists(pid) && !is_server_of(pid, data),
        Err(_) => true,
    };
    if is_stale {
        fs::write(lock_file, format!("{IMPOSSIBLE_PID}\n{rest}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: &str =
        "4711\n/data\n1763823045\n5432\n/data/socket\n\n  5432001    131072\nready   \n";

    #[test]
    fn the_pid_file_says_who_runs_and_whether_it_is_ready() {
        let socket = Some(PathBuf::from("/data/socket"));
        let ready = PidFile { pid: Pid::from_raw(4711), socket, is_ready: true };
        assert_eq!(PidFile::parse(READY), Some(ready.clone()));

        let starting = READY.replace("ready", "starting");
        assert_eq!(PidFile::parse(&starting), Some(PidFile { is_ready: false, ..ready }));

        assert_eq!(PidFile::parse(""), None, "not written yet");
        assert_eq!(PidFile::parse("postgres\n"), None);
    }

    #[test]
    fn a_stranger_is_not_taken_for_the_server() {
        assert!(!is_server_of(Pid::this(), Path::new("/data")));
    }

    #[test]
    fn a_lock_file_that_names_a_stranger_is_disarmed_and_keeps_its_other_lines() {
        let directory = tempfile::tempdir().unwrap();
        let lock_file = directory.path().join("postmaster.pid");
        let stranger = std::process::id().to_string();
        fs::write(&lock_file, READY.replace("4711", &stranger)).unwrap();

        disarm(&lock_file, Path::new("/data")).unwrap();

        let text = fs::read_to_string(&lock_file).unwrap();
        assert_eq!(text, READY.replace("4711", IMPOSSIBLE_PID));
    }

    #[test]
    fn a_lock_file_cut_off_by_a_crash_is_disarmed_too() {
        let directory = tempfile::tempdir().unwrap();
        let lock_file = directory.path().join("postmaster.pid");
        fs::write(&lock_file, "").unwrap();

        disarm(&lock_file, Path::new("/data")).unwrap();

        assert_eq!(fs::read_to_string(&lock_file).unwrap(), format!("{IMPOSSIBLE_PID}\n"));
    }

    #[test]
    fn no_lock_file_is_nothing_to_disarm() {
        disarm(Path::new("/nowhere/postmaster.pid"), Path::new("/data")).unwrap();
    }
}
