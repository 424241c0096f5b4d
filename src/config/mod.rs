//! What the operator decides: flags and environment variables, read once, at start.

mod command_line;
mod public_url;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use ipnet::IpNet;

pub use command_line::{Command, CommandLine, Settings};
pub use public_url::{NotAPublicUrl, PublicUrl};

const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);
const DEFAULT_MAX_CONNECTIONS: usize = 1024;

/// Everything the server needs to know before it starts.
///
/// It cannot be printed: it may hold the database's password.
#[derive(Clone)]
pub struct Config {
    /// Where to accept connections.
    pub listen: SocketAddr,
    /// Where our own database, if we run one, keeps its files. Absolute.
    pub data_dir: PathBuf,
    /// Where people find this Waymark.
    pub public_url: PublicUrl,
    /// The database to use; `None` means one of our own.
    pub database_url: Option<String>,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The operator accepts that passwords and sessions cross the network unencrypted.
    pub allow_plain_http: bool,
    /// The password of the demo's accounts; `None` means make one.
    pub demo_password: Option<String>,
    /// How many connections may be open at once.
    pub max_connections: usize,
    public_url_given: bool,
}

impl Config {
    /// Reads `settings`, or says of each what is wrong with it.
    pub fn new(
        settings: &Settings,
        command: &Command,
        surroundings: &Surroundings,
    ) -> Result<Self, ConfigErrors> {
        let mut errors = ConfigErrors::default();
        let listen = errors.keep("--listen", parse_listen(given(settings.listen.as_deref())));
        let public_url = errors
            .keep("--public-url", parse_public_url(given(settings.public_url.as_deref()), listen));
        let allow_plain_http = errors
            .keep(
                "--allow-plain-http",
                parse_yes_or_no(given(settings.allow_plain_http.as_deref())),
            )
            .unwrap_or_default();
        if !allow_plain_http && exposes_plain_http(listen, public_url.as_ref()) {
            errors.add("--public-url", PLAIN_HTTP);
        }
        let data_dir = errors
            .keep("--data-dir", data_dir(settings.data_dir.as_deref(), command, surroundings));
        let database_url = errors.keep(
            "--database-url (DATABASE_URL)",
            parse_database(given(settings.database_url.as_deref())),
        );
        let trusted_proxies = errors
            .keep("--trusted-proxies", parse_networks(given(settings.trusted_proxies.as_deref())));
        let max_connections = errors
            .keep("--max-connections", parse_count(given(settings.max_connections.as_deref())));

        let read = || {
            Some(Self {
                listen: listen?,
                data_dir: data_dir?,
                public_url: public_url?,
                database_url: database_url?,
                trusted_proxies: trusted_proxies?,
                allow_plain_http,
                demo_password: given(settings.demo_password.as_deref()).map(str::to_owned),
                max_connections: max_connections?,
                public_url_given: given(settings.public_url.as_deref()).is_some(),
            })
        };
        if errors.0.is_empty() { read().ok_or(errors) } else { Err(errors) }
    }

    /// The same, once the listener has its address: port 0 has become a real one, and the public
    /// URL follows unless it was given.
    pub fn bound_to(self, listen: SocketAddr) -> Self {
        let public_url =
            if self.public_url_given { self.public_url } else { PublicUrl::of_listener(listen) };
        Self { listen, public_url, ..self }
    }
}

/// What [`Config`] needs to know of the machine to find a place for the data.
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

/// Every setting that cannot be used, each with a sentence that says how to mend it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ConfigErrors(Vec<String>);

impl ConfigErrors {
    fn add(&mut self, setting: &str, error: impl fmt::Display) {
        self.0.push(format!("{setting}: {error}"));
    }

