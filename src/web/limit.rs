//! How often somebody may try.

use std::fmt;
use std::hash::{BuildHasher, Hash, RandomState};
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use ipnet::IpNet;

/// How many keys are told apart. Keys beyond that share, so that memory is bounded (about 5 MB)
/// however many accounts somebody invents.
const SLOTS: u64 = 1 << 17;

/// Counts attempts by key: by account, or by [`Network`].
///
/// A key may try `burst` times at once, and wins one attempt back every `period`.
pub struct Attempts<C: Clock = DefaultClock> {
    slots: RateLimiter<u64, DashMapStateStore<u64>, C, NoOpMiddleware<C::Instant>>,
    // Random, so that nobody can choose an account that shares a slot with another.
    hasher: RandomState,
}

impl Attempts {
    /// For one account: ten at once, then one every 30 seconds.
    pub fn by_account() -> Self {
        Self::new(TEN, Duration::from_secs(30), DefaultClock::default())
    }

    /// For one network: a hundred at once, then one a second.
    pub fn by_network() -> Self {
        Self::new(HUNDRED, Duration::from_secs(1), DefaultClock::default())
    }
}

const TEN: NonZeroU32 = NonZeroU32::new(10).expect("ten is not zero");
const HUNDRED: NonZeroU32 = NonZeroU32::new(100).expect("a hundred is not zero");

impl<C: Clock> Attempts<C> {
    /// `burst` at once, then one every `period` (at least a nanosecond) by the given clock.
    pub fn new(burst: NonZeroU32, period: Duration, clock: C) -> Self {
        let period = period.max(Duration::from_nanos(1));
        let quota = Quota::with_period(period).expect("the period is not zero").allow_burst(burst);
        let slots = RateLimiter::dashmap_with_clock(quota, clock);
        Self { slots, hasher: RandomState::new() }
    }

    /// Counts an attempt, or says how long to wait before the next.
    pub fn check(&self, key: &impl Hash) -> Result<(), RetryAfter> {
        let slot = self.hasher.hash_one(key) % SLOTS;
        self.slots.check_key(&slot).map_err(|early| {
            let wait = early.wait_time_from(self.slots.clock().now());
            RetryAfter(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
        })
    }
}

impl<C: Clock> fmt::Debug for Attempts<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempts").finish_non_exhaustive()
    }
}

/// Too many attempts; the next is possible after so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many attempts; try again in {0} seconds")]
pub struct RetryAfter(pub u64);

impl IntoResponse for RetryAfter {
    fn into_response(self) -> Response {
        let seconds = HeaderValue::from(self.0);
        (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds)]).into_response()
    }
}

/// Who is counted as one: an IPv4 /24, or an IPv6 /64, which is what one customer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpNet);

impl Network {
    /// The network of an address.
    pub fn of(address: IpAddr) -> Self {
        let address = address.to_canonical();
        let prefix = if address.is_ipv4() { 24 } else { 64 };
        Self(IpNet::new(address, prefix).expect("the prefix is shorter than the address").trunc())
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The network a request comes from.
///
/// `X-Forwarded-For` is read from the right, for as long as whoever wrote an entry is one of the
/// `trusted` proxies; what a client wrote there itself is never believed.
pub fn client_network(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Network {
    let mut address = peer.ip().to_canonical();
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .map(|line| line.to_str().unwrap_or_default())
        .collect();
    for entry in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !is_trusted(address, trusted) {
            break;
        }
        let Some(before) = parse_address(entry.trim()) else { break };
        address = before.to_canonical();
    }
    Network::of(address)
}

/// Whether an address is one of the `trusted` proxies.
pub fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    let address = address.to_canonical();
    trusted.iter().any(|network| network.contains(&address))
}

/// Some proxies add the port.
fn parse_address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    text.parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn three_then_one_a_minute(clock: &FakeRelativeClock) -> Attempts<FakeRelativeClock> {
        Attempts::new(NonZeroU32::new(3).unwrap(), Duration::from_mins(1), clock.clone())
    }

    #[test]
    fn after_the_burst_one_waits_and_is_told_how_long() {
        let clock = FakeRelativeClock::default();
        let attempts = three_then_one_a_minute(&clock);
        for _ in 0..3 {
            assert_eq!(attempts.check(&"ada"), Ok(()));
        }
        assert_eq!(attempts.check(&"ada"), Err(RetryAfter(60)));

        clock.advance(Duration::from_millis(59_500));
        assert_eq!(attempts.check(&"ada"), Err(RetryAfter(1)));
        clock.advance(Duration::from_millis(500));
        assert_eq!(attempts.check(&"ada"), Ok(()));
        assert_eq!(attempts.check(&"ada"), Err(RetryAfter(60)));
    }

    #[test]
    fn one_account_does_not_lock_another_out() {
        let attempts = three_then_one_a_minute(&FakeRelativeClock::default());
        while attempts.check(&"ada").is_ok() {}
        assert_eq!(attempts.check(&"grace"), Ok(()));
    }

    #[test]
    fn memory_is_bounded_however_many_accounts_are_invented() {
        let attempts = three_then_one_a_minute(&FakeRelativeClock::default());
        for invented in 0..2 * SLOTS {
            let _ = attempts.check(&invented);
        }
        assert!(attempts.slots.len() <= usize::try_from(SLOTS).unwrap());
    }

    #[test]
    fn the_answer_says_when_to_come_back() {
        let response = RetryAfter(30).into_response();
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers()[header::RETRY_AFTER], "30");
    }

    fn network(peer: &str, forwarded: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        let trusted = ["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        client_network(SocketAddr::new(peer.parse().unwrap(), 4711), &headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let forged = ["203.0.113.9"];
        assert_eq!(network("198.51.100.7", &forged), "198.51.100.0/24", "no proxy of ours");
        assert_eq!(network("10.0.0.1", &forged), "203.0.113.0/24");
        assert_eq!(network("::ffff:10.0.0.1", &forged), "203.0.113.0/24");
        assert_eq!(network("10.0.0.1", &[]), "10.0.0.0/24");
    }

    #[test]
    fn what_the_client_wrote_in_front_is_not_believed() {
        assert_eq!(network("10.0.0.1", &["192.0.2.1, 203.0.113.9"]), "203.0.113.0/24");
        assert_eq!(network("10.0.0.1", &["192.0.2.1, 203.0.113.9, 10.0.0.2"]), "203.0.113.0/24");
        assert_eq!(network("10.0.0.1", &["192.0.2.1", "203.0.113.9"]), "203.0.113.0/24");
        assert_eq!(network("10.0.0.1", &["203.0.113.9, nonsense"]), "10.0.0.0/24");
    }

    #[test]
    fn an_ipv6_customer_counts_as_one() {
        let entry = ["2001:db8:1:2:3:4:5:6"];
        assert_eq!(network("::1", &entry), "2001:db8:1:2::/64");
        assert_eq!(network("::1", &["[2001:db8:1:2::9]:443"]), "2001:db8:1:2::/64");
        assert_eq!(network("::1", &["203.0.113.9:50123"]), "203.0.113.0/24");
    }
}
