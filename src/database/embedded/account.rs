//! Whom PostgreSQL runs as. It refuses to run as root.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use nix::unistd::{Uid, User};

use crate::database::DatabaseError;

/// The lesser accounts that root runs PostgreSQL as, the first that exists.
const LESSER: [&str; 2] = ["postgres", "nobody"];

/// The account that PostgreSQL's programs run as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Account {
    name: String,
    /// Ids to change to; `None` if it is the account that Waymark itself runs as.
    other: Option<Ids>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ids {
    user: u32,
    group: u32,
}

impl Account {
    /// The account for the cluster at `data`: our own, unless that is root.
    ///
    /// A cluster that exists already keeps its owner, so that starting as root once does not take
    /// it away from an ordinary user.
    pub fn for_cluster(data: &Path) -> Result<Self, DatabaseError> {
        let owner =
            fs::metadata(data).ok().and_then(|data| User::from_uid(data.uid().into()).ok()?);
        Self::choose(Uid::effective(), owner, |name| User::from_name(name).ok()?)
    }

    fn choose(
        we: Uid,
        owner: Option<User>,
        find: impl Fn(&str) -> Option<User>,
    ) -> Result<Self, DatabaseError> {
        if !we.is_root() {
            return Ok(Self { name: format!("with id {we}"), other: None });
        }
        let user = owner
            .filter(|owner| !owner.uid.is_root())
            .or_else(|| LESSER.into_iter().find_map(find))
            .ok_or(DatabaseError::NoAccount)?;
        let ids = Ids { user: user.uid.as_raw(), group: user.gid.as_raw() };
        Ok(Self { name: user.name, other: Some(ids) })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// A command that runs as this account, with nothing of our environment, in `directory`.
    pub fn command(&self, program: &Path, directory: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(directory)
            .stdin(Stdio::null())
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LC_ALL", "C")
            .env("TZ", "UTC");
        if let Some(ids) = self.other {
            command.uid(ids.user).gid(ids.group);
        }
        command
    }

    /// Whether the account may walk into `directory`: every directory down to it must let it pass.
    pub fn can_reach(&self, directory: &Path) -> bool {
        let Some(ids) = self.other else { return true };
        directory
            .ancestors()
            .filter_map(|ancestor| fs::metadata(ancestor).ok())
            .all(|ancestor| ids.may_pass(&ancestor))
    }

    /// Makes the account the owner of `directory` (of nothing above it, nor in it).
    pub fn own(&self, directory: &Path) -> io::Result<()> {
        match self.other {
            Some(ids) => chown(directory, Some(ids.user), Some(ids.group)),
            None => Ok(()),
        }
    }

    /// Whether what `metadata` describes belongs to the account, or to us.
    pub fn owns(&self, metadata: &Metadata) -> bool {
        self.other.is_some_and(|ids| ids.user == metadata.uid())
            || metadata.uid() == Uid::effective().as_raw()
    }
}

impl Ids {
    fn may_pass(self, directory: &Metadata) -> bool {
        let needed = if directory.uid() == self.user {
            0o100
        } else if directory.gid() == self.group {
            0o010
        } else {
            0o001
        };
        directory.mode() & needed != 0
    }
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const ORDINARY: Uid = Uid::from_raw(1000);
    const ROOT: Uid = Uid::from_raw(0);

    fn user(name: &str, id: u32) -> User {
        let root = User::from_uid(ROOT).unwrap().unwrap();
        User { name: name.to_owned(), uid: id.into(), gid: id.into(), ..root }
    }

    fn account(name: &str, id: u32) -> Account {
        Account { name: name.to_owned(), other: Some(Ids { user: id, group: id }) }
    }

    #[test]
    fn an_ordinary_user_runs_postgres_itself() {
        let account = Account::choose(ORDINARY, None, |_| unreachable!()).unwrap();
        assert_eq!(account.other, None);
    }

    #[test]
    fn root_runs_postgres_as_the_user_postgres_or_else_nobody() {
        let both = |name: &str| Some(user(name, if name == "postgres" { 70 } else { 65534 }));
        assert_eq!(Account::choose(ROOT, None, both).unwrap(), account("postgres", 70));

        let nobody = |name: &str| (name == "nobody").then(|| user(name, 65534));
        assert_eq!(Account::choose(ROOT, None, nobody).unwrap(), account("nobody", 65534));

        let refused = Account::choose(ROOT, None, |_| None);
        assert!(matches!(refused, Err(DatabaseError::NoAccount)));
    }

    #[test]
    fn a_cluster_keeps_its_owner_when_root_starts_it() {
        let owner = user("ada", 1000);
        let chosen = Account::choose(ROOT, Some(owner), |name| Some(user(name, 70)));
        assert_eq!(chosen.unwrap(), account("ada", 1000));
    }

    #[test]
    fn a_directory_below_a_closed_one_is_out_of_reach() {
        let closed = tempfile::tempdir().unwrap();
        let inner = closed.path().join("data");
        fs::create_dir(&inner).unwrap();
        fs::set_permissions(&inner, Permissions::from_mode(0o755)).unwrap();
        let stranger = account("stranger", 54321);

        fs::set_permissions(closed.path(), Permissions::from_mode(0o700)).unwrap();
        assert!(!stranger.can_reach(&inner));

        fs::set_permissions(closed.path(), Permissions::from_mode(0o711)).unwrap();
        assert!(stranger.can_reach(&inner));
    }
}
