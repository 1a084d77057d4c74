//! Hashes: what a file holds, in a few letters.

use sha2::{Digest, Sha256};

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// How many hexadecimal digits a file's name gets: 64 bits.
const IN_NAME: usize = 16;

/// The SHA-256 of the bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 of the bytes as browsers want it for subresource integrity.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", base64(&Sha256::digest(bytes)))
}

/// The file's name with its content's hash before the ending: `start.js` becomes `start-0123456789abcdef.js`.
pub(super) fn name(name: &str, bytes: &[u8]) -> String {
    let hash = hex(bytes);
    let hash = &hash[..IN_NAME];
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-{hash}.{ending}"),
        None => format!("{name}-{hash}"),
    }
}

/// Whether a file's name is made of what the file holds.
pub(super) fn is_named_so(name: &str, bytes: &[u8]) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash == &hex(bytes)[..IN_NAME])
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for position in 0..4 {
            let digit = bits >> (18 - 6 * position) & 63;
            let is_filled = position <= group.len();
            text.push(if is_filled { char::from(BASE64[digit as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        assert_eq!(hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(integrity(b"abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(["", "f", "fo", "foo"].map(|text| base64(text.as_bytes())), ["", "Zg==", "Zm8=", "Zm9v"]);
    }

    #[test]
    fn names_hold_the_hash() {
        assert_eq!(name("start.js", b"abc"), "start-ba7816bf8f01cfea.js");
        assert!(is_named_so("start-ba7816bf8f01cfea.js", b"abc"));
        assert!(!is_named_so("start-ba7816bf8f01cfea.js", b"abd") && !is_named_so("start.js", b"abc"));
    }
}
