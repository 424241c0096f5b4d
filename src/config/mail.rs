use std::net::IpAddr;

use lettre::message::Mailbox;
use percent_encoding::percent_decode_str;

use super::parse::Unusable;

/// How mail leaves: through which server, and in whose name.
#[derive(Clone)]
pub struct MailConfig {
    pub server: SmtpServer,
    /// Whom the mails come from: `Waymark <waymark@example.org>`.
    pub from: Mailbox,
}

/// The server that takes our mails. It cannot be printed: it may hold a password.
#[derive(Clone)]
pub struct SmtpServer {
    pub encryption: Encryption,
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    pub host: String,
    pub port: u16,
    pub login: Option<SmtpLogin>,
}

/// What we sign in to the mail server with.
#[derive(Clone)]
pub struct SmtpLogin {
    pub user: String,
    pub password: String,
}

/// How the way to the mail server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// From the first byte.
    Tls,
    /// From the command `STARTTLS`, without which nothing is sent.
    StartTls,
    /// Not at all.
    Off,
}

/// Reads `smtp://user:password@host:587`, `smtps://…`, or `smtp://host:25?tls=off`.
pub(super) fn parse_smtp(text: Option<&str>) -> Result<Option<SmtpServer>, Unusable> {
    let Some(text) = text else { return Ok(None) };
    read_server(text).map(Some)
}

fn read_server(text: &str) -> Result<SmtpServer, Unusable> {
    let (scheme, rest) = text.split_once("://").ok_or(Unusable::Smtp)?;
    let (rest, query) = rest.split_once('?').map_or((rest, None), |it| (it.0, Some(it.1)));
    let encryption = match (scheme.to_ascii_lowercase().as_str(), query) {
        ("smtps", None) => Encryption::Tls,
        ("smtp", None) => Encryption::StartTls,
        ("smtp", Some("tls=off")) => Encryption::Off,
        _ => return Err(Unusable::Smtp),
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (login, place) = match rest.rsplit_once('@') {
        Some((login, place)) => (Some(read_login(login)?), place),
        None => (None, rest),
    };
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (place, None),
    };
    let port = match (port, encryption) {
        (Some(port), _) => port.parse().ok().filter(|port| *port > 0).ok_or(Unusable::Smtp)?,
        (None, Encryption::Tls) => 465,
        (None, Encryption::StartTls) => 587,
        (None, Encryption::Off) => 25,
    };
    let host = host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    if host.is_empty() || !host.chars().all(is_plain) {
        return Err(Unusable::Smtp);
    }
    if encryption == Encryption::Off && login.is_some() && !is_loopback(&host) {
        return Err(Unusable::SmtpPassword);
    }
    Ok(SmtpServer { encryption, host, port, login })
}

/// `user:password`, with `%40` for `@` and the like.
fn read_login(text: &str) -> Result<SmtpLogin, Unusable> {
    let decode = |text: &str| {
        let decoded = percent_decode_str(text).decode_utf8().map_err(|_| Unusable::Smtp)?;
        Ok::<_, Unusable>(decoded.into_owned())
    };
    let (user, password) = text.split_once(':').ok_or(Unusable::Smtp)?;
    let login = SmtpLogin { user: decode(user)?, password: decode(password)? };
    if login.user.is_empty() || login.password.is_empty() { Err(Unusable::Smtp) } else { Ok(login) }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Reads `waymark@example.org` or `Waymark <waymark@example.org>`.
pub(super) fn parse_mail_from(text: Option<&str>) -> Result<Option<Mailbox>, Unusable> {
    let Some(text) = text else { return Ok(None) };
    text.parse().map(Some).map_err(|_| Unusable::MailFrom(text.to_owned()))
}

/// Puts both together; each needs the other, and links in mails need an address of ours that was
/// given.
pub(super) fn put_together(
    server: Option<SmtpServer>,
    from: Option<Mailbox>,
    public_url_given: bool,
) -> Result<Option<MailConfig>, Unusable> {
    match (server, from) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(Unusable::MailFromMissing),
        (None, Some(_)) => Err(Unusable::SmtpMissing),
        (Some(_), Some(_)) if !public_url_given => Err(Unusable::MailPublicUrl),
        (Some(server), Some(from)) => Ok(Some(MailConfig { server, from })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (Encryption, String, u16, Option<(String, String)>);

    fn server(text: &str) -> Option<Read> {
        let SmtpServer { encryption, host, port, login } = read_server(text).ok()?;
        Some((encryption, host, port, login.map(|login| (login.user, login.password))))
    }

    #[test]
    fn a_mail_server_is_read_with_its_encryption_and_its_port() {
        let login = |user: &str, password: &str| Some((user.to_owned(), password.to_owned()));
        for (text, expected) in [
            ("smtps://Mail.example.org", (Encryption::Tls, "mail.example.org", 465, None)),
            ("smtp://mail.example.org/", (Encryption::StartTls, "mail.example.org", 587, None)),
            ("smtp://mailpit:1025?tls=off", (Encryption::Off, "mailpit", 1025, None)),
            ("smtp://[2001:db8::1]:25", (Encryption::StartTls, "2001:db8::1", 25, None)),
            (
                "smtp://way%40mark:p%3A%2F%40ss@mail.example.org:2525",
                (Encryption::StartTls, "mail.example.org", 2525, login("way@mark", "p:/@ss")),
            ),
            ("smtp://a:b@127.0.0.1?tls=off", (Encryption::Off, "127.0.0.1", 25, login("a", "b"))),
        ] {
            let (encryption, host, port, login) = expected;
            assert_eq!(server(text), Some((encryption, host.to_owned(), port, login)), "{text}");
        }
    }

    #[test]
    fn what_is_no_mail_server_is_refused_and_so_is_a_password_in_the_clear() {
        for text in [
            "mail.example.org",
            "http://mail.example.org",
            "smtp://",
            "smtp://user@mail.example.org",
            "smtp://:secret@mail.example.org",
            "smtp://mail.example.org:0",
            "smtp://mail.example.org:port",
            "smtp://mail example.org",
            "smtp://mail.example.org?tls=maybe",
            "smtp://user:secret@mail.example.org?tls=off",
        ] {
            assert_eq!(server(text), None, "{text}");
        }
    }
}
