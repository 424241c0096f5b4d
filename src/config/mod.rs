//! What the operator decides: flags and environment variables, read once, at start.

mod command_line;
mod mail;
mod parse;
mod public_url;
mod surroundings;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;

use mail::{parse_mail_from, parse_smtp, put_together};
use parse::{
    Unusable, parse_count, parse_database, parse_listen, parse_networks, parse_public_url,
    parse_yes_or_no,
};
use surroundings::data_dir;

pub use command_line::{Command, CommandLine, Settings};
pub use mail::{Encryption, MailConfig, SmtpLogin, SmtpServer};
pub use public_url::{NotAPublicUrl, PublicUrl};
pub use surroundings::Surroundings;

/// Everything the server needs to know before it starts.
///
/// It cannot be printed: it may hold the passwords of the database and of the mail server.
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
    /// How mail leaves; `None` means that none is sent.
    pub mail: Option<MailConfig>,
    public_url_given: bool,
}

impl Config {
    /// Reads `settings`, or says of each what is wrong with it.
    pub fn new(
        settings: &Settings,
        command: &Command,
        surroundings: &Surroundings,
    ) -> Result<Self, ConfigErrors> {
        let Settings { listen, public_url, database_url, trusted_proxies, .. } = settings;
        let mut errors = ConfigErrors::default();
        let listen = errors.read("--listen", listen.as_ref(), parse_listen);
        let public_url =
            errors.read("--public-url", public_url.as_ref(), |text| parse_public_url(text, listen));
        let allow_plain_http = errors
            .read("--allow-plain-http", settings.allow_plain_http.as_ref(), parse_yes_or_no)
            .unwrap_or_default();
        if !allow_plain_http && exposes_plain_http(listen, public_url.as_ref()) {
            errors.add("--public-url", PLAIN_HTTP);
        }
        let data_dir = errors
            .keep("--data-dir", data_dir(settings.data_dir.as_deref(), command, surroundings));
        let database_url =
            errors.read("--database-url (DATABASE_URL)", database_url.as_ref(), parse_database);
        let trusted_proxies =
            errors.read("--trusted-proxies", trusted_proxies.as_ref(), parse_networks);
        let max_connections =
            errors.read("--max-connections", settings.max_connections.as_ref(), parse_count);

        let public_url_given = given(settings.public_url.as_ref()).is_some();
        let smtp = errors.read("--smtp-url", settings.smtp_url.as_ref(), parse_smtp);
        let from = errors.read("--mail-from", settings.mail_from.as_ref(), parse_mail_from);
        let mail = smtp.zip(from).and_then(|(smtp, from)| {
            errors.keep("--smtp-url", put_together(smtp, from, public_url_given))
        });

        let read = || {
            Some(Self {
                listen: listen?,
                data_dir: data_dir?,
                public_url: public_url?,
                database_url: database_url?,
                trusted_proxies: trusted_proxies?,
                allow_plain_http,
                demo_password: given(settings.demo_password.as_ref()).map(str::to_owned),
                max_connections: max_connections?,
                mail: mail?,
                public_url_given,
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

/// Every setting that cannot be used, each with a sentence that says how to mend it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ConfigErrors(Vec<String>);

impl ConfigErrors {
    fn add(&mut self, setting: &str, error: impl fmt::Display) {
        self.0.push(format!("{setting}: {error}"));
    }

    fn keep<T>(&mut self, setting: &str, result: Result<T, Unusable>) -> Option<T> {
        result.map_err(|error| self.add(setting, error)).ok()
    }

    fn read<T>(
        &mut self,
        setting: &str,
        text: Option<&String>,
        parse: impl FnOnce(Option<&str>) -> Result<T, Unusable>,
    ) -> Option<T> {
        self.keep(setting, parse(given(text)))
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for ConfigErrors {}

const PLAIN_HTTP: &str = "passwords and sessions would cross the network unencrypted; give an \
    https:// URL and put a proxy with TLS in front, or accept it with --allow-plain-http";

/// An empty environment variable counts as not given.
fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn exposes_plain_http(listen: Option<SocketAddr>, public_url: Option<&PublicUrl>) -> bool {
    public_url.is_some_and(|url| {
        let exposed = !url.is_loopback() || listen.is_some_and(|listen| !listen.ip().is_loopback());
        exposed && !url.is_https()
    })
}

#[cfg(test)]
mod tests;
