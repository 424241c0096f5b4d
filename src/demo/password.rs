use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::DemoError;
use crate::access::Token;

/// The password of all of the demo's people.
#[derive(Clone)]
pub struct DemoPassword(String);

impl DemoPassword {
    /// The password that was given, else the one that was made for this data directory, else one
    /// that is made now and kept there.
    pub fn of(data_dir: &Path, given: Option<&str>) -> Result<Self, DemoError> {
        if let Some(given) = given {
            return Ok(Self(given.to_owned()));
        }
        let path = data_dir.join("demo-password");
        let failed = |source| DemoError::Password { path: path.display().to_string(), source };
        match fs::read_to_string(&path) {
            Ok(kept) if !kept.trim().is_empty() => Ok(Self(kept.trim().to_owned())),
            Ok(_) => Self::make(&path).map_err(failed),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Self::make(&path).map_err(failed)
            }
            Err(error) => Err(failed(error)),
        }
    }

    fn make(path: &Path) -> io::Result<Self> {
        let token = Token::fresh().map_err(io::Error::other)?;
        let password: String =
            token.reveal().chars().filter(char::is_ascii_alphanumeric).take(20).collect();
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file =
            OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path)?;
        writeln!(file, "{password}")?;
        Ok(Self(password))
    }

    /// The password, to be printed and signed in with.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_made_once_for_a_data_directory() {
        let folder = tempfile::tempdir().unwrap();

        let made = DemoPassword::of(folder.path(), None).unwrap();
        let again = DemoPassword::of(folder.path(), None).unwrap();

        assert_eq!(made.reveal(), again.reveal());
        assert_eq!(made.reveal().len(), 20);
    }

    #[test]
    fn a_password_that_is_given_is_used_and_not_kept() {
        let folder = tempfile::tempdir().unwrap();

        let given = DemoPassword::of(folder.path(), Some("open sesame")).unwrap();

        assert_eq!(given.reveal(), "open sesame");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
