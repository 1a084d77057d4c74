//! Why somebody is not let in, or not let do something.

use std::time::Duration;

use atoll_core::protocol::Right;

use crate::metrics;
use crate::store::StoreError;

/// Why somebody is not let in, or not let do something.
#[derive(Debug)]
pub enum Denial {
    /// There is no such landscape, or what was shown does not open it (any more). Which of these is not said: whoever
    /// does not know the landscape is not to learn whether there is one.
    NotAllowed,
    /// What was shown lets them do less.
    TooLittle {
        /// What they may do.
        has: Right,
        /// What they would have to be allowed to do.
        needs: Right,
    },
    /// This server shows nothing to those who did not sign in.
    SignInFirst,
    /// Too much of it, too quickly: it may be asked again after so long.
    TooMany(Duration),
    /// What the landscape takes at the same time is used up: it may be asked again after so long.
    Crowded(Duration),
    /// Whether they may do it could not be found out.
    Store(StoreError),
}

impl From<StoreError> for Denial {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Denial {
    /// What is said about what nothing opens.
    pub(crate) const NOT_ALLOWED: &str = "This server has no landscape that this link opens. There may be a slip in \
         it, or it has ended or been taken back; then ask for another one.";

    /// Why, and what to do about it, as a sentence for people.
    pub fn sentence(&self) -> String {
        match self {
            Self::NotAllowed => Self::NOT_ALLOWED.to_owned(),
            Self::TooLittle { has, needs } => too_little(*has, *needs),
            Self::SignInFirst => {
                "This server shows landscapes only to those who have signed in. Sign in first.".to_owned()
            }
            Self::TooMany(wait) => format!("This was too much in too little time. Try again in {}.", seconds(*wait)),
            Self::Crowded(wait) => {
                format!("There are as many people as this server takes. Try again in {}.", seconds(*wait))
            }
            Self::Store(_) => "Whether you may do this cannot be found out now. Try again in a moment.".to_owned(),
        }
    }

    /// Counts it.
    pub(crate) fn count(&self) {
        match self {
            Self::NotAllowed => metrics::denied("not_allowed"),
            Self::TooLittle { .. } => metrics::denied("too_little"),
            Self::SignInFirst => metrics::denied("sign_in_first"),
            Self::TooMany(_) => metrics::limited("requests"),
            Self::Crowded(_) => metrics::limited("people"),
            // What the database does not do is counted there.
            Self::Store(_) => {}
        }
    }

    /// After how long it may be asked again; nothing where asking again does not help.
    pub const fn again_after(&self) -> Option<Duration> {
        match self {
            Self::NotAllowed | Self::TooLittle { .. } | Self::SignInFirst => None,
            Self::TooMany(wait) | Self::Crowded(wait) => Some(*wait),
            Self::Store(_) => Some(Duration::from_secs(1)),
        }
    }
}

/// What is said to those whose link lets them do less.
pub(super) fn too_little(has: Right, needs: Right) -> String {
    format!("You may {} here. To {} as well, ask whoever shared this for another link.", has.words(), verb(needs))
}

const fn verb(right: Right) -> &'static str {
    match right {
        Right::View => "view",
        Right::Comment => "comment",
        Right::Edit => "edit",
        Right::Own => "share or remove it",
    }
}

/// A time to wait, in whole seconds and never none.
fn seconds(wait: Duration) -> String {
    match wait.as_secs() + u64::from(wait.subsec_nanos() > 0) {
        0 | 1 => "a second".to_owned(),
        seconds => format!("{seconds} seconds"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_denial_says_what_to_do() {
        let denials = [
            Denial::NotAllowed,
            Denial::TooLittle { has: Right::View, needs: Right::Edit },
            Denial::SignInFirst,
            Denial::TooMany(Duration::from_millis(1_500)),
            Denial::Crowded(Duration::from_millis(10)),
            Denial::Store(StoreError::Busy),
        ];
        let sentences: Vec<String> = denials.iter().map(Denial::sentence).collect();
        assert_eq!(sentences[1], "You may view here. To edit as well, ask whoever shared this for another link.");
        assert!(sentences[3].ends_with("Try again in 2 seconds."), "{}", sentences[3]);
        assert!(sentences[4].ends_with("Try again in a second."), "{}", sentences[4]);
        assert!(denials.iter().all(|denial| denial.sentence().ends_with('.')));
        assert_eq!(denials.iter().filter(|denial| denial.again_after().is_none()).count(), 3);
    }
}
