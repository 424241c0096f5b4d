use std::path::{Path, PathBuf};

use super::Command;
use super::parse::Unusable;

/// What [`Config`](super::Config) needs to know of the machine to find a place for the data.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// `HOME`.
    pub home: Option<PathBuf>,
    /// `XDG_DATA_HOME`.
    pub data_home: Option<PathBuf>,
    /// Whether we run as root.
    pub root: bool,
}

impl Surroundings {
    /// As this process finds them.
    pub fn of_this_process() -> Self {
        let folder = |name| std::env::var_os(name).map(PathBuf::from);
        Self {
            home: folder("HOME"),
            data_home: folder("XDG_DATA_HOME"),
            root: nix::unistd::Uid::effective().is_root(),
        }
    }

    fn data_dir(&self) -> Option<PathBuf> {
        // The rule of XDG: a relative folder counts as not given.
        let absolute = |folder: &Option<PathBuf>| folder.clone().filter(|it| it.is_absolute());
        absolute(&self.data_home)
            .or_else(|| absolute(&self.home).map(|home| home.join(".local/share")))
            .or_else(|| self.root.then(|| PathBuf::from("/var/lib")))
            .map(|folder| folder.join("waymark"))
    }
}

/// Where the data is kept. The demo has a place of its own, unless the operator names one.
pub(super) fn data_dir(
    given: Option<&Path>,
    command: &Command,
    surroundings: &Surroundings,
) -> Result<PathBuf, Unusable> {
    if let Some(folder) = given.filter(|folder| !folder.as_os_str().is_empty()) {
        return std::path::absolute(folder).map_err(|_| Unusable::DataDir(folder.to_owned()));
    }
    let folder = surroundings.data_dir().ok_or(Unusable::NoHome)?;
    let of_demo = matches!(command, Command::Demo);
    Ok(if of_demo { folder.with_file_name("waymark-demo") } else { folder })
}
