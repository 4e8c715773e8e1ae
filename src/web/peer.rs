//! Who is at the other end: the connection's own address, or, behind a proxy that is trusted, the
//! address the proxy tells of.
//!
//! Anybody can write a header. It is read only when the connection itself comes from a trusted
//! proxy, and then from its right end, where each proxy has put what it saw: addresses of trusted
//! proxies are passed over, and the first other one is the peer. What stands further left was
//! written by the peer itself, and counts for nothing.

use super::visit::{Shared, told};
use crate::config::{Network, ProxyHeader, PublicUrl};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// How long a browser that came by TLS may not come without it again: one year.
const STRICT_TRANSPORT_SECURITY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// The longest request id that is taken from a proxy, in bytes.
const REQUEST_ID_BYTES_MAX: usize = 64;

/// The header a request's id stands in.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Who stands before the server, and by what name it is reached.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// The proxies whose word on the true peer is taken.
    pub trusted_proxies: Vec<Network>,
    /// The header in which they say it.
    pub proxy_header: ProxyHeader,
    /// How people reach it; none where only names of this machine are answered.
    pub public_url: Option<PublicUrl>,
    /// Whether somebody said that what others send need not be protected.
    pub insecure_http: bool,
}

/// The connection a request came by. The server puts it on every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    /// The address at its other end.
    pub address: IpAddr,
    /// Whether TLS protects it.
    pub secure: bool,
}

/// The true peer of a request. Every request has it as an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer {
    /// Its address; an IPv4 address is never written as an IPv6 one.
    pub address: IpAddr,
    /// Whether TLS protects the way from it.
    pub secure: bool,
}

impl Connection {
    /// A connection from an address.
    pub const fn from(address: SocketAddr, secure: bool) -> Self {
        Self {
            address: address.ip().to_canonical(),
            secure,
        }
    }
}

/// Without a server around the router, as in a test, a request comes from this machine.
impl Default for Connection {
    fn default() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            secure: false,
        }
    }
}

impl Front {
    /// Whether somebody may be answered: people reach the record by TLS, so whoever else comes past
    /// the proxy without it, or by a proxy that was reached without it, would send a password in
    /// the clear. This machine itself is answered.
    pub fn answers(&self, peer: Peer) -> bool {
        let protected = self.public_url.as_ref().is_some_and(|url| url.secure);
        let in_clear = protected && !self.insecure_http && !peer.secure;
        !in_clear || peer.address.is_loopback()
    }

    /// Whether an address is that of a trusted proxy.
    pub fn trusts(&self, address: IpAddr) -> bool {
        let mut networks = self.trusted_proxies.iter();
        networks.any(|network| network.contains(&address))
    }

    /// The true peer of a request that came by a connection with these headers.
    pub fn peer(&self, connection: Connection, headers: &HeaderMap) -> Peer {
        let mut peer = Peer {
            address: connection.address,
            secure: connection.secure,
        };
        if !self.trusts(connection.address) {
            return peer;
        }
        // Behind a proxy only the proxy knows how the peer came to it.
        peer.secure = false;
        let hops = match self.proxy_header {
            ProxyHeader::XForwardedFor => x_forwarded(headers),
            ProxyHeader::Forwarded => forwarded(headers),
        };
        for hop in hops.iter().rev() {
            let Some(address) = hop.address else {
                break;
            };
            peer = Peer {
                address,
                secure: hop.secure,
            };
            if !self.trusts(address) {
                break;
            }
        }
        peer
    }
}

/// What one proxy says of whoever spoke to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hop {
    /// The address; none when what stands there is none.
    address: Option<IpAddr>,
    secure: bool,
}

/// `X-Forwarded-For: client, proxy` with `X-Forwarded-Proto: https`: one word for all hops, or
/// one for each, counted from the right.
fn x_forwarded(headers: &HeaderMap) -> Vec<Hop> {
    let schemes = parts(headers, "x-forwarded-proto");
    let addresses = parts(headers, "x-forwarded-for");
    let count = addresses.len();
    let hop = |(index, text): (usize, &String)| {
        let from_right = count - index;
        let scheme = match schemes.as_slice() {
            [one] => Some(one),
            many => many
                .len()
                .checked_sub(from_right)
                .and_then(|at| many.get(at)),
        };
        Hop {
            address: address(text),
            secure: scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https")),
        }
    };
    addresses.iter().enumerate().map(hop).collect()
}

/// `Forwarded: for=192.0.2.60;proto=https, for="[2001:db8::1]:4711"`.
fn forwarded(headers: &HeaderMap) -> Vec<Hop> {
    let hop = |element: String| {
        let mut hop = Hop {
            address: None,
            secure: false,
        };
        for pair in element.split(';') {
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            let value = value.trim();
            if name.trim().eq_ignore_ascii_case("for") {
                hop.address = address(value);
            } else if name.trim().eq_ignore_ascii_case("proto") {
                hop.secure = value.trim_matches('"').eq_ignore_ascii_case("https");
            }
        }
        hop
    };
    parts(headers, "forwarded").into_iter().map(hop).collect()
}

