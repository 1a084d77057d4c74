//! What opens something: made from 256 random bits, told once, and kept as a hash only.

use std::fmt::Write as _;

use atoll_core::protocol::{LandscapeId, LinkId, Token};
use sha2::{Digest as _, Sha256};

use crate::store::TokenHash;

/// A new token.
pub(crate) fn token() -> Result<Token, getrandom::Error> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits)?;
    Ok(Token::new(bits))
}

/// A new name for a link: 65 bits, told apart among the links of one landscape. It opens nothing.
pub(crate) fn link_id() -> Result<LinkId, getrandom::Error> {
    token().map(|token| LinkId(token.0.chars().rev().take(13).collect()))
}

/// What the store knows a token by. There is nothing to compare in constant time, because the token itself is compared
/// with nothing: whoever could learn how far a hash agrees would still have to find a token that has it. Nothing for a
/// text that is no token.
///
/// The identifier of a landscape is one as well: it was the key before there were links, and opens those landscapes
/// still.
pub(crate) fn hash_of(token: &Token) -> Option<TokenHash> {
    let is_token = token.is_well_formed() || token.0.parse::<LandscapeId>().is_ok();
    is_token.then(|| TokenHash::of(token))
}

/// The SHA-256 of these bytes in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // A text takes whatever is written to it.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_the_published_hash() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let token = Token::new([0; 32]);
        assert_eq!(hash_of(&token).map(|hash| hash.to_string()), Some(sha256("0".repeat(52).as_bytes())));
        assert!(hash_of(&Token("0".repeat(26))).is_some());
        for text in ["", "address", "'; DROP TABLE link; --", &"0".repeat(51), &"z".repeat(26)] {
            assert_eq!(hash_of(&Token((*text).to_owned())), None, "{text}");
        }
    }

    #[test]
    fn tokens_and_names_are_new_each_time() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert!(one.is_well_formed() && other.is_well_formed() && one != other);
        let (one, other) = (link_id().unwrap(), link_id().unwrap());
        assert!(one.0.len() == 13 && one != other);
    }
}
