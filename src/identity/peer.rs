//! Who is at the other end of a connection, as far as limits are concerned.

use std::net::IpAddr;

/// An address that limits count by: an IPv4 address, or the first 64 bits of an IPv6 address.
///
/// One household or one attacker is given a whole IPv6 network of 64 bits, so single addresses of
/// it mean nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Peer {
    /// One IPv4 address.
    V4([u8; 4]),
    /// One IPv6 network of 64 bits.
    V6([u8; 8]),
}

impl From<IpAddr> for Peer {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self::V4(v4.octets()),
            IpAddr::V6(v6) => {
                let network = v6.octets().first_chunk().copied();
                Self::V6(network.unwrap_or_default())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(address: &str) -> Peer {
        Peer::from(address.parse::<IpAddr>().unwrap())
    }

    #[test]
    fn an_ipv4_address_is_a_peer_of_its_own() {
        assert_eq!(peer("192.0.2.1"), Peer::V4([192, 0, 2, 1]));
        assert_ne!(peer("192.0.2.1"), peer("192.0.2.2"));
        assert_eq!(peer("192.0.2.1"), peer("::ffff:192.0.2.1"));
    }

    #[test]
    fn ipv6_addresses_of_one_network_are_one_peer() {
        assert_eq!(peer("2001:db8:1:2::1"), peer("2001:db8:1:2:ffff::9"));
        assert_ne!(peer("2001:db8:1:2::1"), peer("2001:db8:1:3::1"));
        assert_ne!(peer("::1"), peer("127.0.0.1"));
    }
}