/// The parts of all lines of a header, in order. What is not readable text means nothing, and
/// hides nothing that stands to the right of it.
fn parts(headers: &HeaderMap, name: &str) -> Vec<String> {
    let lines = headers.get_all(name).iter();
    lines
        .flat_map(|line| {
            let text = String::from_utf8_lossy(line.as_bytes());
            let parts = text.split(',').map(|part| part.trim().to_owned());
            parts.collect::<Vec<_>>()
        })
        .collect()
}

/// `192.0.2.60`, `192.0.2.60:4711`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:4711`.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim_matches('"');
    let plain = text.parse::<IpAddr>().ok();
    let found = plain.or_else(|| {
        text.parse::<SocketAddr>()
            .ok()
            .map(|with_port| with_port.ip())
    });
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    found
        .or_else(bracketed)
        .map(|address| address.to_canonical())
}

/// Puts the true peer on a request, lets go of a request id that nobody trusted gave, and tells a
/// browser that came by TLS to come no other way.
pub async fn known(State(site): State<Shared>, mut request: Request, next: Next) -> Response {
    let connection = request.extensions().get::<Connection>();
    let connection = connection.copied().unwrap_or_default();
    let peer = site.front.peer(connection, request.headers());
    request.extensions_mut().insert(peer);
    let given = request.headers().get(&REQUEST_ID);
    let kept = given.is_none_or(|id| site.front.trusts(connection.address) && is_an_id(id));
    if !kept {
        request.headers_mut().remove(&REQUEST_ID);
    }
    let watching = WATCHING.contains(&request.uri().path());
    if !watching && !site.front.answers(peer) {
        return in_the_clear(&site.front);
    }
    let mut response = next.run(request).await;
    if peer.secure {
        response
            .headers_mut()
            .insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT_SECURITY);
    }
    response
}

/// What watches the server asks these, and is told nothing that has to be protected.
const WATCHING: [&str; 2] = ["/health", "/ready"];

/// What somebody is told who came without TLS to where TLS is the way.
fn in_the_clear(front: &Front) -> Response {
    let address = front.public_url.as_ref().map(ToString::to_string);
    told(
        StatusCode::FORBIDDEN,
        "This way is not protected",
        &format!(
            "Nothing was recorded. Use {}. If that is what you did, the proxy before Golden Thread \
             does not say that it was reached by TLS: it has to send X-Forwarded-Proto (or \
             Forwarded) with every request.",
            address.unwrap_or_default()
        ),
    )
}

