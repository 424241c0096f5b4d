//! One run of a PostgreSQL server.

use std::fs::{self, File};
use std::io;
use std::os::unix::process::CommandExt;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::binaries::Binaries;
use super::home::Home;
use super::pid_file::{self, PidFile};

/// A server may read back this long what a crash left behind, before it accepts connections.
const RECOVERY: Duration = Duration::from_mins(5);

/// How long a fast shutdown may take, and after that an immediate one.
const SHUTDOWN: Duration = Duration::from_secs(10);

/// How often the state of a server that starts or stops is looked at.
const PAUSE: Duration = Duration::from_millis(5);

/// How the server of a cluster is run.
#[derive(Debug)]
pub(super) struct Launch {
    pub home: Home,
    pub binaries: Binaries,
    /// `name=value`.
    pub settings: Vec<String>,
}

/// A server that accepts connections, at least until it is looked at again.
#[derive(Debug)]
pub(super) struct Server {
    pid: Pid,
    /// `None` if an earlier Waymark started it, and was killed.
    child: Option<Child>,
}

impl Launch {
    /// Takes over the server that a killed Waymark left running.
    pub fn adopt(&mut self) -> Option<Server> {
        let found = PidFile::read(&self.home.data())?;
        let mut server = Server { pid: found.pid, child: None };
        self.wait_until_ready(&mut server).ok()?;
        if let Some(socket) = found.socket {
            self.home.socket = socket;
        }
        Some(server)
    }

    /// Starts the server, once. Right after a crash this may fail, and succeed a moment later.
    pub fn start(&self) -> io::Result<Server> {
        for lock_file in self.home.lock_files() {
            pid_file::disarm(&lock_file, &self.home.data())?;
        }
        let log = File::options().create(true).append(true).open(self.home.log())?;
        let mut command =
            self.home.account.command(&self.binaries.program("postgres"), &self.home.directory);
        command.arg("-D").arg(self.home.data()).arg("-k").arg(&self.home.socket);
        for setting in &self.settings {
            command.arg("-c").arg(setting);
        }
        // In a process group of its own, so that Ctrl-C in the terminal reaches Waymark alone,
        // which stops the server after the last request.
        let child = command.stdout(log.try_clone()?).stderr(log).process_group(0).spawn()?;
        let pid = Pid::from_raw(child.id().try_into().map_err(io::Error::other)?);
        let mut server = Server { pid, child: Some(child) };
        self.wait_until_ready(&mut server)?;
        Ok(server)
    }

    fn wait_until_ready(&self, server: &mut Server) -> io::Result<()> {
        let started = Instant::now();
        while started.elapsed() < RECOVERY {
            let is_ready = PidFile::read(&self.home.data())
                .is_some_and(|file| file.pid == server.pid && file.is_ready);
            if !self.is_running(server)? {
                return Err(io::Error::other(self.last_words()));
            }
            if is_ready {
                return Ok(());
            }
            thread::sleep(PAUSE);
        }
        Err(io::Error::other("it does not become ready"))
    }

    /// Whether the server still runs.
    pub fn is_running(&self, server: &mut Server) -> io::Result<bool> {
        match &mut server.child {
            Some(child) => Ok(child.try_wait()?.is_none()),
            None => Ok(pid_file::is_server_of(server.pid, &self.home.data())),
        }
    }

    /// Ends the server: open transactions are rolled back, connections closed, everything is written.
    pub fn stop(&self, mut server: Server) -> io::Result<()> {
        for signal in [Signal::SIGINT, Signal::SIGQUIT] {
            // It may be gone already.
            let _ = kill(server.pid, signal);
            let signalled = Instant::now();
            while signalled.elapsed() < SHUTDOWN {
                if !self.is_running(&mut server)? {
                    return Ok(());
                }
                thread::sleep(PAUSE);
            }
        }
        Err(io::Error::other(format!("process {} goes on", server.pid)))
    }

    /// The last line of the log, where a server that did not start says why.
    fn last_words(&self) -> String {
        let log = fs::read(self.home.log()).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let last = log.lines().rev().find(|line| line.contains("FATAL"));
        last.or_else(|| log.lines().last()).unwrap_or("it says nothing").to_owned()
    }
}
