//! Makes a cluster at the first start.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::binaries::Binaries;
use super::home::Home;
use crate::database::DatabaseError;

/// The superuser of every cluster of ours.
pub(super) const USER: &str = "waymark";

/// The major version that made the cluster at `data`; `None` if there is no cluster.
pub(super) fn version_of(data: &Path) -> Option<u32> {
    fs::read_to_string(data.join("PG_VERSION")).ok()?.trim().parse().ok()
}

/// Makes the cluster aside and moves it into place, so that a crash leaves none that is half-made.
pub(super) fn initialize(
    home: &Home,
    binaries: &Binaries,
    is_durable: bool,
) -> Result<(), DatabaseError> {
    let aside = home.directory.join("data.init");
    // Text is ordered by code point on every system: by PostgreSQL itself where it can, else by
    // the C library, which on some systems knows this order only under its older name.
    let locales: &[&[&str]] = if binaries.major >= 17 {
        &[&["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]]
    } else {
        &[&["--locale=C.UTF-8"], &["--locale=C"]]
    };
    let mut reason = String::new();
    for locale in locales {
        let _ = fs::remove_dir_all(&aside);
        let mut command = home.account.command(&binaries.program("initdb"), &home.directory);
        command
            .args(["--username", USER, "--auth=trust", "--encoding=UTF8", "--no-instructions"])
            .args(*locale)
            .args((!is_durable).then_some("--no-sync"))
            .arg("--pgdata")
            .arg(&aside);
        match command.output() {
            Ok(output) if output.status.success() => {
                return fs::rename(&aside, home.data())
                    .map_err(DatabaseError::not_writable(&home.directory));
            }
            Ok(output) => reason = first_error(&output),
            Err(error) => reason = error.to_string(),
        }
    }
    Err(DatabaseError::NotInitialized { directory: home.directory.clone(), reason })
}

fn first_error(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let error = said.lines().find(|line| line.contains("error: ")).or_else(|| said.lines().last());
    error.unwrap_or("initdb says nothing").to_owned()
}