/// Whether what a proxy calls a request's id looks like one, and not like words.
fn is_an_id(value: &HeaderValue) -> bool {
    let bytes = value.as_bytes();
    (8..=REQUEST_ID_BYTES_MAX).contains(&bytes.len())
        && bytes.iter().all(|b| b.is_ascii_hexdigit() || *b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_a_client_sends_it_is_who_the_proxy_saw(
            sent in proptest::collection::vec(any::<u8>(), 0..60),
        ) {
            for (proxy_header, name, saw) in [
                (ProxyHeader::XForwardedFor, "x-forwarded-for", &b", 192.0.2.7"[..]),
                (ProxyHeader::Forwarded, "forwarded", &b", for=192.0.2.7"[..]),
            ] {
                let line = [&sent, saw].concat();
                let Ok(line) = HeaderValue::from_bytes(&line) else {
                    continue;
                };
                let mut headers = HeaderMap::new();
                headers.append(name, line);
                let front = front(&["10.0.0.0/8"], proxy_header);
                for (from, seen) in [("10.0.0.1", "192.0.2.7"), ("192.0.2.1", "192.0.2.1")] {
                    let address = from.parse().unwrap();
                    let connection = Connection { address, secure: false };
                    let peer = front.peer(connection, &headers);
                    prop_assert_eq!(peer.address.to_string(), seen);
                }
            }
        }
    }

    fn front(networks: &[&str], proxy_header: ProxyHeader) -> Front {
        Front {
            trusted_proxies: networks.iter().map(|n| n.parse().unwrap()).collect(),
            proxy_header,
            ..Front::default()
        }
    }

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
            headers.append(*name, value);
        }
        headers
    }

    /// Who is thought to be there, and whether by TLS.
    fn seen(front: &Front, from: &str, lines: &[(&'static str, &str)]) -> (String, bool) {
        let address = from.parse().unwrap();
        let connection = Connection {
            address,
            secure: false,
        };
        let peer = front.peer(connection, &headers(lines));
        (peer.address.to_string(), peer.secure)
    }

    fn at(address: &str, secure: bool) -> (String, bool) {
        (address.to_owned(), secure)
    }

    #[test]
    fn a_header_of_somebody_who_is_no_trusted_proxy_is_ignored() {
        let forged = [
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-proto", "https"),
            ("forwarded", "for=203.0.113.9;proto=https"),
        ];
        for networks in [&[][..], &["10.0.0.0/8"]] {
            for header in [ProxyHeader::XForwardedFor, ProxyHeader::Forwarded] {
                let front = front(networks, header);
                assert_eq!(seen(&front, "192.0.2.1", &forged), at("192.0.2.1", false));
            }
        }
    }

    #[test]
    fn the_peer_is_the_right_most_address_that_is_no_trusted_proxy() {
        let front = front(
            &["10.0.0.0/8", "2001:db8:1::/48"],
            ProxyHeader::XForwardedFor,
        );
        let chain = |list| [("x-forwarded-for", list), ("x-forwarded-proto", "https")];
        let lines = chain("192.0.2.7");
        assert_eq!(seen(&front, "10.0.0.1", &lines), at("192.0.2.7", true));
        // Through two proxies, behind what the client made up.
        let lines = chain("127.0.0.1, 203.0.113.9, 192.0.2.7, 10.0.0.2");
        assert_eq!(seen(&front, "10.0.0.1", &lines), at("192.0.2.7", true));
        let lines = chain("[2001:db8::5]:4711, 2001:db8:1::2");
        assert_eq!(seen(&front, "10.0.0.1", &lines), at("2001:db8::5", true));
        // In several lines, as some proxies add them.
        let lines = [
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-for", "192.0.2.7:99"),
        ];
        assert_eq!(seen(&front, "10.0.0.1", &lines), at("192.0.2.7", false));
        // An address of the old kind in the clothes of the new one is the same address.
        assert_eq!(
            seen(&front, "10.0.0.1", &chain("::ffff:192.0.2.7")),
            at("192.0.2.7", true)
        );
    }

    #[test]
    fn how_the_peer_came_is_told_by_the_proxy_it_came_to() {
        let front = front(&["10.0.0.0/8"], ProxyHeader::XForwardedFor);
        let with = |proto| {
            [
                ("x-forwarded-for", "203.0.113.9, 192.0.2.7, 10.0.0.2"),
                ("x-forwarded-proto", proto),
            ]
        };
        for (proto, secure) in [
            ("https", true),
            ("http", false),
            ("http, https, http", true),
            ("https, http, https", false),
            ("https, https", true),
            ("", false),
            ("gopher", false),
        ] {
            let (_, told) = seen(&front, "10.0.0.1", &with(proto));
            assert_eq!(told, secure, "{proto}");
        }
    }

    #[test]
    fn garbage_ends_the_chain_at_the_last_proxy_that_was_understood() {
        let front = front(&["10.0.0.0/8"], ProxyHeader::XForwardedFor);
        for garbage in [
            "",
            ",",
            "unknown",
            "192.0.2.7, _hidden",
            "192.0.2.7,",
            "999.1.1.1",
            "<script>",
            "192.0.2.7 10.0.0.2",
            "192.0.2.7, \u{e9}",
        ] {
            let lines = [("x-forwarded-for", garbage)];
            assert_eq!(
                seen(&front, "10.0.0.1", &lines),
                at("10.0.0.1", false),
                "{garbage}"
            );
        }
        let lines = [("x-forwarded-for", "203.0.113.9, nobody, 10.0.0.2")];
        assert_eq!(seen(&front, "10.0.0.1", &lines), at("10.0.0.2", false));
        assert_eq!(seen(&front, "10.0.0.1", &[]), at("10.0.0.1", false));
    }

    #[test]
    fn forwarded_is_read_where_it_is_the_header_that_was_named_and_the_other_is_not() {
        let front = front(&["10.0.0.0/8"], ProxyHeader::Forwarded);
        let lines = [
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-proto", "https"),
            (
                "forwarded",
                "for=203.0.113.8, For=\"[2001:db8::5]:4711\";Proto=https;by=x",
            ),
            ("forwarded", "for=10.0.0.2;proto=http"),
        ];
        assert_eq!(seen(&front, "10.0.0.1", &lines), at("2001:db8::5", true));
        let lines = [("forwarded", "for=unknown, proto=https")];
        assert_eq!(seen(&front, "10.0.0.1", &lines), at("10.0.0.1", false));
        let lines = [("x-forwarded-for", "203.0.113.9")];
        assert_eq!(seen(&front, "10.0.0.1", &lines), at("10.0.0.1", false));
    }

    #[test]
    fn only_what_looks_like_an_id_is_taken_for_one() {
        let id = |text| is_an_id(&HeaderValue::from_str(text).unwrap());
        assert!(id("0198f0c2-7a3b-7c41-8d52-0242ac120002"));
        assert!(id("4bf92f3577b34da6a3ce929d0e0e4736"));
        for words in ["", "abc", "Marigold Lantern", "deadbeef\"", &"a".repeat(65)] {
            assert!(!id(words), "{words}");
        }
    }
}
