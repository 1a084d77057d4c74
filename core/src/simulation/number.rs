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

/// Lists of such numbers.
pub mod list {
    use serde::ser::SerializeSeq as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Entry(#[serde(with = "super")] f64);

    /// Writes each as [`super::serialize`] does.
    ///
    /// # Errors
    /// Those of the format.
    pub fn serialize<S: Serializer>(numbers: &[f64], to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(Some(numbers.len()))?;
        for number in numbers {
            list.serialize_element(&Entry(*number))?;
        }
        list.end()
    }

    /// Reads what [`serialize`] writes.
    ///
    /// # Errors
    /// When one of them is no number.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<f64>, D::Error> {
        let entries = Vec::<Entry>::deserialize(from)?;
        Ok(entries.into_iter().map(|Entry(number)| number).collect())
    }
}
