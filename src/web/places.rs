//! How many connections there may be.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ipnet::IpNet;

use super::limit::{Network, is_trusted};

/// The places for connections: so many in all, and so many for one network.
#[derive(Clone, Debug)]
pub(super) struct Places {
    taken: Arc<Mutex<Taken>>,
    total: usize,
    per_network: usize,
    trusted_proxies: Vec<IpNet>,
}

#[derive(Debug, Default)]
struct Taken {
    total: usize,
    by_network: HashMap<Network, usize>,
}

impl Places {
    pub(super) fn new(total: usize, per_network: usize, trusted_proxies: Vec<IpNet>) -> Self {
        Self { taken: Arc::default(), total, per_network, trusted_proxies }
    }

    /// A place for a connection from `peer`; `None` if all are taken, or all of its network.
    pub(super) fn take(&self, peer: IpAddr) -> Option<Place> {
        let network = (!is_trusted(peer, &self.trusted_proxies)).then(|| Network::of(peer));
        let mut taken = lock(&self.taken);
        if taken.total >= self.total {
            return None;
        }
        if let Some(network) = network {
            let of_network = taken.by_network.entry(network).or_default();
            if *of_network >= self.per_network {
                return None;
            }
            *of_network += 1;
        }
        taken.total += 1;
        Some(Place { taken: Arc::clone(&self.taken), network })
    }
}

/// A place for one connection, free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    taken: Arc<Mutex<Taken>>,
    network: Option<Network>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        taken.total -= 1;
        if let Some(network) = self.network
            && let Some(of_network) = taken.by_network.get_mut(&network)
        {
            *of_network -= 1;
            if *of_network == 0 {
                taken.by_network.remove(&network);
            }
        }
    }
}

/// A count is never left half changed, so a panic elsewhere does not spoil it.
fn lock(taken: &Mutex<Taken>) -> MutexGuard<'_, Taken> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_network_cannot_take_every_place() {
        let places = Places::new(3, 2, Vec::new());
        let _first = places.take(peer("192.0.2.1")).unwrap();
        let second = places.take(peer("192.0.2.2")).unwrap();
        assert!(places.take(peer("192.0.2.3")).is_none());
        let _elsewhere = places.take(peer("198.51.100.1")).unwrap();
        assert!(places.take(peer("203.0.113.1")).is_none(), "all are taken");

        drop(second);
        assert!(places.take(peer("192.0.2.3")).is_some());
    }

    #[test]
    fn a_trusted_proxy_stands_for_many_clients() {
        let places = Places::new(3, 1, vec!["10.0.0.0/8".parse().unwrap()]);
        let taken = [0; 3].map(|_| places.take(peer("10.0.0.1")));
        assert!(taken.iter().all(Option::is_some));
        assert!(places.take(peer("10.0.0.1")).is_none(), "but no more than there are");
    }

    #[test]
    fn what_is_free_again_is_forgotten() {
        let places = Places::new(3, 2, Vec::new());
        drop(places.take(peer("192.0.2.1")));
        assert!(lock(&places.taken).by_network.is_empty());
    }
}
