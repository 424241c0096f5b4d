//! Reads single settings. `None` stands for a setting that was not given.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use ipnet::IpNet;

use super::{NotAPublicUrl, PublicUrl};

const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);
const DEFAULT_MAX_CONNECTIONS: usize = 1024;

/// Why one setting cannot be used. A value that may hold a password is not repeated.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unusable {
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
    #[error("this is not a mail server; write it like smtp://user:password@host:587 or smtps://…")]
    Smtp,
    #[error("the password would cross the network unencrypted; leave out ?tls=off")]
    SmtpPassword,
    #[error("`{0}` is not a sender; write it like Waymark <waymark@example.org>")]
    MailFrom(String),
    #[error("say whom mails come from, with --mail-from")]
    MailFromMissing,
    #[error("say which server takes the mails that --mail-from signs, or leave both out")]
    SmtpMissing,
    #[error("mails hold links, so say where people find this Waymark, with --public-url")]
    MailPublicUrl,
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

pub(super) fn parse_listen(text: Option<&str>) -> Result<SocketAddr, Unusable> {
    let Some(text) = text else { return Ok(DEFAULT_LISTEN) };
    text.parse().map_err(|_| Unusable::Listen(text.to_owned()))
}

pub(super) fn parse_yes_or_no(text: Option<&str>) -> Result<bool, Unusable> {
    match text.map(str::to_lowercase).as_deref() {
        Some("true" | "yes" | "on" | "1") => Ok(true),
        None | Some("false" | "no" | "off" | "0") => Ok(false),
        Some(other) => Err(Unusable::YesOrNo(other.to_owned())),
    }
}

pub(super) fn parse_networks(text: Option<&str>) -> Result<Vec<IpNet>, Unusable> {
    let parts = text.unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let network =
                part.parse::<IpNet>().or_else(|_| part.parse::<IpAddr>().map(IpNet::from));
            network.map_err(|_| Unusable::Network(part.to_owned()))
        })
        .collect()
}

pub(super) fn parse_count(text: Option<&str>) -> Result<usize, Unusable> {
    let Some(text) = text else { return Ok(DEFAULT_MAX_CONNECTIONS) };
    let count = text.parse().ok().filter(|count| (1..=100_000).contains(count));
    count.ok_or_else(|| Unusable::Count(text.to_owned()))
}

pub(super) fn parse_database(text: Option<&str>) -> Result<Option<String>, Unusable> {
    let Some(text) = text else { return Ok(None) };
    let postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
    if postgres { Ok(Some(text.to_owned())) } else { Err(Unusable::Database) }
}

pub(super) fn parse_public_url(
    text: Option<&str>,
    listen: Option<SocketAddr>,
) -> Result<PublicUrl, Unusable> {
    match (text, listen) {
        (Some(text), _) => Ok(text.parse()?),
        (None, Some(listen)) if !listen.ip().is_loopback() => {
            Err(Unusable::PublicUrlMissing(listen))
        }
        // An address that could not be read has been complained about already.
        (None, listen) => Ok(PublicUrl::of_listener(listen.unwrap_or(DEFAULT_LISTEN))),
    }
}
