//! Signing in, and those who try to without being who they say they are.

use std::time::Duration;

use serde_json::json;

use crate::issuer::{CLIENT, Issuer, Lie, SECRET};
use crate::server::{Server, wait_until};

/// A server that lets people sign in at this issuer.
async fn server(issuer: &Issuer, more: &[&str]) -> Server {
    let public = "http://127.0.0.1:7171";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret"), format!("{SECRET}\n")).unwrap();
    let arguments =
        ["--public-url", public, "--oidc-issuer", &issuer.url, "--oidc-client", CLIENT, "--oidc-secret-file", "secret"];
    let server = Server::over(folder, &[&arguments[..], more].concat());
    wait_until("the issuer is known", Duration::from_secs(10), async || {
        server.ask("GET", "/api/sign-in", "", None).await.status == 303
    })
    .await;
    server
}

/// What the server says, letter by letter: the head of an answer is compared in small letters elsewhere.
async fn exact(server: &Server, path: &str, cookie: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n");
    server.raw(request.as_bytes()).await
}

fn line(said: &str, name: &str) -> String {
    let line = said.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name} in {said}"));
    line.trim().to_owned()
}

/// Leaves to sign in: the cookie, and where the browser is sent.
async fn leave(server: &Server, to: &str) -> (String, String) {
    let said = exact(server, &format!("/api/sign-in?to={to}"), "").await;
    let set = line(&said, "set-cookie: ");
    assert!(set.contains("; HttpOnly; SameSite=Lax"), "{set}");
    (set.split(';').next().unwrap().to_owned(), line(&said, "location: "))
}

