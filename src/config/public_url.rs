use std::fmt;
use std::net::{Ipv6Addr, SocketAddr};
use std::str::FromStr;

/// Where people find this Waymark: `https://waymark.example.org`. Links in mails begin with it.
///
/// A scheme, a host in lower case, and a port unless it is the scheme's own; nothing more, so that
/// it is also the origin as a browser writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    https: bool,
    host: String,
    port: u16,
}

impl PublicUrl {
    /// `http://` and the address of a listener.
    pub fn of_listener(listener: SocketAddr) -> Self {
        let host = match listener {
            SocketAddr::V4(address) => address.ip().to_string(),
            SocketAddr::V6(address) => format!("[{}]", address.ip()),
        };
        Self { https: false, host, port: listener.port() }
    }

    /// Whether the way to us is encrypted.
    pub const fn is_https(&self) -> bool {
        self.https
    }

    /// Whether only this machine reaches us by this URL.
    pub fn is_loopback(&self) -> bool {
        let address = self.host.trim_matches(['[', ']']);
        self.host == "localhost"
            || self.host.ends_with(".localhost")
            || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// The name or the address, an IPv6 address in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The `Host` that a browser sends: `waymark.example.org`, with the port unless it is the
    /// scheme's own.
    pub fn host_header(&self) -> String {
        if self.port == default_port(self.https) { self.host.clone() } else { self.host_and_port() }
    }

    /// The host with its port, the scheme's own too: how some proxies write `Host`.
    pub fn host_and_port(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// The `Origin` that a browser sends: `https://waymark.example.org`.
    pub fn origin(&self) -> String {
        let scheme = if self.https { "https" } else { "http" };
        format!("{scheme}://{}", self.host_header())
    }

    /// The session cookie's name, which says how well it is kept.
    ///
    /// Browsers take a `__Host-` cookie only with `Secure`, which they honor over HTTPS and on
    /// this machine. Over plain HTTP between machines the cookie has another name and no
    /// `Secure`, so that neither is ever taken for the other.
    pub fn cookie_name(&self) -> &'static str {
        if self.cookie_is_secure() { "__Host-waymark" } else { "waymark_plain" }
    }

    /// Whether the session cookie is `Secure`.
    pub fn cookie_is_secure(&self) -> bool {
        self.https || self.is_loopback()
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin())
    }
}

/// The text is not a [`PublicUrl`].
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is not a web address without a path; write it like https://waymark.example.org \
     (a name with other letters in its xn--… form)"
)]
pub struct NotAPublicUrl;

impl FromStr for PublicUrl {
    type Err = NotAPublicUrl;

    fn from_str(text: &str) -> Result<Self, NotAPublicUrl> {
        let text = text.to_ascii_lowercase();
        let (https, authority) = match text.split_once("://") {
            Some(("https", authority)) => (true, authority),
            Some(("http", authority)) => (false, authority),
            _ => return Err(NotAPublicUrl),
        };
        let authority = authority.strip_suffix('/').unwrap_or(authority);
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, parse_port(port)?),
            _ => (authority, default_port(https)),
        };
        if is_host(host) {
            Ok(Self { https, host: host.to_owned(), port })
        } else {
            Err(NotAPublicUrl)
        }
    }
}

const fn default_port(https: bool) -> u16 {
    if https { 443 } else { 80 }
}

fn parse_port(text: &str) -> Result<u16, NotAPublicUrl> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|port| digits && *port > 0).ok_or(NotAPublicUrl)
}

/// A name, an IPv4 address, or an IPv6 address in brackets.
fn is_host(text: &str) -> bool {
    if let Some(address) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    text.len() <= 253
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> PublicUrl {
        text.parse().unwrap()
    }

    #[test]
    fn it_is_written_as_a_browser_writes_an_origin() {
        for (text, origin, host) in [
            ("https://Waymark.Example.org/", "https://waymark.example.org", "waymark.example.org"),
            (
                "https://waymark.example.org:443",
                "https://waymark.example.org",
                "waymark.example.org",
            ),
            ("http://localhost:8080", "http://localhost:8080", "localhost:8080"),
            ("http://192.0.2.7:80", "http://192.0.2.7", "192.0.2.7"),
            ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443", "[2001:db8::1]:8443"),
            ("https://[2001:db8::1]", "https://[2001:db8::1]", "[2001:db8::1]"),
        ] {
            assert_eq!((url(text).origin(), url(text).host_header()), (origin.into(), host.into()));
            assert_eq!(url(text).to_string().parse(), Ok(url(text)), "{text}");
        }
    }

    #[test]
    fn what_is_more_or_less_than_an_origin_is_refused() {
        for text in [
            "",
            "waymark.example.org",
            "ftp://waymark.example.org",
            "https://",
            "https://waymark.example.org/path",
            "https://waymark.example.org//",
            "https://waymark.example.org?query",
            "https://waymark.example.org#part",
            "https://user@waymark.example.org",
            "https://waymark.example.org:0",
            "https://waymark.example.org:+8",
            "https://waymark.example.org:",
            "https://waymark.example.org:65536",
            "https://way mark.example.org",
            "https://.example.org",
            "https://wegmarke\u{308}.example.org",
            "https://[::g]",
            "https://::1",
        ] {
            assert_eq!(text.parse::<PublicUrl>(), Err(NotAPublicUrl), "{text:?}");
        }
    }

    #[test]
    fn the_cookie_is_secure_unless_it_crosses_the_network_in_the_clear() {
        for text in ["https://waymark.example.org", "http://localhost:8080", "http://127.0.0.1"] {
            assert_eq!(url(text).cookie_name(), "__Host-waymark", "{text}");
            assert!(url(text).cookie_is_secure(), "{text}");
        }
        for text in ["http://waymark.example.org", "http://192.0.2.7", "http://localhost.example"] {
            assert_eq!(url(text).cookie_name(), "waymark_plain", "{text}");
            assert!(!url(text).cookie_is_secure(), "{text}");
        }
    }
}
