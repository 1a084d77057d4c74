//! What whoever runs the server can set about access.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use atoll_core::protocol::SignIn;
use clap::{Args, Parser, ValueEnum};

use super::address::Network;
use super::limits::LimitArguments;

/// Who may come, from where, and how much they may do.
#[derive(Args, Clone, Debug)]
pub struct AccessArguments {
    /// The address that browsers know this server by, as in https://atoll.example.org; needed for sign-in
    #[arg(long, env = "ATOLL_PUBLIC_URL", value_name = "URL", help_heading = "Access")]
    pub public_url: Option<PublicUrl>,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas
    #[arg(long, env = "ATOLL_TRUSTED_PROXY", value_name = "NETWORKS", value_delimiter = ',', help_heading = "Access")]
    pub trusted_proxy: Vec<Network>,
    /// Which pages may show this one in a frame, as in "'self' https://portal.example.org"
    #[arg(
        long,
        env = "ATOLL_FRAME_ANCESTORS",
        default_value = "'self'",
        value_name = "SOURCES",
        help_heading = "Access"
    )]
    pub frame_ancestors: FrameAncestors,
    /// What people sign in with.
    #[command(flatten)]
    pub sign_in: SignInArguments,
    /// How much of everything there may be.
    #[command(flatten)]
    pub limits: LimitArguments,
}

/// What people sign in with.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Sign-in (OpenID Connect)")]
pub struct SignInArguments {
    /// Whether people have to sign in, or only may
    #[arg(long, env = "ATOLL_SIGN_IN", value_enum, default_value = "offered", requires = "oidc_issuer")]
    pub sign_in: Demand,
    /// Who knows the people: the issuer's address, as in https://login.example.org
    #[arg(long, env = "ATOLL_OIDC_ISSUER", value_name = "URL", requires = "oidc_client", requires = "public_url")]
    pub oidc_issuer: Option<String>,
    /// What the issuer knows this server by
    #[arg(long, env = "ATOLL_OIDC_CLIENT", value_name = "NAME")]
    pub oidc_client: Option<String>,
    /// What the issuer recognises this server by; absent for a public client. Better given by a file or the environment
    #[arg(
        long,
        env = "ATOLL_OIDC_SECRET",
        value_name = "TEXT",
        hide_env_values = true,
        conflicts_with = "oidc_secret_file"
    )]
    pub oidc_secret: Option<Secret>,
    /// The file that this stands in
    #[arg(long, env = "ATOLL_OIDC_SECRET_FILE", value_name = "FILE", hide_env_values = true)]
    pub oidc_secret_file: Option<PathBuf>,
    /// How many days somebody stays signed in
    #[arg(long, env = "ATOLL_SIGNED_IN_DAYS", default_value_t = 14, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=365))]
    pub signed_in_days: u16,
}

impl SignInArguments {
    /// Whether people sign in.
    pub fn kind(&self) -> SignIn {
        match (&self.oidc_issuer, self.sign_in) {
            (None, _) => SignIn::Off,
            (Some(_), Demand::Offered) => SignIn::Offered,
            (Some(_), Demand::Required) => SignIn::Required,
        }
    }
}

/// Whether people have to sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Demand {
    /// Who wants may.
    #[default]
    Offered,
    /// Nobody opens anything before.
    Required,
}

/// A text that gets into no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// What browsers know the server by: scheme, host and port, and nothing after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
}

impl PublicUrl {
    /// As browsers write it in `Origin`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether what is said to it is encrypted on the way.
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Where its WebSockets are.
    pub fn sockets(&self) -> String {
        self.origin.replacen("http", "ws", 1)
    }
}

impl FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "give scheme and host, as in https://atoll.example.org";
        let url = openidconnect::url::Url::parse(text).map_err(|_| wrong)?;
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let is_plain = url.username().is_empty() && url.password().is_none() && url.has_host();
        if !is_bare || !is_plain || !["http", "https"].contains(&url.scheme()) {
            return Err(wrong);
        }
        Ok(Self { origin: url.origin().ascii_serialization() })
    }
}

/// Which pages may show this one in a frame, as the header takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameAncestors(pub String);

impl FromStr for FrameAncestors {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // A semicolon or a comma would end the rule and begin another one.
        let is_fit = |source: &str| {
            ["'self'", "'none'"].contains(&source) || source.starts_with("https://") || source.starts_with("http://")
        };
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !b";,".contains(&byte) || byte == b' ');
        if !is_plain || text.trim().is_empty() || !text.split_whitespace().all(is_fit) {
            return Err("give 'self', 'none' or addresses as https://portal.example.org, separated by spaces");
        }
        Ok(Self(text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }
}

/// What holds where nothing is set.
pub(super) fn defaults() -> AccessArguments {
    #[derive(Parser)]
    #[command(no_binary_name = true)]
    struct Alone {
        #[command(flatten)]
        access: AccessArguments,
    }
    Alone::parse_from([] as [&str; 0]).access
}

impl Default for AccessArguments {
    fn default() -> Self {
        defaults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_an_origin() {
        let origin = |text: &str| text.parse().map(|url: PublicUrl| url.origin().to_owned());
        assert_eq!(origin("https://Atoll.Example.org/"), Ok("https://atoll.example.org".to_owned()));
        assert_eq!(origin("https://atoll.example.org:443"), Ok("https://atoll.example.org".to_owned()));
        assert_eq!(origin("http://127.0.0.1:7171"), Ok("http://127.0.0.1:7171".to_owned()));
        for text in ["", "atoll.example.org", "ftp://a.org", "https://a.org/b", "https://a.org?b", "https://u:p@a.org"]
        {
            assert!(origin(text).is_err(), "{text}");
        }
        let url: PublicUrl = "https://a.org".parse().unwrap();
        assert_eq!((url.is_secure(), url.sockets().as_str()), (true, "wss://a.org"));
    }

    #[test]
    fn frames_are_named_without_a_way_out_of_the_rule() {
        let ancestors = |text: &str| text.parse().map(|FrameAncestors(text)| text);
        assert_eq!(ancestors(" 'self'  https://a.org "), Ok("'self' https://a.org".to_owned()));
        for text in
            ["", " ", "*", "'self'; script-src *", "https://a.org,https://b.org", "a\nb", "data:", "javascript:"]
        {
            assert!(ancestors(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_secret_is_not_told_by_accident() {
        assert_eq!(format!("{:?}", Secret("s3cret".to_owned())), "Secret(…)");
    }
}
