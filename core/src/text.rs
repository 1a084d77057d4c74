//! How wide a text is and where it breaks, without a font: the same answer natively, in the browser and in a file.

/// Advance widths of the printable ASCII characters in hundredths of the font size. These are those of DejaVu Sans, the
/// widest of the fonts that systems use for their interfaces, so that what fits here fits there.
const WIDTHS: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69,
    61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63,
    59, 82, 59, 59, 52, 64, 34, 64, 84,
];

/// What stands for the rest of a text that does not fit.
const ELLIPSIS: char = '…';

/// How wide a text is at this font size, in the same unit, to be on the safe side.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(character_width).sum::<f64>() * size
}

fn character_width(character: char) -> f64 {
    match character {
        ' '..='~' => f64::from(WIDTHS[character as usize - 32]) / 100.0,
        // Combining marks and joiners stand on the letter before.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        // East Asian scripts and pictures fill a square.
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => 1.0,
        '\u{ff00}'..='\u{ff60}' | '\u{1f000}'..='\u{1faff}' => 1.0,
        _ => 0.66,
    }
}

/// The text cut to a width, with an ellipsis where something was cut.
pub fn fitted(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = width("…", size);
    for character in text.chars() {
        used += character_width(character) * size;
        if used > room {
            break;
        }
        kept.push(character);
    }
    kept.truncate(kept.trim_end().len());
    kept.push(ELLIPSIS);
    kept
}

/// The text in at most `lines` lines of at most this width; the last is cut if the rest does not fit.
///
/// Breaks at spaces, after hyphens and underscores, and between the humps of a name like `CustomerManagement`.
pub fn wrapped(text: &str, size: f64, room: f64, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let joined = format!("{line}{piece}");
        if line.is_empty() || width(joined.trim_end(), size) <= room {
            line = joined;
            continue;
        }
        wrapped.push(std::mem::replace(&mut line, piece.to_owned()));
    }
    wrapped.push(line);
    if wrapped.len() > lines {
        let rest: String = wrapped.drain(lines.saturating_sub(1)..).collect();
        wrapped.push(rest);
    }
    wrapped.iter().map(|line| fitted(line.trim(), size, room)).collect()
}

/// The parts that a line can end after, spaces kept at their ends.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    for (index, pair) in characters.windows(2).enumerate() {
        let ((_, before), (at, after)) = (pair[0], pair[1]);
        let next = characters.get(index + 2).map(|(_, next)| *next);
        let after_space = before.is_whitespace() && !after.is_whitespace();
        let after_mark = matches!(before, '-' | '_' | '/' | '.' | ',') && after.is_alphanumeric();
        let hump = before.is_lowercase() && after.is_uppercase();
        let last_of_capitals = before.is_uppercase() && after.is_uppercase() && next.is_some_and(char::is_lowercase);
        if after_space || after_mark || hump || last_of_capitals {
            pieces.push(&text[start..at]);
            start = at;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_break_where_people_would_break_them() {
        assert_eq!(wrapped("CustomerSelfServiceContext", 15.0, 150.0, 3), ["CustomerSelf", "ServiceContext"]);
        assert_eq!(wrapped("Claims handling", 15.0, 90.0, 3), ["Claims", "handling"]);
        assert_eq!(wrapped("HTTPServer", 15.0, 60.0, 3), ["HTTP", "Server"]);
        assert_eq!(wrapped("order-to-cash", 15.0, 80.0, 2), ["order-to-", "cash"]);
        assert_eq!(wrapped("", 15.0, 80.0, 2), [""]);
    }

    #[test]
    fn what_does_not_fit_is_cut_visibly() {
        let lines = wrapped("Donaudampfschifffahrtsgesellschaftskapitän", 15.0, 120.0, 3);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].ends_with('…') && width(&lines[0], 15.0) <= 120.0);
        let lines = wrapped("one two three four five six", 15.0, 60.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| width(line, 15.0) <= 60.0), "{lines:?}");
    }

    #[test]
    fn other_scripts_are_not_narrower_than_they_look() {
        assert!(width("漢字", 10.0) >= 20.0);
        assert_eq!(width("e\u{301}", 10.0), width("e", 10.0));
    }
}
