//! Colours for pictures that leave the application, and how teams are told apart.
//!
//! The colours are those of `style/tokens.css`, read from that very file: there is no second list of them.

use crate::sorted_map::SortedMap;

/// The tokens of the interface.
const TOKENS: &str = include_str!("../../style/tokens.css");

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Paper.
    #[default]
    Light,
    /// Deep water.
    Dark,
}

/// The values of all tokens in one theme, by name without the leading dashes.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    values: SortedMap<&'static str, &'static str>,
}

impl Palette {
    /// The palette of a theme.
    pub fn of(theme: Theme) -> Self {
        let first_block = TOKENS.split('}').next().unwrap_or_default();
        let declarations = first_block.split(';').filter_map(|declaration| {
            let (name, value) = declaration.rsplit_once("--").and_then(|(_, rest)| rest.split_once(':'))?;
            Some((name.trim(), pick(value.trim(), theme)))
        });
        Self { values: declarations.collect() }
    }

    /// The value of a token; black for a name that there is not, so that a slip is seen.
    pub fn get(&self, token: &str) -> &'static str {
        self.values.get(token).copied().unwrap_or("#000")
    }

    /// A style sheet with every `var(--token)` replaced by its value, for programs that know no variables.
    pub fn resolve(&self, style: &str) -> String {
        let mut resolved = String::with_capacity(style.len());
        let mut rest = style;
        while let Some((before, after)) = rest.split_once("var(--") {
            let (token, after) = after.split_once(')').unwrap_or((after, ""));
            resolved.push_str(before);
            resolved.push_str(self.get(token));
            rest = after;
        }
        resolved.push_str(rest);
        resolved
    }
}

/// The half of `light-dark(a, b)` that holds; any other value as it is.
fn pick(value: &'static str, theme: Theme) -> &'static str {
    let Some(pair) = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')) else { return value };
    let (light, dark) = pair.split_once(", ").unwrap_or((pair, pair));
    match theme {
        Theme::Light => light,
        Theme::Dark => dark,
    }
}

/// How a team's areas are hatched, so that ownership survives print and colour blindness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hatch {
    /// Filled.
    Solid,
    /// Lines that rise to the right.
    Rising,
    /// Lines that fall to the right.
    Falling,
    /// Lines both ways.
    Crossed,
    /// Dots.
    Dotted,
    /// Level lines.
    Level,
    /// Upright lines.
    Upright,
    /// Level and upright lines.
    Checked,
    /// Broad upright bands.
    Banded,
    /// Lines that go up and down.
    Zigzag,
    /// Squares of a chess board.
    Chequered,
    /// Rings.
    Ringed,
}

/// The hatch of each mark; its hue is the token `mark-N`. No two marks share a hatch or a hue.
pub const TEAM_MARKS: [Hatch; 12] = [
    Hatch::Solid,
    Hatch::Rising,
    Hatch::Dotted,
    Hatch::Falling,
    Hatch::Crossed,
    Hatch::Level,
    Hatch::Upright,
    Hatch::Checked,
    Hatch::Banded,
    Hatch::Zigzag,
    Hatch::Chequered,
    Hatch::Ringed,
];

/// The mark that a new team gets: the first one that is used least.
pub fn next_mark(used: impl IntoIterator<Item = u8>) -> u8 {
    let mut counts = [0_u32; TEAM_MARKS.len()];
    for mark in used {
        counts[usize::from(mark) % TEAM_MARKS.len()] += 1;
    }
    let least = (0_u8..).zip(counts).min_by_key(|(_, count)| *count);
    least.map_or(0, |(mark, _)| mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_palettes_have_every_colour_that_the_style_sheets_name() {
        for theme in [Theme::Light, Theme::Dark] {
            let palette = Palette::of(theme);
            for token in ["paper", "land", "ink", "route", "heat-6", "mark-11", "error"] {
                let value = palette.get(token);
                assert!(value.starts_with('#') && value.len() == 7, "{token}: {value}");
            }
        }
        assert_ne!(Palette::of(Theme::Light).get("paper"), Palette::of(Theme::Dark).get("paper"));
        assert_eq!(Palette::of(Theme::Light).get("space-2"), "8px");
    }

    #[test]
    fn variables_are_replaced() {
        let palette = Palette::of(Theme::Light);
        let resolved = palette.resolve("a{fill:var(--land);stroke:var(--nothing)}");
        assert_eq!(resolved, format!("a{{fill:{};stroke:#000}}", palette.get("land")));
    }

    #[test]
    fn a_new_team_looks_different_as_long_as_there_are_marks() {
        let mut used = Vec::new();
        for _ in 0..TEAM_MARKS.len() {
            let mark = next_mark(used.iter().copied());
            assert!(!used.contains(&mark));
            used.push(mark);
        }
        assert_eq!(next_mark(used), 0);
    }

    #[test]
    fn marks_are_told_apart_without_colour_and_without_hatch() {
        for theme in [Theme::Light, Theme::Dark] {
            let palette = Palette::of(theme);
            for (index, hatch) in TEAM_MARKS.iter().enumerate() {
                assert!(!TEAM_MARKS[..index].contains(hatch), "{hatch:?} stands for two marks");
                let hue = palette.get(&format!("mark-{index}"));
                assert!(
                    (0..index).all(|other| palette.get(&format!("mark-{other}")) != hue),
                    "{hue} stands for two marks"
                );
            }
        }
    }

    /// WCAG 2.2 relative luminance contrast.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |color: &str| {
            let channel = |at: usize| {
                let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("a hex colour")) / 255.0;
                if value <= 0.03928 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
            };
            0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
        };
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_on_the_canvas_can_be_read() {
        let on = |ink: &'static str, grounds: &[&'static str]| {
            grounds.iter().map(|ground| (ink, *ground)).collect::<Vec<_>>()
        };
        let pairs = [
            on("ink", &["paper", "water", "land", "shallow", "chip", "panel", "hover", "accent-soft"]),
            on("ink", &["heat-1", "heat-2", "heat-3", "heat-4", "heat-5", "heat-6"]),
            on("ink-soft", &["paper", "water", "shallow", "land", "chip", "panel", "panel-raised", "hover"]),
            on("chip-role-ink", &["chip-role"]),
            on("accent", &["paper", "panel", "panel-raised", "water", "land", "accent-soft"]),
            on("accent-ink", &["accent"]),
            on("error", &["panel", "error-soft", "paper"]),
            on("warning", &["panel", "warning-soft", "paper"]),
            on("info", &["panel", "info-soft", "paper"]),
            on("paper", &["error", "warning", "info"]),
        ];
        for theme in [Theme::Light, Theme::Dark] {
            let palette = Palette::of(theme);
            for (ink, ground) in pairs.iter().flatten() {
                let ratio = contrast(palette.get(ink), palette.get(ground));
                assert!(ratio >= 4.5, "{theme:?}: {ink} on {ground} has {ratio:.2}");
            }
            // Lines and marks that carry meaning need 3 to 1 (WCAG 1.4.11).
            for line in ["shore", "route", "field-line", "heat-line"] {
                let ratio = contrast(palette.get(line), palette.get("paper"));
                assert!(ratio >= 3.0, "{theme:?}: {line} has {ratio:.2}");
            }
            for mark in 0..TEAM_MARKS.len() {
                let token = format!("mark-{mark}");
                let ratio = contrast(palette.get(&token), palette.get("land"));
                assert!(ratio >= 3.0, "{theme:?}: {token} has {ratio:.2}");
            }
        }
    }
}
