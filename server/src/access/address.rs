//! Where a request comes from. What a request says of itself is believed only of the proxies that were named.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::http::HeaderMap;

/// The other end of the connection that a request came over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// The header that proxies add to.
const FORWARDED: &str = "x-forwarded-for";

/// The most hops that are looked at. Nobody has so many proxies.
const HOPS_MAX: usize = 32;

/// Addresses with the same beginning, as in `10.0.0.0/8`; a single address without a slash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether the address is one of these.
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.address, plain(address)) {
            (IpAddr::V4(ours), IpAddr::V4(other)) => {
                begins_alike(ours.to_bits().into(), other.to_bits().into(), self.bits, 32)
            }
            (IpAddr::V6(ours), IpAddr::V6(other)) => begins_alike(ours.to_bits(), other.to_bits(), self.bits, 128),
            _ => false,
        }
    }
}

fn begins_alike(one: u128, other: u128, bits: u8, of: u8) -> bool {
    (one ^ other).checked_shr(u32::from(of.saturating_sub(bits))).unwrap_or_default() == 0
}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address = plain(address.trim().parse().map_err(|_| NotANetwork)?);
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| NotANetwork)?;
        if bits > most { Err(NotANetwork) } else { Ok(Self { address, bits }) }
    }
}

/// The text is neither an address nor a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANetwork;

impl fmt::Display for NotANetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("give an address as 10.0.0.1, or a network as 10.0.0.0/8")
    }
}

impl std::error::Error for NotANetwork {}

/// Who asks: the other end of the connection, or, where that is a trusted proxy, the last address in front of the
/// trusted ones. Everything further to the left in the header could be anybody's invention.
pub(crate) fn client(peer: Option<Peer>, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let peer = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |Peer(peer)| plain(peer.ip()));
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.holds(address));
    let mut client = peer;
    let said = headers.get_all(FORWARDED).iter().rev().filter_map(|value| value.to_str().ok());
    for hop in said.flat_map(|value| value.rsplit(',')).take(HOPS_MAX) {
        if !is_trusted(client) {
            break;
        }
        // Whatever stands in front of something that is no address is not believed either.
        let Some(address) = hop_address(hop.trim()) else { break };
        client = address;
    }
    client
}

fn hop_address(hop: &str) -> Option<IpAddr> {
    let address = hop.parse().or_else(|_| hop.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(plain)
}

/// An IPv4 address as such, also where the system wraps it into an IPv6 one.
fn plain(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

/// Whose requests are counted together: an IPv4 address, or the 64 bits of an IPv6 network that one household has.
pub(crate) fn counted(address: IpAddr) -> IpAddr {
    match plain(address) {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn from(peer: &str, said: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in said {
            headers.append(FORWARDED, HeaderValue::from_str(value).unwrap());
        }
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        client(Some(Peer(peer.parse().unwrap())), &headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_its_own_word() {
        let peer = "10.0.0.1:4000";
        assert_eq!(from(peer, &["1.2.3.4"], &[]), "10.0.0.1");
        assert_eq!(from(peer, &[], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(from(peer, &["1.2.3.4"], &["10.0.0.0/8"]), "1.2.3.4");
        // What a browser invents stands further to the left.
        assert_eq!(from(peer, &["6.6.6.6, 1.2.3.4"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(from(peer, &["6.6.6.6", "1.2.3.4, 10.0.0.2"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(from(peer, &["6.6.6.6, 10.0.0.9, 1.2.3.4"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(from(peer, &["10.0.0.3, 10.0.0.2"], &["10.0.0.0/8"]), "10.0.0.3");
        assert_eq!(from(peer, &["1.2.3.4, nonsense, 10.0.0.2"], &["10.0.0.0/8"]), "10.0.0.2");
        assert_eq!(from(peer, &["1.2.3.4:5678"], &["10.0.0.1"]), "1.2.3.4");
        assert_eq!(from("[::ffff:10.0.0.1]:4000", &["2001:db8::7"], &["10.0.0.1"]), "2001:db8::7");
        assert_eq!(from("9.9.9.9:1", &["1.2.3.4"], &["10.0.0.0/8"]), "9.9.9.9");
    }

    #[test]
    fn a_network_is_an_address_or_its_beginning() {
        for (network, address, holds) in [
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("10.0.0.1", "10.0.0.1", true),
            ("10.0.0.1", "10.0.0.2", false),
            ("0.0.0.0/0", "1.2.3.4", true),
            ("0.0.0.0/0", "::1", false),
            ("::/0", "2001:db8::1", true),
            ("2001:db8::/32", "2001:db8:7::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("127.0.0.1", "::ffff:127.0.0.1", true),
        ] {
            assert_eq!(
                network.parse::<Network>().unwrap().holds(address.parse().unwrap()),
                holds,
                "{network} {address}"
            );
        }
        for text in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/", "10.0.0.0/-1", "name"] {
            assert_eq!(text.parse::<Network>(), Err(NotANetwork), "{text}");
        }
    }

    #[test]
    fn a_household_counts_once() {
        let counted = |text: &str| counted(text.parse().unwrap()).to_string();
        assert_eq!(counted("1.2.3.4"), "1.2.3.4");
        assert_eq!(counted("::ffff:1.2.3.4"), "1.2.3.4");
        assert_eq!(counted("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }
}
