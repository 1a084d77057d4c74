//! Why the connection of a member ends, in a sentence, and when to come again.

use atoll_core::protocol::{Farewell, MemberId, Reason};

use super::exchange::Trouble;

/// What is said to somebody who did what no browser of ours does.
pub(super) fn malformed(did: &str) -> Farewell {
    let sentence = format!("The connection was closed because this page {did}. Load the page again.");
    Farewell { reason: Reason::Malformed, sentence, again_after: None }
}

/// What is said when the server stops. Not everybody is to come again at the same moment.
pub(super) fn draining(member: MemberId) -> Farewell {
    let sentence = "The server is being updated; the page connects again on its own.".to_owned();
    Farewell { reason: Reason::Draining, sentence, again_after: Some(spread(member, 250, 4_000)) }
}

/// What is said to somebody whose link does not hold any more.
pub(super) fn not_allowed() -> Farewell {
    let sentence = "This link does not open the landscape any more. Ask whoever shared it for a new one.".to_owned();
    Farewell { reason: Reason::NotAllowed, sentence, again_after: None }
}

/// What is said when the log is another one than it was.
pub(super) fn replaced(member: MemberId) -> Farewell {
    let sentence =
        "The landscape was put back from a copy; the page connects again and puts your work on it.".to_owned();
    Farewell { reason: Reason::Busy, sentence, again_after: Some(spread(member, 50, 1_000)) }
}

/// What is said when the store leaves the room without its landscape.
pub(super) fn trouble(trouble: Trouble, member: MemberId) -> Farewell {
    match trouble {
        Trouble::Unknown => Farewell {
            reason: Reason::NotAllowed,
            sentence: "This server has no landscape of this identifier. Look for a slip in the address.".to_owned(),
            again_after: None,
        },
        Trouble::Broken => Farewell {
            reason: Reason::Broken,
            sentence: "What this server has stored of the landscape cannot be read, so it is neither shown nor \
                       changed. Whoever runs this server finds the reason in its log."
                .to_owned(),
            again_after: Some(spread(member, 30_000, 30_000)),
        },
        Trouble::Draining => draining(member),
        _ => Farewell {
            reason: Reason::Busy,
            sentence: trouble.sentence().to_owned(),
            again_after: Some(spread(member, trouble.again_after(), 2_000)),
        },
    }
}

/// Some time from `least` milliseconds on, another one for each member.
fn spread(member: MemberId, least: u32, width: u32) -> u32 {
    least + (member.0.wrapping_mul(2_654_435_761) >> 8) % width
}
