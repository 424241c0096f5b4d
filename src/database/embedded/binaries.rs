//! Finds a PostgreSQL on this machine.

use std::fs;
use std::path::{Path, PathBuf};

use super::account::Account;
use super::fetch;
use super::places::Places;
use crate::database::error::OLDEST_MAJOR;

/// PostgreSQL's programs, of one version, that run here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binaries {
    /// Holds `postgres` and `initdb`.
    pub directory: PathBuf,
    /// `15` of `15.18`.
    pub major: u32,
}

impl Binaries {
    /// The first that Waymark can use, or of exactly the version `major`, if one is given.
    ///
    /// Looked for in `WAYMARK_PG_BIN`, in each entry of `PATH`, in the places where systems
    /// install it (the newest first), and among what was fetched before.
    pub(super) fn find(places: &Places, major: Option<u32>, account: &Account) -> Option<Self> {
        candidates(places)
            .into_iter()
            .filter_map(|directory| Self::at(directory, account))
            .find(|found| major.map_or(found.major >= OLDEST_MAJOR, |major| found.major == major))
    }

    /// The programs in `directory`, if there are any and `account` can run them.
    pub(super) fn at(directory: PathBuf, account: &Account) -> Option<Self> {
        if !directory.join("initdb").exists() {
            return None;
        }
        let version = account
            .command(&directory.join("postgres"), Path::new("/"))
            .arg("--version")
            .output()
            .ok()?;
        let major = major_in(&String::from_utf8_lossy(&version.stdout))?;
        Some(Self { directory, major })
    }

    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }
}

fn candidates(places: &Places) -> Vec<PathBuf> {
    let mut directories: Vec<PathBuf> = places.chosen_binaries.iter().cloned().collect();
    // A link in PATH leads to the directory that also holds initdb and, beside it, the libraries.
    let resolved =
        places.path.iter().filter_map(|entry| entry.join("postgres").canonicalize().ok());
    directories.extend(resolved.filter_map(|program| program.parent().map(Path::to_owned)));
    for installation in &places.installations {
        directories.extend(versions_in(installation));
    }
    directories.extend(fetch::kept(&places.cache));

    let mut once = Vec::new();
    for directory in directories {
        if !once.contains(&directory) {
            once.push(directory);
        }
    }
    once
}

/// The `bin` directories of the versions installed below `installation`, newest first.
fn versions_in(installation: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(installation).into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            Some((version_named(entry.file_name().to_str()?)?, entry.path().join("bin")))
        })
        .filter(|(_, directory)| directory.is_dir())
        .collect();
    versions.sort();
    versions.into_iter().rev().map(|(_, directory)| directory).collect()
}

/// The version that a directory is named after: `17`, `pgsql-17` or `postgresql@17`.
fn version_named(directory: &str) -> Option<u32> {
    directory
        .strip_prefix("pgsql-")
        .or_else(|| directory.strip_prefix("postgresql@"))
        .unwrap_or(directory)
        .parse()
        .ok()
}

/// `15` of `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`; also of `18beta1`.
fn major_in(version: &str) -> Option<u32> {
    let number = version.strip_prefix("postgres (PostgreSQL) ")?;
    let digits = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
    number[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    /// A directory in which programs can be pretended to be.
    struct Machine(tempfile::TempDir);

    impl Machine {
        fn new() -> Self {
            let root = tempfile::tempdir().unwrap();
            fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
            Self(root)
        }

        fn path(&self, path: &str) -> PathBuf {
            self.0.path().canonicalize().unwrap().join(path)
        }

        /// Pretends that PostgreSQL `version` is in `directory`.
        fn install(&self, directory: &str, version: &str) -> PathBuf {
            let directory = self.path(directory);
            fs::create_dir_all(&directory).unwrap();
            // Another process writes it: while a test running beside this one starts a child, that
            // child may hold what we have open for writing, and such a file cannot be run.
            let script = "for program in postgres initdb; do \
                printf '#!/bin/sh\\necho \"postgres (PostgreSQL) %s\"\\n' \"$0\" >$program; \
                chmod 755 $program; done";
            let written = Command::new("sh")
                .args(["-c", script, version])
                .current_dir(&directory)
                .status()
                .unwrap();
            assert!(written.success());
            directory
        }

        fn places(&self) -> Places {
            Places {
                chosen_binaries: None,
                path: vec![],
                installations: vec![self.path("usr/lib/postgresql"), self.path("usr")],
                cache: self.path("cache"),
                state: self.path("state"),
                temporary: self.path("tmp"),
            }
        }
    }

    fn find(places: &Places, major: Option<u32>) -> Option<PathBuf> {
        let account = Account::for_cluster(Path::new("/nowhere")).unwrap();
        Binaries::find(places, major, &account).map(|found| found.directory)
    }

    #[test]
    fn the_chosen_directory_goes_before_path_and_path_before_the_installed() {
        let machine = Machine::new();
        let installed = machine.install("usr/lib/postgresql/18/bin", "18.4");
        let in_path = machine.install("opt/bin", "16.9");
        let chosen = machine.install("mine", "15.1");

        let mut places = machine.places();
        assert_eq!(find(&places, None), Some(installed));
        places.path = vec![machine.path("nothing"), in_path.clone()];
        assert_eq!(find(&places, None), Some(in_path));
        places.chosen_binaries = Some(chosen.clone());
        assert_eq!(find(&places, None), Some(chosen));
    }

    #[test]
    fn of_the_installed_the_newest_is_taken() {
        let machine = Machine::new();
        machine.install("usr/lib/postgresql/9.6/bin", "9.6.24");
        machine.install("usr/lib/postgresql/16/bin", "16.9 (Debian 16.9-1)");
        let newest = machine.install("usr/lib/postgresql/17/bin", "17rc1");
        assert_eq!(find(&machine.places(), None), Some(newest));
    }

    #[test]
    fn a_link_in_path_leads_to_the_programs_behind_it() {
        let machine = Machine::new();
        let behind = machine.install("opt/postgresql/bin", "15.18");
        fs::create_dir(machine.path("bin")).unwrap();
        symlink(behind.join("postgres"), machine.path("bin/postgres")).unwrap();

        let places = Places { path: vec![machine.path("bin")], ..machine.places() };
        assert_eq!(find(&places, None), Some(behind));
    }

    #[test]
    fn a_postgres_that_is_too_old_or_does_not_run_is_passed_over() {
        let machine = Machine::new();
        let old = machine.install("old", "14.9");
        let broken = machine.install("broken", "");
        let red_hat = machine.install("usr/pgsql-16/bin", "16.1");

        let places = Places { path: vec![old, broken], ..machine.places() };
        assert_eq!(find(&places, None), Some(red_hat));
    }

    #[test]
    fn an_existing_cluster_gets_its_own_version_or_none() {
        let machine = Machine::new();
        let older = machine.install("usr/lib/postgresql/15/bin", "15.18");
        machine.install("usr/lib/postgresql/17/bin", "17.2");
        assert_eq!(find(&machine.places(), Some(15)), Some(older));
        assert_eq!(find(&machine.places(), Some(16)), None);
    }
}
