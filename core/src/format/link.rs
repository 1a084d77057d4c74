//! A whole landscape in a link: what stands behind the `#` of a page's address, which browsers send to nobody.
//!
//! `landscape=` and then the native file, deflated without a header (RFC 1951), as base64url without padding (RFC 4648,
//! section 5). A link comes from anybody: what it unpacks to is bounded, and whatever is wrong with it is a sentence.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::{Format, Import, ImportError, Source, native};
use crate::model::{IdSource, Landscape};

/// What tells a landscape from other things behind the `#`.
pub const PREFIX: &str = "landscape=";

/// Addresses longer than this are cut off by some of the programs that links are sent with, in characters.
pub const LENGTH_MAX: usize = 30_000;

/// A link that unpacks to more than this is refused, in bytes.
pub const UNPACKED_MAX: usize = 16 * 1024 * 1024;

/// How hard to compress, from 1 to 10: links are short for ever and made once.
const EFFORT: u8 = 10;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The format.
pub const FORMAT: Format = Format {
    name: "Link",
    extensions: &["link"],
    media_type: "text/plain",
    recognizes: |text| fragment(text).is_some(),
    import: Some(import),
    export: Some(|landscape| format!("#{}\n", write(landscape))),
};

/// What stands behind the `#` of an address that holds this landscape.
pub fn write(landscape: &Landscape) -> String {
    let packed = compress_to_vec(native::write(landscape).as_bytes(), EFFORT);
    format!("{PREFIX}{}", encode(&packed))
}

/// The landscape in what stands behind the `#` of an address, without the `#`.
///
/// # Errors
///
/// Says what is wrong with it: it is not whole, unpacks to too much, or is no landscape.
pub fn read(fragment: &str) -> Result<Landscape, ImportError> {
    native::parse(&unpack(fragment)?)
}

/// The part of a text that [`read`] takes, where the text is a link or its end, and nothing else.
pub fn fragment(text: &str) -> Option<&str> {
    let text = text.trim();
    let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
    let is_one = fragment.starts_with(PREFIX) && !text.contains(char::is_whitespace);
    is_one.then_some(fragment)
}

fn import(source: &Source<'_>, ids: &mut IdSource) -> Result<Import, ImportError> {
    let text = unpack(fragment(source.text).ok_or(ImportError::Link(NOT_ONE))?)?;
    let read = native::FORMAT.import.ok_or(ImportError::Unknown)?;
    read(&Source { path: source.path, text: &text, resolve: source.resolve }, ids)
}

const NOT_ONE: &str = "This is no link with a landscape in it: behind its # there is no `landscape=`.";
const NOT_WHOLE: &str = "The landscape in this link is not whole: the link was cut off or changed on its way. Ask for \
     it again, or for the landscape as a file.";
const TOO_LARGE: &str = "The landscape in this link unpacks to more than 16 MB. Ask for it as a file.";

fn unpack(fragment: &str) -> Result<String, ImportError> {
    let packed = fragment.strip_prefix(PREFIX).ok_or(ImportError::Link(NOT_ONE))?;
    let packed = decode(packed).filter(|packed| !packed.is_empty()).ok_or(ImportError::Link(NOT_WHOLE))?;
    let bytes = decompress_to_vec_with_limit(&packed, UNPACKED_MAX).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => ImportError::Link(TOO_LARGE),
        _ => ImportError::Link(NOT_WHOLE),
    })?;
    String::from_utf8(bytes).map_err(|_| ImportError::Link(NOT_WHOLE))
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for position in 0..=group.len() {
            text.push(char::from(DIGITS[(bits >> (18 - 6 * position) & 63) as usize]));
        }
    }
    text
}

/// Nothing where a letter is no digit, or where the last digits are not as [`encode`] writes them. Padding, which some
/// programs add, does no harm.
fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=').as_bytes();
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for group in digits.chunks(4) {
        let mut bits = 0_u32;
        for digit in group {
            bits = bits << 6 | value(*digit)?;
        }
        let spare = [0, 6, 4, 2, 0][group.len()];
        if group.len() == 1 || bits & ((1 << spare) - 1) != 0 {
            return None;
        }
        let whole = (bits >> spare).to_be_bytes();
        bytes.extend(&whole[5 - group.len()..]);
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::{EXAMPLES, synthetic};

    #[test]
    fn every_example_goes_there_and_back_and_is_short_enough() {
        for example in EXAMPLES {
            let landscape = example.landscape();
            let text = write(&landscape);
            assert_eq!(read(&text).as_ref(), Ok(&landscape), "{}", example.name);
            assert!(text.len() < LENGTH_MAX, "{} has {}", example.name, text.len());
        }
        assert!(write(&synthetic::landscape(1_000)).len() > LENGTH_MAX, "some are too long for a link");
    }

    #[test]
    fn a_link_is_recognized_whatever_stands_before_the_fragment() {
        let text = write(&Landscape::default());
        for before in ["", "#", "https://atoll.example/#", "  http://localhost:7171/?a=b#"] {
            assert_eq!(fragment(&format!("{before}{text}\n")), Some(text.as_str()), "{before}");
        }
        for other in ["", "#", "#shared=x", "ContextMap M {}", "see #landscape=AA please"] {
            assert_eq!(fragment(other), None, "{other}");
        }
        let file = (FORMAT.export.unwrap())(&Landscape::default());
        assert_eq!(super::super::recognize("", &file).map(|format| format.name), Some("Link"));
        let imported = super::super::import(&Source::alone("a.link", &file), &mut IdSource::new(1));
        assert_eq!(imported.map(|import| import.landscape()), Ok(Landscape::default()));
    }

    #[test]
    fn known_answers() {
        assert_eq!(["", "f", "fo", "foo"].map(|text| encode(text.as_bytes())), ["", "Zg", "Zm8", "Zm9v"]);
        assert_eq!(encode(&[251, 255, 191]), "-_-_");
        for bytes in [&b""[..], b"f", b"fo", b"foo", &[0, 255, 254, 3]] {
            assert_eq!(decode(&encode(bytes)).as_deref(), Some(bytes));
        }
        assert_eq!(decode("Zg==").as_deref(), Some(&b"f"[..]));
        // "Zh" would be the same byte with bits left over.
        assert_eq!(["Z", "Zh", "Zm9", "Z m8", "Zm9v+", "ä"].map(decode), [const { None }; 6]);
    }

    #[test]
    fn whatever_is_cut_off_or_changed_is_refused_in_a_sentence() {
        let text = write(&EXAMPLES[0].landscape());
        for length in (0..text.len()).step_by(97) {
            let error = read(&text[..length]).unwrap_err().to_string();
            assert!(error.ends_with('.'), "{length}: {error}");
        }
        for at in (PREFIX.len()..text.len()).step_by(61) {
            let mut other = text.clone().into_bytes();
            other[at] = if other[at] == b'A' { b'B' } else { b'A' };
            // It must only not panic: some changes lead to another landscape that is whole.
            let _ = read(std::str::from_utf8(&other).unwrap());
        }
    }

    #[test]
    fn a_link_that_unpacks_to_too_much_is_refused() {
        let bomb = |size| format!("{PREFIX}{}", encode(&compress_to_vec(&vec![b' '; size], 1)));
        assert_eq!(read(&bomb(UNPACKED_MAX + 1)), Err(ImportError::Link(TOO_LARGE)));
        assert!(bomb(UNPACKED_MAX * 8).len() < 1_000_000, "which a short text can");
        assert_ne!(read(&bomb(UNPACKED_MAX)), Err(ImportError::Link(TOO_LARGE)));
    }
}