    fn keep<T>(&mut self, setting: &str, result: Result<T, impl fmt::Display>) -> Option<T> {
        result.map_err(|error| self.add(setting, error)).ok()
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for ConfigErrors {}

/// Why one setting cannot be used. A value that may hold a password is not repeated.
#[derive(Debug, thiserror::Error)]
enum Unusable {
    #[error("`{0}` is not an address and a port; write it like 127.0.0.1:8080 or [::1]:8080")]
    Listen(String),
    #[error("`{0}` is neither yes nor no; write true or false")]
    YesOrNo(String),
    #[error("`{0}` is not a network; write addresses and networks like 10.0.0.0/8,192.0.2.7")]
    Network(String),
    #[error("`{0}` is not a number from 1 to 100000")]
    Count(String),
    #[error("this is not a PostgreSQL URL; write it like postgres://user:password@host/database")]
    Database,
    #[error("no home directory was found to keep data in; say where with --data-dir")]
    NoHome,
    #[error("`{0}` is not a directory that can be used; say where to keep data")]
    DataDir(PathBuf),
    #[error(transparent)]
    PublicUrl(#[from] NotAPublicUrl),
    #[error(
        "connections from outside are accepted at {0}, so say where people find this Waymark, like https://waymark.example.org"
    )]
    PublicUrlMissing(SocketAddr),
}

const PLAIN_HTTP: &str = "passwords and sessions would cross the network unencrypted; give an \
    https:// URL and put a proxy with TLS in front, or accept it with --allow-plain-http";

/// An empty environment variable counts as not given.
fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn parse_listen(text: Option<&str>) -> Result<SocketAddr, Unusable> {
    let Some(text) = text else { return Ok(DEFAULT_LISTEN) };
    text.parse().map_err(|_| Unusable::Listen(text.to_owned()))
}

fn parse_yes_or_no(text: Option<&str>) -> Result<bool, Unusable> {
    match text.map(str::to_lowercase).as_deref() {
        Some("true" | "yes" | "on" | "1") => Ok(true),
        None | Some("false" | "no" | "off" | "0") => Ok(false),
        Some(other) => Err(Unusable::YesOrNo(other.to_owned())),
    }
}

fn parse_networks(text: Option<&str>) -> Result<Vec<IpNet>, Unusable> {
    let parts = text.unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let network =
                part.parse::<IpNet>().or_else(|_| part.parse::<IpAddr>().map(IpNet::from));
            network.map_err(|_| Unusable::Network(part.to_owned()))
        })
        .collect()
}

fn parse_count(text: Option<&str>) -> Result<usize, Unusable> {
    let Some(text) = text else { return Ok(DEFAULT_MAX_CONNECTIONS) };
    let count = text.parse().ok().filter(|count| (1..=100_000).contains(count));
    count.ok_or_else(|| Unusable::Count(text.to_owned()))
}

fn parse_database(text: Option<&str>) -> Result<Option<String>, Unusable> {
    let Some(text) = text else { return Ok(None) };
    let postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
    if postgres { Ok(Some(text.to_owned())) } else { Err(Unusable::Database) }
}

/// Where the data is kept. The demo has a place of its own, unless the operator names one.
fn data_dir(
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

fn parse_public_url(text: Option<&str>, listen: Option<SocketAddr>) -> Result<PublicUrl, Unusable> {
    match (text, listen) {
        (Some(text), _) => Ok(text.parse()?),
        (None, Some(listen)) if !listen.ip().is_loopback() => {
            Err(Unusable::PublicUrlMissing(listen))
        }
        // An address that could not be read has been complained about already.
        (None, listen) => Ok(PublicUrl::of_listener(listen.unwrap_or(DEFAULT_LISTEN))),
    }
}

fn exposes_plain_http(listen: Option<SocketAddr>, public_url: Option<&PublicUrl>) -> bool {
    public_url.is_some_and(|url| {
        let exposed = !url.is_loopback() || listen.is_some_and(|listen| !listen.ip().is_loopback());
        exposed && !url.is_https()
    })
}

#[cfg(test)]
mod tests;
