//! Where things stand on this machine.

use std::env;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use nix::unistd::Uid;
use sha2::{Digest, Sha256};

/// The directories outside the data directory that the embedded database looks into or writes to.
///
/// A test replaces them to hide what the machine has.
#[derive(Clone, Debug)]
pub struct Places {
    /// Named by `WAYMARK_PG_BIN`: holds PostgreSQL's programs and goes before all others.
    pub chosen_binaries: Option<PathBuf>,
    /// The entries of `PATH`.
    pub path: Vec<PathBuf>,
    /// Directories that hold a directory per version, with the programs in its `bin`.
    pub installations: Vec<PathBuf>,
    /// Fetched programs are kept here.
    pub cache: PathBuf,
    /// A cluster moves below this when its account cannot reach the data directory.
    pub state: PathBuf,
    /// The socket goes here when the path of the data directory is too long for one.
    pub temporary: PathBuf,
}

impl Places {
    /// The places of this machine, as its environment names them.
    pub fn of_this_machine() -> Self {
        Self {
            chosen_binaries: env::var_os("WAYMARK_PG_BIN").map(PathBuf::from),
            path: env::var_os("PATH")
                .map_or_else(Vec::new, |path| env::split_paths(&path).collect()),
            installations: [
                "/usr/lib/postgresql",
                "/usr",
                "/opt/homebrew/opt",
                "/usr/local/opt",
                "/Applications/Postgres.app/Contents/Versions",
            ]
            .map(PathBuf::from)
            .into(),
            cache: cache(Uid::effective()),
            state: PathBuf::from("/var/lib"),
            temporary: env::temp_dir(),
        }
    }
}

/// `waymark` in the user's cache; root's is one that the account of PostgreSQL can read, too.
fn cache(we: Uid) -> PathBuf {
    let home = env::home_dir().unwrap_or_else(env::temp_dir);
    let caches = if we.is_root() {
        PathBuf::from("/var/cache")
    } else if cfg!(target_os = "macos") {
        home.join("Library/Caches")
    } else {
        env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .filter(|cache| cache.is_absolute())
            .unwrap_or_else(|| home.join(".cache"))
    };
    caches.join("waymark")
}

/// A short name that stays the same for `path`, for what has to stand elsewhere on its behalf.
pub(super) fn stand_in_name(path: &Path) -> String {
    let digest: [u8; 32] = Sha256::digest(path.as_os_str().as_bytes()).into();
    let [a, b, c, d, ..] = digest;
    format!("waymark-{:08x}", u32::from_be_bytes([a, b, c, d]))
}
