//! Numbers in reports, as they are kept: what JSON has no number for is a word.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    Number(f64),
    Word(String),
}

/// Writes a number, and what is none as `infinite`, `-infinite` or `undefined`.
///
/// # Errors
/// Those of the format.
pub fn serialize<S: Serializer>(number: &f64, to: S) -> Result<S::Ok, S::Error> {
    match *number {
        number if number.is_finite() => to.serialize_f64(number),
        number if number.is_nan() => to.serialize_str("undefined"),
        number if number > 0.0 => to.serialize_str("infinite"),
        _ => to.serialize_str("-infinite"),
    }
}

/// Reads what [`serialize`] writes.
///
/// # Errors
/// When it is neither a number nor one of the three words.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    match Kept::deserialize(from)? {
        Kept::Number(number) => Ok(number),
        Kept::Word(word) => match word.as_str() {
            "infinite" => Ok(f64::INFINITY),
            "-infinite" => Ok(f64::NEG_INFINITY),
            "undefined" => Ok(f64::NAN),
            _ => Err(D::Error::custom(format!("`{word}` is no number"))),
        },
    }
}
