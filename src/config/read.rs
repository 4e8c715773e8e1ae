//! Reads the value of a key as what it should be, and tells everything that is wrong.

use super::given::{Given, Origin, found, from_text};
use super::keys::{Key, Takes};
use super::{Network, Socket};
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use toml::Value;

impl Given {
    /// The value of a key, or what stands where it is not given.
    pub(super) fn value(&self, path: &str) -> Option<(Value, Origin)> {
        if let Some((value, origin)) = self.values.get(path) {
            return Some((value.clone(), origin.clone()));
        }
        let key = Key::of(path)?;
        let default = key.default?;
        Some((from_text(key, default), Origin::Default))
    }

    /// Whether a key was given at all.
    pub(super) fn has(&self, path: &str) -> bool {
        self.values.contains_key(path)
    }

    /// Tells that something is wrong with a key: what it is, and what to do.
    pub(super) fn wrong(&mut self, path: &str, why: &str) {
        let told = match self.value(path) {
            Some((_, Origin::File(file))) => format!("{}: {path}: {why}", file.display()),
            Some((_, origin @ (Origin::Environment(_) | Origin::Flag(_)))) => {
                format!("{origin} ({path}): {why}")
            }
            Some((_, Origin::Default)) | None => format!("{path}: {why}"),
        };
        self.problems.push(told);
    }

    /// A value that is written as text, understood by `understand`.
    fn understood<T>(
        &mut self,
        path: &str,
        wanted: &str,
        understand: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let (value, _) = self.value(path)?;
        let understood = value.as_str().and_then(understand);
        if understood.is_none() {
            self.wrong(path, &format!("{} is not {wanted}", found(&value)));
        }
        understood
    }

    pub(super) fn text(&mut self, path: &str) -> Option<String> {
        self.understood(path, "words: write them in quotation marks", |text| {
            (!text.is_empty()).then(|| text.to_owned())
        })
    }

    pub(super) fn path(&mut self, path: &str) -> Option<PathBuf> {
        let wanted = "a path: write it in quotation marks, such as \"/srv/golden-thread\"";
        self.understood(path, wanted, |text| {
            (!text.is_empty()).then(|| PathBuf::from(text))
        })
    }

    pub(super) fn address(&mut self, path: &str) -> Option<SocketAddr> {
        let wanted = "an IP address and a port, such as \"127.0.0.1:8420\" or \"[::1]:8420\"";
        self.understood(path, wanted, |text| text.parse().ok())
    }

    pub(super) fn one_of(&mut self, path: &str) -> Option<&'static str> {
        let words = match Key::of(path)?.takes {
            Takes::OneOf(words) => words,
            Takes::Text
            | Takes::Path
            | Takes::Address
            | Takes::Url
            | Takes::Networks
            | Takes::YesNo
            | Takes::Number(..)
            | Takes::Socket => &[],
        };
        let wanted = format!("one of {}", words.join(", "));
        self.understood(path, &wanted, |text| {
            words.iter().find(|word| **word == text).copied()
        })
    }

    pub(super) fn socket(&mut self, path: &str) -> Option<Socket> {
        let wanted = "a host and a port, such as \"127.0.0.1:3310\", or unix: and a path";
        self.understood(path, wanted, Socket::parse)
    }

    pub(super) fn yes_no(&mut self, path: &str) -> bool {
        let value = self.value(path);
        match value {
            Some((Value::Boolean(yes), _)) => yes,
            Some(_) => {
                self.wrong(path, "this is true or false, without quotation marks");
                false
            }
            None => false,
        }
    }

    pub(super) fn number(&mut self, path: &str) -> Option<i64> {
        let (value, _) = self.value(path)?;
        let (least, most) = match Key::of(path)?.takes {
            Takes::Number(least, most) => (least, most),
            Takes::Text
            | Takes::Path
            | Takes::Address
            | Takes::Url
            | Takes::Networks
            | Takes::YesNo
            | Takes::OneOf(_)
            | Takes::Socket => (i64::MIN, i64::MAX),
        };
        let number = value
            .as_integer()
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let found = found(&value);
            let why = format!("{found} is not a whole number from {least} to {most}");
            self.wrong(path, &why);
        }
        number
    }

    pub(super) fn networks(&mut self, path: &str) -> Vec<Network> {
        let wanted = "write a list of networks or addresses, such as [\"10.0.0.0/8\", \"::1\"]";
        let Some((value, _)) = self.value(path) else {
            return Vec::new();
        };
        let Value::Array(all) = value else {
            self.wrong(path, wanted);
            return Vec::new();
        };
        let mut networks = Vec::new();
        for one in all {
            let network = one.as_str().and_then(|text| {
                let network = text.parse::<IpNet>().ok();
                network.or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
            });
            match network {
                Some(network) if network.prefix_len() == 0 => self.wrong(
                    path,
                    &format!(
                        "{network} is everybody, whose word cannot be taken: name the proxies"
                    ),
                ),
                Some(network) => networks.push(network.trunc()),
                None => self.wrong(path, &format!("{} is no network: {wanted}", found(&one))),
            }
        }
        networks
    }
}
