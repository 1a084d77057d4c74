//! The two cookies of signing in.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

use super::PublicUrl;

/// Names the cookie that knows who is signed in.
pub(super) const SESSION: &str = "atoll-session";

/// Names the cookie that knows who left to sign in.
pub(super) const FLOW: &str = "atoll-sign-in";

/// How cookies are written for this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cookies {
    /// Whether browsers may send them over HTTPS only. Then their name says so, which keeps other hosts of the same
    /// domain from setting them.
    is_secure: bool,
}

impl Cookies {
    /// For a server of this address.
    pub(super) fn of(public: Option<&PublicUrl>) -> Self {
        Self { is_secure: public.is_some_and(PublicUrl::is_secure) }
    }

    /// What sets a cookie for so many seconds.
    pub(super) fn set(self, name: &str, value: &str, seconds: i64) -> String {
        let secure = if self.is_secure { "; Secure" } else { "" };
        format!("{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", self.name(name))
    }

    /// What takes a cookie away.
    pub(super) fn clear(self, name: &str) -> String {
        self.set(name, "", 0)
    }

    /// A cookie's value. Where there are two of one name, somebody else may have set one of them: then there is none.
    pub(super) fn get<'a>(self, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
        let name = self.name(name);
        let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut values = all
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(other, _)| *other == name)
            .map(|(_, value)| value);
        values.next().filter(|_| values.next().is_none())
    }

    fn name(self, name: &str) -> String {
        if self.is_secure { format!("__Host-{name}") } else { name.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn cookies_are_kept_from_scripts_other_sites_and_other_hosts() {
        let secure = Cookies::of(Some(&"https://a.org".parse().unwrap()));
        let set = secure.set(SESSION, "x", 60);
        assert_eq!(set, "__Host-atoll-session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
        let plain = Cookies::of(Some(&"http://127.0.0.1:7171".parse().unwrap()));
        assert_eq!(plain.clear(FLOW), "atoll-sign-in=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
        let get = |text: &'static str| {
            let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(text))]);
            (plain.get(&headers, SESSION).map(str::to_owned), secure.get(&headers, SESSION).map(str::to_owned))
        };
        assert_eq!(get("a=b; atoll-session=x; c=d"), (Some("x".to_owned()), None));
        assert_eq!(get("__Host-atoll-session=y"), (None, Some("y".to_owned())));
        assert_eq!(get("atoll-session=x; atoll-session=y"), (None, None));
    }
}
