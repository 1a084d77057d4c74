//! What figures are counted in, and how they are written.

use serde::{Deserialize, Serialize};

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A number without a unit.
    #[default]
    Number,
    /// A number of things.
    Count,
    /// A part of a whole, 0 to 1; shown in per cent.
    Share,
    /// A share so near to 1 that its last digits count: an availability.
    Availability,
    /// A factor.
    Times,
    /// Milliseconds.
    Milliseconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Minutes in a year.
    MinutesAYear,
    /// How often in a month.
    AMonth,
    /// How often in a year.
    AYear,
    /// What one person does in a day.
    PersonDays,
    /// What one person does in a month.
    PersonMonths,
    /// Thousand lines of code.
    ThousandLines,
    /// A word, and no figure.
    Word,
}

impl Unit {
    /// The figure with its unit, as it is shown.
    pub fn spell(self, value: f64) -> String {
        if value.is_nan() {
            return "–".to_owned();
        }
        if value.is_infinite() {
            return if value > 0.0 { "without end".to_owned() } else { "without bound".to_owned() };
        }
        match self {
            Self::Share => format!("{} %", digits(100.0 * value)),
            Self::Availability => format!("{} %", nines(100.0 * value)),
            Self::Times => format!("× {}", digits(value)),
            Self::Number | Self::Count | Self::Word => digits(value),
            _ => format!("{} {}", digits(value), self.word()),
        }
    }

    /// What stands after the figure, or at the axis.
    pub fn word(self) -> &'static str {
        match self {
            Self::Number | Self::Count | Self::Word => "",
            Self::Share | Self::Availability => "%",
            Self::Times => "×",
            Self::Milliseconds => "ms",
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::MinutesAYear => "minutes a year",
            Self::AMonth => "a month",
            Self::AYear => "a year",
            Self::PersonDays => "person-days",
            Self::PersonMonths => "person-months",
            Self::ThousandLines => "thousand lines",
        }
    }
}

/// Three digits that count, and no more than needed: 0.0123, 1.23, 12.3, 123, 1,234.
fn digits(value: f64) -> String {
    let size = value.abs();
    let places = match size {
        _ if size >= 99.95 || size == 0.0 => 0,
        _ if size >= 9.995 => 1,
        _ if size >= 0.995 => 2,
        _ if size >= 0.0995 => 3,
        _ => 4,
    };
    let text = format!("{value:.places$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if size < 9_999.5 { text.to_owned() } else { grouped(text) }
}

/// With a comma for each three digits.
fn grouped(whole: &str) -> String {
    let (sign, body) = whole.strip_prefix('-').map_or(("", whole), |body| ("-", body));
    let mut text = sign.to_owned();
    for (index, digit) in body.chars().enumerate() {
        if index > 0 && (body.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A percentage with as many digits as its distance from 100 needs: 99.9, 99.95, 99.9986.
fn nines(percent: f64) -> String {
    let rest = (100.0 - percent).abs();
    let places = match rest {
        _ if rest >= 1.0 => 1,
        _ if rest >= 0.1 => 2,
        _ if rest >= 0.01 => 3,
        _ if rest >= 0.001 => 4,
        _ => 6,
    };
    let text = format!("{percent:.places$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_the_digits_that_count() {
        let spelled = |unit: Unit, value: f64| unit.spell(value);
        assert_eq!(spelled(Unit::Number, 0.01234), "0.0123");
        assert_eq!(spelled(Unit::Count, 3.0), "3");
        assert_eq!(spelled(Unit::Days, 12.34), "12.3 days");
        assert_eq!(spelled(Unit::PersonMonths, 1234.56), "1235 person-months");
        assert_eq!(spelled(Unit::MinutesAYear, 525_600.0), "525,600 minutes a year");
        assert_eq!(spelled(Unit::Share, 0.4), "40 %");
        assert_eq!(spelled(Unit::Availability, 0.999_5), "99.95 %");
        assert_eq!(spelled(Unit::Availability, 0.999_985), "99.9985 %");
        assert_eq!(spelled(Unit::Days, f64::INFINITY), "without end");
        assert_eq!(spelled(Unit::Times, 1.5), "× 1.5");
    }
}
