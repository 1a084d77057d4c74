//! An issuer of OpenID Connect over loopback: it signs real tokens, and lies where a test asks it to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::Utc;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::url::{Url, form_urlencoded};
use openidconnect::{JsonWebKeyId, PrivateSigningKey as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// What the issuer knows the server by.
pub(crate) const CLIENT: &str = "atoll";

/// What it recognises it by.
pub(crate) const SECRET: &str = "s3cret-of-the-client";

/// How an ID token is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Lie {
    #[default]
    None,
    OtherNonce,
    OtherAudience,
    OtherIssuer,
    Expired,
    NoSignature,
    OtherKey,
    /// Signed with the client's secret, as everybody could who has it.
    SharedSecret,
    ChangedAfterwards,
    NoToken,
}

/// A code that was handed out.
#[derive(Clone, Debug)]
struct Code {
    subject: String,
    nonce: String,
    challenge: String,
}

#[derive(Default)]
struct Known {
    codes: BTreeMap<String, Code>,
    lie: Lie,
}

/// An issuer that answers.
#[derive(Clone)]
pub(crate) struct Issuer {
    pub(crate) url: String,
    known: Arc<Mutex<Known>>,
    key: Arc<CoreEdDsaPrivateSigningKey>,
}

impl Issuer {
    /// At some free port.
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let issuer = Self { url, known: Arc::default(), key: Arc::new(key(7)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        issuer
    }

    /// From now on tokens are made so.
    pub(crate) fn lie(&self, lie: Lie) {
        self.known.lock().unwrap().lie = lie;
    }

    /// What a browser does at the issuer: signs in as somebody; answers with the query that it comes back with.
    pub(crate) fn sign_in(&self, asked: &str, subject: &str) -> String {
        let asked = Url::parse(asked).unwrap();
        let query: BTreeMap<String, String> = asked.query_pairs().into_owned().collect();
        assert_eq!((query["response_type"].as_str(), query["client_id"].as_str()), ("code", CLIENT));
        assert_eq!(query["code_challenge_method"], "S256");
        assert!(query["scope"].split(' ').any(|scope| scope == "openid"), "{query:?}");
        assert!(query["redirect_uri"].ends_with("/api/sign-in/done"), "{query:?}");
        let mut known = self.known.lock().unwrap();
        let code = format!("code-{}", known.codes.len());
        let (nonce, challenge) = (query["nonce"].clone(), query["code_challenge"].clone());
        known.codes.insert(code.clone(), Code { subject: subject.to_owned(), nonce, challenge });
        format!("code={code}&state={}", query["state"])
    }

    fn id_token(&self, code: &Code, lie: Lie) -> String {
        let now = Utc::now().timestamp();
        let claims = json!({
            "iss": if lie == Lie::OtherIssuer { "https://evil.example" } else { &self.url },
            "aud": if lie == Lie::OtherAudience { "other" } else { CLIENT },
            "sub": code.subject,
            "nonce": if lie == Lie::OtherNonce { "other" } else { &code.nonce },
            "iat": now - 5,
            "exp": if lie == Lie::Expired { now - 600 } else { now + 600 },
            "name": format!("{} Example", code.subject),
        });
        let algorithm = match lie {
            Lie::NoSignature => "none",
            Lie::SharedSecret => "HS256",
            _ => "EdDSA",
        };
        let header = json!({ "alg": algorithm, "typ": "JWT", "kid": "k1" });
        let message = format!("{}.{}", base64(header.to_string().as_bytes()), base64(claims.to_string().as_bytes()));
        let sign = |key: &CoreEdDsaPrivateSigningKey| {
            key.sign(&CoreJwsSigningAlgorithm::EdDsa, message.as_bytes()).expect("a signature")
        };
        let signature = match lie {
            Lie::NoSignature => Vec::new(),
            Lie::SharedSecret => hmac(SECRET.as_bytes(), message.as_bytes()),
            Lie::OtherKey => sign(&key(8)),
            _ => sign(&self.key),
        };
        let message = match lie {
            Lie::ChangedAfterwards => {
                let claims = claims.to_string().replace(" Example", " Changed");
                format!("{}.{}", base64(header.to_string().as_bytes()), base64(claims.as_bytes()))
            }
            _ => message,
        };
        format!("{message}.{}", base64(&signature))
    }
}

async fn discovery(State(issuer): State<Issuer>) -> Json<Value> {
    let url = &issuer.url;
    Json(json!({
        "issuer": url,
        "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    }))
}

async fn keys(State(issuer): State<Issuer>) -> Json<Value> {
    Json(json!({ "keys": [issuer.key.as_verification_key()] }))
}

async fn token(State(issuer): State<Issuer>, body: String) -> Result<Json<Value>, StatusCode> {
    let form: BTreeMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let mut known = issuer.known.lock().unwrap();
    // A code is good for once, and only for whoever knows what its challenge was made of.
    let code = known.codes.get(&form["code"]).cloned().ok_or(StatusCode::BAD_REQUEST)?;
    known.codes.insert(form["code"].clone(), Code { challenge: String::new(), ..code.clone() });
    let lie = known.lie;
    if base64(&Sha256::digest(form["code_verifier"].as_bytes())) != code.challenge {
        return Err(StatusCode::BAD_REQUEST);
    }
    let mut answer = json!({ "access_token": "a", "token_type": "Bearer", "expires_in": 600 });
    if lie != Lie::NoToken {
        answer["id_token"] = issuer.id_token(&code, lie).into();
    }
    Ok(Json(answer))
}

/// A key for signing, made from a number.
fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    // RFC 8410: the fixed beginning of an Ed25519 key, and its 32 bytes.
    let begin = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    let mut body = base64(&[&begin[..], &[number; 32]].concat()).replace('-', "+").replace('_', "/");
    while !body.len().is_multiple_of(4) {
        body.push('=');
    }
    let word = "PRIVATE KEY";
    let pem = format!("-----BEGIN {word}-----\n{body}\n-----END {word}-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new("k1".to_owned()))).unwrap()
}

/// As RFC 4648 writes bytes in addresses, without padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let bits = part.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte)) << (8 * (3 - part.len()));
        let digits = (0..=part.len()).map(|place| DIGITS[(bits >> (18 - 6 * place)) as usize & 63]);
        text.extend(digits.map(char::from));
    }
    text
}

/// RFC 2104 with SHA-256, for keys of at most 64 bytes.
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let pad = |with: u8| -> Vec<u8> { (0..64).map(|place| key.get(place).copied().unwrap_or(0) ^ with).collect() };
    let inner = Sha256::digest([pad(0x36), message.to_vec()].concat());
    Sha256::digest([pad(0x5c), inner.to_vec()].concat()).to_vec()
}
