//! From what went wrong to an answer: a status and a sentence that says what to do. Internals go to the log only.

use atoll_core::protocol::Problem;
use axum::Json;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::access::Denial;
use crate::access::sign_in::NotSignedIn;
use crate::landscapes::Failure;
use crate::room::Trouble;
use crate::store::StoreError;

/// Why a request is not done.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The request is not what its address takes; a sentence that says where.
    Malformed(String),
    /// The request is larger than this many bytes.
    TooLarge(usize),
    /// The request is not JSON.
    NotJson,
    /// The request did not come to its end.
    TooSlow,
    /// There is nothing at this address.
    NoSuchAddress,
    /// The address does not take this method.
    NoSuchMethod,
    /// A page of another server asks for it.
    ForeignOrigin,
    /// The landscape has no such link that could be taken back.
    NoSuchLink,
    /// Whoever asks may not.
    Denied(Denial),
    /// Nobody could be signed in.
    NotSignedIn(NotSignedIn),
    /// The landscape could not be made, shown or changed.
    Failed(Failure),
}

impl From<Denial> for Refusal {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::Store(error) => Self::Failed(Failure::Store(error)),
            denial => Self::Denied(denial),
        }
    }
}

impl From<NotSignedIn> for Refusal {
    fn from(reason: NotSignedIn) -> Self {
        match reason {
            NotSignedIn::Denied(denial) => denial.into(),
            reason => Self::NotSignedIn(reason),
        }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let again_after = match &self {
            Self::Denied(denial) => {
                denial.count();
                denial.again_after()
            }
            _ => None,
        };
        let (status, error) = match self {
            Self::Malformed(sentence) => (StatusCode::BAD_REQUEST, sentence),
            Self::TooLarge(bytes) => (StatusCode::PAYLOAD_TOO_LARGE, too_large(bytes)),
            Self::NotJson => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "This address takes JSON: send the request with “Content-Type: application/json”.".to_owned(),
            ),
            Self::TooSlow => (
                StatusCode::REQUEST_TIMEOUT,
                "The request did not arrive in time. Send it again, in smaller parts if it is large.".to_owned(),
            ),
            Self::NoSuchAddress => {
                (StatusCode::NOT_FOUND, "There is nothing at this address. Look for a slip in it.".to_owned())
            }
            Self::NoSuchMethod => (
                StatusCode::METHOD_NOT_ALLOWED,
                "This address does not take this method; the Allow header names those that it takes.".to_owned(),
            ),
            Self::ForeignOrigin => (
                StatusCode::FORBIDDEN,
                "This was asked for by a page of another server. Use the application where it is.".to_owned(),
            ),
            Self::NoSuchLink => (
                StatusCode::NOT_FOUND,
                "The landscape has no such link, or it was taken back before. Look at its links again.".to_owned(),
            ),
            Self::Denied(denial) => (status_of(&denial), denial.sentence()),
            Self::NotSignedIn(reason) => not_signed_in(&reason),
            Self::Failed(failure) => explain(failure),
        };
        let mut response = (status, Json(Problem { error })).into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if let Some(wait) = again_after {
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
        }
        response
    }
}

const fn status_of(denial: &Denial) -> StatusCode {
    match denial {
        Denial::NotAllowed => StatusCode::NOT_FOUND,
        Denial::TooLittle { .. } => StatusCode::FORBIDDEN,
        Denial::SignInFirst => StatusCode::UNAUTHORIZED,
        Denial::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        Denial::Crowded(_) | Denial::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn not_signed_in(reason: &NotSignedIn) -> (StatusCode, String) {
    let (status, sentence) = match reason {
        NotSignedIn::Off => (StatusCode::NOT_FOUND, "Nobody signs in at this server. Use a link."),
        NotSignedIn::Away => {
            (StatusCode::SERVICE_UNAVAILABLE, "Who knows the people here cannot be asked now. Try again in a moment.")
        }
        NotSignedIn::Unfit(_) | NotSignedIn::Denied(_) => {
            (StatusCode::BAD_REQUEST, "You are not signed in. Go back to the application and sign in again.")
        }
    };
    if let NotSignedIn::Unfit(reason) = reason {
        tracing::info!(reason, "somebody could not be signed in");
    }
    (status, sentence.to_owned())
}

fn explain(failure: Failure) -> (StatusCode, String) {
    let (status, sentence) = match &failure {
        Failure::Unknown | Failure::Room(Trouble::Unknown) => (StatusCode::NOT_FOUND, Denial::NOT_ALLOWED),
        Failure::File(sentence) => (StatusCode::BAD_REQUEST, sentence.as_str()),
        Failure::Room(Trouble::TooMany | Trouble::Draining) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "The server cannot take this now. Nothing was stored; send the request again in a moment.",
        ),
        Failure::Store(StoreError::Busy) | Failure::Room(Trouble::Busy | Trouble::Overtaken) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "The server's database is busy. Nothing was stored; send the request again in a moment.",
        ),
        Failure::Store(StoreError::Full(_)) | Failure::Room(Trouble::Full) => (
            StatusCode::INSUFFICIENT_STORAGE,
            "The server's disk is full or fails, so this was not stored; what was acknowledged before is safe. Keep a \
             copy of your work and tell whoever runs this server.",
        ),
        Failure::Broken { .. }
        | Failure::Room(Trouble::Broken)
        | Failure::Store(StoreError::NoSnapshot(_) | StoreError::Gap { .. }) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "What this server has stored of the landscape cannot be read, so it is neither shown nor changed. Whoever \
             runs this server finds the reason in its log.",
        ),
        Failure::Store(_) | Failure::Room(_) | Failure::NoChance(_) | Failure::Crashed => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "The server failed to do this. Send the request again, and if that fails as well tell whoever runs this \
             server.",
        ),
    };
    if status.is_server_error() {
        tracing::error!(status = status.as_u16(), error = %failure, "a request failed");
    }
    (status, sentence.to_owned())
}

fn too_large(bytes: usize) -> String {
    let limit = match bytes >> 20 {
        0 => format!("{bytes} bytes"),
        mebibytes => format!("{mebibytes} MiB"),
    };
    format!("The request is larger than the {limit} that this server takes. Send it in smaller parts.")
}
