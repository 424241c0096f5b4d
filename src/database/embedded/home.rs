//! Where a cluster lives: its directory, its socket, and the lock that keeps a second Waymark out.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::account::Account;
use super::places::{Places, stand_in_name};
use crate::database::DatabaseError;

/// The longest path of a socket, in bytes, on the systems we run on: 107 on Linux, 103 on macOS.
const LONGEST_SOCKET: usize = 103;

/// The socket's name within its directory. PostgreSQL derives it from the port.
const SOCKET: &str = ".s.PGSQL.5432";

/// A cluster's directory, ready to be used by PostgreSQL, and by nobody else while this exists.
#[derive(Debug)]
pub(super) struct Home {
    pub account: Account,
    pub directory: PathBuf,
    /// The directory of the socket.
    pub socket: PathBuf,
    /// Held until the server is stopped; the system releases it when we are killed.
    _lock: Lock,
}

/// Keeps every other Waymark out of a data directory while it exists.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // To close the file is not enough: a program that is being started at this moment holds
        // everything that we have open until it runs.
        let _ = self.0.unlock();
    }
}

impl Home {
    /// Opens the home of the cluster of `data_dir`, and makes it at the first start.
    pub fn open(
        data_dir: &Path,
        places: &Places,
        say: &dyn Fn(&str),
    ) -> Result<Self, DatabaseError> {
        fs::create_dir_all(data_dir).map_err(DatabaseError::not_writable(data_dir))?;
        let data_dir = data_dir.canonicalize().map_err(DatabaseError::not_writable(data_dir))?;
        let lock = lock(&data_dir)?;

        let directory = choose(&data_dir, places)?;
        let account = Account::for_cluster(&directory.join("data"))?;
        make_private(&directory, &account).map_err(DatabaseError::not_writable(&directory))?;
        if !account.can_reach(&directory) {
            return Err(DatabaseError::OutOfReach {
                directory,
                account: account.name().to_owned(),
            });
        }
        if !directory.starts_with(&data_dir) {
            say(&format!(
                "The user {} cannot reach {}, so the database is kept in {}",
                account.name(),
                data_dir.display(),
                directory.display()
            ));
        }

        let socket = socket_directory(&directory, &places.temporary);
        make_private(&socket, &account).map_err(DatabaseError::not_writable(&socket))?;
        Ok(Self { account, directory, socket, _lock: lock })
    }

    /// PostgreSQL's data directory.
    pub fn data(&self) -> PathBuf {
        self.directory.join("data")
    }

    /// What the server says.
    pub fn log(&self) -> PathBuf {
        self.directory.join("server.log")
    }

    /// The lock files of the server that runs here, or ran.
    pub fn lock_files(&self) -> [PathBuf; 2] {
        [self.data().join("postmaster.pid"), self.socket.join(format!("{SOCKET}.lock"))]
    }
}

fn lock(data_dir: &Path) -> Result<Lock, DatabaseError> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(data_dir.join("waymark.lock"))
        .map_err(DatabaseError::not_writable(data_dir))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(fs::TryLockError::WouldBlock) => Err(DatabaseError::InUse(data_dir.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(DatabaseError::not_writable(data_dir)(error)),
    }
}

/// The cluster's directory: below the data directory, or, if root's PostgreSQL cannot reach that,
/// below the system's own place. Once a cluster stands in one of the two, it stays there.
fn choose(data_dir: &Path, places: &Places) -> Result<PathBuf, DatabaseError> {
    let inside = data_dir.join("postgres");
    let outside = places.state.join(stand_in_name(data_dir));
    if inside.join("data").exists() {
        return Ok(inside);
    }
    if outside.exists() || !Account::for_cluster(&inside.join("data"))?.can_reach(data_dir) {
        return Ok(outside);
    }
    Ok(inside)
}