/// Signs in as somebody; answers with the cookie of the session.
async fn signed_in(server: &Server, issuer: &Issuer, subject: &str) -> String {
    let (flow, url) = leave(server, "/").await;
    let query = issuer.sign_in(&url, subject);
    let said = exact(server, &format!("/api/sign-in/done?{query}"), &flow).await;
    assert!(said.starts_with("HTTP/1.1 303 "), "{said}");
    line(&said, "set-cookie: ").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn people_sign_in_find_their_landscapes_and_sign_out() {
    let issuer = Issuer::start().await;
    let server = server(&issuer, &[]).await;
    let ann = format!("Cookie: {}\r\n", signed_in(&server, &issuer, "Ann").await);
    let me = server.ask_with("GET", "/api/me", &ann, None).await.json();
    assert_eq!((&me["person"]["name"], &me["sign_in"]), (&json!("Ann Example"), &json!("offered")));
    assert!(me["person"]["id"].as_str().unwrap().starts_with('@'));
    // What she makes she finds again without a link, and nobody else does.
    let made = server.create_as(&ann).await;
    assert_eq!(server.ask_with("GET", &made.path("/links"), &ann, None).await.status, 200);
    let mine = server.ask_with("GET", "/api/landscapes", &ann, None).await.json();
    assert_eq!(mine, json!([{ "id": made.id, "right": "own" }]));
    let bob = format!("Cookie: {}\r\n", signed_in(&server, &issuer, "Bob").await);
    assert_eq!(server.ask_with("GET", &made.path(""), &bob, None).await.status, 404);
    // Who opened a link finds it again for as long as the link holds.
    let (link, token) = server.link(&made, "edit", &json!({})).await;
    let with_link = format!("{bob}Authorization: Bearer {token}\r\n");
    assert_eq!(server.ask_with("GET", &made.path(""), &with_link, None).await.status, 200);
    assert_eq!(server.ask_with("GET", &made.path(""), &bob, None).await.status, 200);
    assert_eq!(server.ask_with("GET", &made.path("/links"), &bob, None).await.status, 403);
    assert_eq!(server.revoke(&made, &link).await.status, 204);
    assert_eq!(server.ask_with("GET", &made.path(""), &bob, None).await.status, 404);
    assert_eq!(server.ask_with("GET", "/api/landscapes", &bob, None).await.json(), json!([]));
    // Signed out, the cookie opens nothing when it is replayed.
    assert_eq!(server.ask_with("POST", "/api/sign-out", &ann, Some("{}")).await.status, 204);
    assert_eq!(server.ask_with("GET", &made.path(""), &ann, None).await.status, 404);
    assert_eq!(server.ask_with("GET", "/api/me", &ann, None).await.json(), json!({ "sign_in": "offered" }));
    let kept = server.kept();
    let session = ann.split_once('=').unwrap().1.trim();
    assert!(session.len() == 52 && !crate::server::holds(&kept, session), "a session is kept as it is");
}

#[tokio::test]
async fn tokens_of_an_issuer_are_checked_in_every_respect() {
    let issuer = Issuer::start().await;
    let server = server(&issuer, &[]).await;
    for lie in [
        Lie::OtherNonce,
        Lie::OtherAudience,
        Lie::OtherIssuer,
        Lie::Expired,
        Lie::NoSignature,
        Lie::OtherKey,
        Lie::SharedSecret,
        Lie::ChangedAfterwards,
        Lie::NoToken,
    ] {
        issuer.lie(lie);
        let (flow, url) = leave(&server, "/").await;
        let query = issuer.sign_in(&url, "Ann");
        let said = exact(&server, &format!("/api/sign-in/done?{query}"), &flow).await;
        assert!(said.starts_with("HTTP/1.1 400 ") && !said.contains("set-cookie"), "{lie:?}: {said}");
    }
    issuer.lie(Lie::None);
    signed_in(&server, &issuer, "Ann").await;
}

#[tokio::test]
async fn only_the_browser_that_left_comes_back_and_only_once() {
    let issuer = Issuer::start().await;
    let server = server(&issuer, &[]).await;
    let (mine, my_url) = leave(&server, "/").await;
    let (theirs, _) = leave(&server, "/").await;
    let query = issuer.sign_in(&my_url, "Ann");
    let done = |query: &str| format!("/api/sign-in/done?{query}");
    let state = query.split_once("&state=").unwrap().1.to_owned();
    for (query, cookie) in [
        // Another browser, none, one that was made up, another state, none, another code.
        (query.clone(), theirs.clone()),
        (query.clone(), String::new()),
        (query.clone(), format!("atoll-sign-in={state}|n|v|/")),
        (query.replace(&state, "other"), mine.clone()),
        (query.replace(&state, ""), mine.clone()),
        (format!("code=made-up&state={state}"), mine.clone()),
        (String::new(), mine.clone()),
    ] {
        let said = exact(&server, &done(&query), &cookie).await;
        assert!(said.starts_with("HTTP/1.1 400 "), "{query} {cookie}: {said}");
    }
    // A code that was tried with the wrong secret of the browser is spent.
    let (mine, my_url) = leave(&server, "/").await;
    let query = issuer.sign_in(&my_url, "Ann");
    assert!(exact(&server, &done(&query), &mine).await.starts_with("HTTP/1.1 303 "));
    assert!(exact(&server, &done(&query), &mine).await.starts_with("HTTP/1.1 400 "), "replayed");
}

#[tokio::test]
async fn nobody_is_sent_to_another_server() {
    let issuer = Issuer::start().await;
    let server = server(&issuer, &[]).await;
    for (to, place) in
        [("/a/b", "/a/b"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/%5cevil.example", "/")]
    {
        let (flow, url) = leave(&server, to).await;
        assert!(url.starts_with(&issuer.url), "{url}");
        let said = exact(&server, &format!("/api/sign-in/done?{}", issuer.sign_in(&url, "Ann")), &flow).await;
        assert_eq!(line(&said, "location: "), place);
    }
    // Nor by a cookie that somebody wrote.
    let (flow, url) = leave(&server, "/").await;
    let forged = format!("{}|//evil.example", flow.rsplit_once('|').unwrap().0);
    let said = exact(&server, &format!("/api/sign-in/done?{}", issuer.sign_in(&url, "Ann")), &forged).await;
    assert_eq!(line(&said, "location: "), "/");
}

#[tokio::test]
async fn where_signing_in_is_required_a_link_alone_opens_nothing() {
    let issuer = Issuer::start().await;
    let server = server(&issuer, &["--sign-in", "required"]).await;
    let ann = format!("Cookie: {}\r\n", signed_in(&server, &issuer, "Ann").await);
    assert_eq!(server.ask("POST", "/api/landscapes", "", Some("{}")).await.status, 401);
    let made = server.create_as(&ann).await;
    assert_eq!(server.ask("GET", &made.path(""), &made.token, None).await.status, 401);
    assert_eq!(server.ask("GET", &made.path(""), "wrong", None).await.status, 401);
    let (_, first) = crate::socket::Socket::join(&server, &made, &made.token, "a").await;
    assert_eq!(first["farewell"]["reason"], "not_allowed", "{first}");
    assert_eq!(server.ask_with("GET", &made.path(""), &ann, None).await.status, 200);
    // A cookie is sent by browsers on their own: a foreign page can do nothing with that.
    let foreign = format!("{ann}Origin: https://evil.example\r\n");
    assert_eq!(server.ask_with("DELETE", &made.path(""), &foreign, None).await.status, 403);
    assert_eq!(server.ask_with("POST", "/api/sign-out", &foreign, Some("{}")).await.status, 403);
}
