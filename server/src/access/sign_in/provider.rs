//! The issuer: who it says somebody is, checked.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::{Duration, Instant};

use atoll_core::protocol::Person;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse as _, reqwest,
};

use super::super::{AccessArguments, as_said};
use super::{NotSignedIn, Shared, person_id};

/// How long the issuer may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long to wait before the issuer is asked again what it is: twice as long each time, up to the second.
const AGAIN: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// How often the issuer's keys are fetched anew because a token is signed with one that is not known.
const KEYS_EVERY: Duration = Duration::from_secs(30);

/// Signatures that are believed. Those with a shared secret are not: everybody who checks could also sign.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// Who knows the people.
#[derive(Debug)]
pub(in super::super) struct Provider {
    issuer: IssuerUrl,
    client: ClientId,
    secret: Option<ClientSecret>,
    redirect: RedirectUrl,
    http: reqwest::Client,
    /// What it says of itself, and when that was asked.
    known: RwLock<Option<(Arc<CoreProviderMetadata>, Instant)>>,
}

/// What is remembered of somebody who left to sign in.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Flow {
    state: String,
    nonce: String,
    verifier: String,
    /// Where they want to come back to.
    pub(super) to: String,
}

impl Flow {
    /// Whether this is what the issuer gave back.
    pub(super) fn is_for(&self, state: &str) -> bool {
        !state.is_empty() && self.state == state
    }
}

impl fmt::Debug for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Flow(…)")
    }
}

impl fmt::Display for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { state, nonce, verifier, to } = self;
        write!(f, "{state}|{nonce}|{verifier}|{to}")
    }
}

impl FromStr for Flow {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split('|').collect();
        let [state, nonce, verifier, to] = parts.as_slice() else { return Err(()) };
        // A cookie can be written by whoever has the browser; what is in it is checked as if it stood in a request.
        let to = super::place(to);
        let owned = |text: &str| text.to_owned();
        Ok(Self { state: owned(state), nonce: owned(nonce), verifier: owned(verifier), to })
    }
}

impl Provider {
    /// The issuer of the settings, if there is one.
    pub(in super::super) fn new(settings: &AccessArguments) -> Result<Option<Self>, String> {
        let arguments = &settings.sign_in;
        let Some(issuer) = &arguments.oidc_issuer else { return Ok(None) };
        let (Some(client), Some(public)) = (&arguments.oidc_client, &settings.public_url) else {
            return Err("Sign-in needs --oidc-client and --public-url beside --oidc-issuer.".to_owned());
        };
        let secret = match (&arguments.oidc_secret, &arguments.oidc_secret_file) {
            (Some(secret), _) => Some(secret.0.clone()),
            (None, Some(file)) => Some(std::fs::read_to_string(file).map_err(|error| {
                format!("The file “{}” of --oidc-secret-file cannot be read ({error}).", file.display())
            })?),
            (None, None) => None,
        };
        let wrong =
            |what: &str| format!("The address of {what} cannot be read. Give it as in https://login.example.org.");
        // An issuer that is asked to send browsers elsewhere could make this server ask addresses of its own network.
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE).build();
        Ok(Some(Self {
            issuer: IssuerUrl::new(issuer.clone()).map_err(|_| wrong("--oidc-issuer"))?,
            client: ClientId::new(client.clone()),
            secret: secret.map(|secret| ClientSecret::new(secret.trim_end_matches(['\r', '\n']).to_owned())),
            redirect: RedirectUrl::new(format!("{}/api/sign-in/done", public.origin()))
                .map_err(|_| wrong("--public-url"))?,
            http: http.map_err(|error| format!("The issuer cannot be asked ({error})."))?,
            known: RwLock::default(),
        }))
    }

    /// Where to send a browser, and what to remember of it.
    pub(super) fn leave(&self, to: String) -> Result<(String, Flow), NotSignedIn> {
        let client = self.known_client()?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let request = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge);
        let (url, state, nonce) = request.url();
        let (state, nonce) = (state.secret().clone(), nonce.secret().clone());
        Ok((url.to_string(), Flow { state, nonce, verifier: verifier.secret().clone(), to }))
    }

    /// Who came back with this code.
    pub(super) async fn come_back(&self, flow: &Flow, code: &str) -> Result<Person, NotSignedIn> {
        let unfit = |reason: &dyn fmt::Display| NotSignedIn::Unfit(reason.to_string());
        let client = self.known_client()?;
        let request = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(|error| unfit(&error))?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(flow.verifier.clone()));
        let response = request.request_async(&self.http).await.map_err(|error| match error {
            openidconnect::RequestTokenError::Request(_) => NotSignedIn::Away,
            // What the issuer says may hold what it was asked.
            _ => unfit(&"the issuer does not take the code"),
        })?;
        let token = response.id_token().ok_or_else(|| unfit(&"the issuer sent no ID token"))?;
        let nonce = Nonce::new(flow.nonce.clone());
        let claims = match token.claims(&verifier(&client), &nonce) {
            Ok(claims) => claims.clone(),
            Err(error) => {
                // The issuer may sign with a new key since it was asked.
                self.ask_again().await;
                let client = self.known_client()?;
                token.claims(&verifier(&client), &nonce).map_err(|_| unfit(&error))?.clone()
            }
        };
        Ok(self.person(&claims))
    }

    fn person(&self, claims: &CoreIdTokenClaims) -> Person {
        let full = claims.name().and_then(|name| name.get(None)).map(|name| name.as_str());
        let name = full.or_else(|| claims.preferred_username().map(|name| name.as_str())).unwrap_or_default();
        let said = as_said(&Person { id: String::new(), name: name.to_owned() });
        Person { id: person_id(self.issuer.as_str(), claims.subject().as_str()), ..said }
    }

    fn known_client(&self) -> Result<Client, NotSignedIn> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let (metadata, _) = known.as_ref().ok_or(NotSignedIn::Away)?;
        let client = CoreClient::from_provider_metadata((**metadata).clone(), self.client.clone(), self.secret.clone());
        Ok(client.set_redirect_uri(self.redirect.clone()))
    }

    async fn ask(&self) -> Result<(), String> {
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http);
        let metadata = metadata.await.map_err(|error| error.to_string())?;
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some((Arc::new(metadata), Instant::now()));
        Ok(())
    }

    async fn ask_again(&self) {
        let is_due = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            known.as_ref().is_none_or(|(_, asked)| asked.elapsed() >= KEYS_EVERY)
        };
        if is_due && let Err(error) = self.ask().await {
            tracing::warn!(%error, "the issuer's keys could not be fetched");
        }
    }
}

fn verifier(client: &Client) -> openidconnect::core::CoreIdTokenVerifier<'_> {
    client.id_token_verifier().set_allowed_algs(ALGORITHMS)
}

/// Asks the issuer what it is, again and again until it answers.
pub(in super::super) fn discover(access: &Shared) {
    if access.provider.is_none() {
        return;
    }
    let weak = Arc::downgrade(access);
    tokio::spawn(async move {
        let mut wait = AGAIN.0;
        loop {
            let Some(access) = Weak::upgrade(&weak) else { return };
            let Some(provider) = &access.provider else { return };
            match provider.ask().await {
                Ok(()) => return tracing::info!("people can sign in"),
                Err(error) => tracing::warn!(%error, "the issuer cannot be asked; nobody can sign in yet"),
            }
            drop(access);
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(AGAIN.1);
        }
    });
}