/// Beside the cluster if its path is short enough for a socket, else in a short place.
fn socket_directory(directory: &Path, temporary: &Path) -> PathBuf {
    let short = stand_in_name(directory);
    let candidates = [directory.join("socket"), temporary.join(&short)];
    candidates
        .into_iter()
        .find(|candidate| candidate.join(SOCKET).as_os_str().len() <= LONGEST_SOCKET)
        .unwrap_or_else(|| Path::new("/tmp").join(short))
}

/// Makes `directory` the account's own, closed to everybody else.
fn make_private(directory: &Path, account: &Account) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(directory) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    // In a directory that is open to all, somebody else could have made it, or a link, before us.
    let made = fs::symlink_metadata(directory)?;
    if !made.is_dir() || !account.owns(&made) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it belongs to another user"));
    }
    fs::set_permissions(directory, Permissions::from_mode(0o700))?;
    account.own(directory)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn places(root: &Path) -> Places {
        Places {
            chosen_binaries: None,
            path: vec![],
            installations: vec![],
            cache: root.join("cache"),
            state: root.to_owned(),
            temporary: root.to_owned(),
        }
    }

    fn open_directory() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::set_permissions(root.path(), Permissions::from_mode(0o755)).unwrap();
        root
    }

    #[test]
    fn a_socket_whose_path_would_be_too_long_goes_to_a_short_directory() {
        let short = Path::new("/var/lib/waymark/postgres");
        assert_eq!(socket_directory(short, Path::new("/tmp")), short.join("socket"));

        let long = Path::new("/srv").join("x".repeat(107));
        let elsewhere = socket_directory(&long, Path::new("/run/user/1000"));
        assert!(elsewhere.starts_with("/run/user/1000"), "{elsewhere:?}");
        assert_eq!(
            elsewhere,
            socket_directory(&long, Path::new("/run/user/1000")),
            "always the same"
        );

        let both_long = socket_directory(&long, &long);
        assert!(both_long.starts_with("/tmp"), "{both_long:?}");
    }

    #[test]
    fn a_second_waymark_is_kept_out_until_the_first_is_gone() {
        let root = open_directory();
        let data_dir = root.path().join("waymark");
        let first = Home::open(&data_dir, &places(root.path()), &|_| {}).unwrap();

        let second = Home::open(&data_dir, &places(root.path()), &|_| {});
        assert!(matches!(second, Err(DatabaseError::InUse(_))), "{second:?}");

        drop(first);
        Home::open(&data_dir, &places(root.path()), &|_| {}).unwrap();
    }

    #[test]
    fn a_program_that_is_being_started_keeps_no_later_waymark_out() {
        let root = open_directory();
        let first = lock(root.path()).unwrap();
        let inherited = first.0.try_clone().unwrap();
        drop(first);
        assert!(lock(root.path()).is_ok());
        drop(inherited);
    }

    #[test]
    fn a_cluster_that_was_moved_stays_where_it_is() {
        let root = open_directory();
        let data_dir = root.path().canonicalize().unwrap().join("waymark");
        let moved = root.path().join(stand_in_name(&data_dir));
        fs::create_dir(&moved).unwrap();

        let home = Home::open(&data_dir, &places(root.path()), &|_| {}).unwrap();
        assert_eq!(home.directory, moved);
    }

    #[test]
    fn a_link_that_somebody_put_in_our_place_is_refused() {
        let root = open_directory();
        let ours = root.path().join("socket");
        symlink("/etc", &ours).unwrap();

        let account = Account::for_cluster(Path::new("/nowhere")).unwrap();
        assert!(make_private(&ours, &account).is_err());
    }

    #[test]
    fn a_data_directory_that_cannot_be_made_is_refused_with_its_reason() {
        let root = open_directory();
        fs::write(root.path().join("file"), "").unwrap();

        let refused = Home::open(&root.path().join("file/waymark"), &places(root.path()), &|_| {});
        let sentence = refused.unwrap_err().to_string();
        assert!(
            sentence.contains("Waymark cannot write to") && sentence.contains("WAYMARK_DATA_DIR")
        );
    }
}
