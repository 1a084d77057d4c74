//! A picture of figures as SVG. Colours and weights are classes (`style/answer.css`); nothing is said by colour alone:
//! series are named, dashed differently, and every picture has a table twin ([`Plot::table`]).

mod bars;
mod curve;

use super::{Plot, PlotKind, Series};
use crate::scene::svg::escape;
use crate::text;

/// The size of letters.
const LETTERS: f64 = 11.0;

/// The picture, so many units wide; nothing where there is nothing to draw.
pub fn svg(plot: &Plot, width: f64) -> Option<String> {
    let has_points = plot.series.iter().any(|series| !series.points.is_empty());
    if !has_points {
        return None;
    }
    let (body, height) = match plot.kind {
        PlotKind::Curve | PlotKind::Steps | PlotKind::Histogram => curve::draw(plot, width),
        PlotKind::Bars | PlotKind::Waterfall | PlotKind::Tornado => bars::draw(plot, width)?,
    };
    let label = if plot.says.is_empty() { plot.title.clone() } else { format!("{}. {}", plot.title, plot.says) };
    Some(format!(
        "<svg class=\"plot\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">{body}</svg>",
        short(width),
        short(height),
        escape(&label)
    ))
}

/// The names of the series over the picture, where there are several; answers with how much room they take.
fn legend(series: &[Series], width: f64, into: &mut String) -> f64 {
    if series.len() < 2 {
        return 0.0;
    }
    let (mut x, mut y) = (0.0, LETTERS);
    for (number, series) in series.iter().enumerate() {
        let name = text::fitted(&series.name, LETTERS, width - 24.0);
        let room = 22.0 + text::width(&name, LETTERS) + 12.0;
        if x > 0.0 && x + room > width {
            (x, y) = (0.0, y + 16.0);
        }
        into.push_str(&format!(
            "<path class=\"plot-line s{}\" d=\"M{} {}h16\"/>{}",
            number % 6,
            short(x),
            short(y - 4.0),
            words(x + 22.0, y, "start", &name)
        ));
        x += room;
    }
    y + 10.0
}

/// A line of text.
fn words(x: f64, y: f64, anchor: &str, text: &str) -> String {
    let (x, y) = (short(x), short(y));
    format!("<text class=\"plot-text\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>", escape(text))
}

/// A coordinate with one digit behind the point: the same text everywhere.
fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// What is measured along a line, from `from` to `to`.
#[derive(Clone, Debug)]
struct Scale {
    least: f64,
    most: f64,
    from: f64,
    to: f64,
    ticks: Vec<f64>,
}

impl Scale {
    /// The scale that holds these figures at round ticks; figures without end do not count.
    fn holding(figures: impl Iterator<Item = f64>, has_zero: bool, from: f64, to: f64, ticks: usize) -> Self {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for figure in figures.filter(|figure| figure.is_finite()) {
            (least, most) = (least.min(figure), most.max(figure));
        }
        if least > most {
            (least, most) = (0.0, 1.0);
        }
        if has_zero {
            (least, most) = (least.min(0.0), most.max(0.0));
        }
        if most - least < 1e-12 * most.abs().max(1e-12) {
            most = least + least.abs().max(1.0);
        }
        let step = round_step((most - least) / ticks.max(1) as f64);
        let (first, last) = ((least / step + 1e-9).floor(), (most / step - 1e-9).ceil());
        let count = (last - first).clamp(1.0, 50.0) as usize;
        let ticks: Vec<f64> = (0..=count).map(|number| (first + number as f64) * step).collect();
        Self { least: first * step, most: (first + count as f64) * step, from, to, ticks }
    }

    /// Where a figure lies; what has no end lies at the end.
    fn at(&self, figure: f64) -> f64 {
        let figure = if figure.is_nan() { self.least } else { figure.clamp(self.least, self.most) };
        self.from + (figure - self.least) / (self.most - self.least) * (self.to - self.from)
    }
}

/// The round number next to a step: 1, 2 or 5 times a power of ten.
fn round_step(step: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(step.max(1e-300))));
    let first = [1.0, 2.0, 5.0].into_iter().map(|digit| digit * power).find(|round| *round >= step * 0.999_999);
    first.unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::super::{Axis, Point};
    use super::*;
    use crate::simulation::{Estimate, Unit};

    fn plot(kind: PlotKind, points: Vec<Point>) -> Plot {
        let axes = [Axis::new("Age <days>", Unit::Days), Axis::new("Conflicts", Unit::Share)];
        let [x, y] = axes;
        Plot::new("key", "Title", kind, x, y).with("One", points)
    }

    #[test]
    fn ticks_are_round_and_hold_everything() {
        let scale = Scale::holding([0.03, 0.97].into_iter(), true, 0.0, 100.0, 4);
        assert_eq!((scale.least, scale.most), (0.0, 1.0));
        assert!((scale.at(0.5) - 50.0).abs() < 1e-9 && scale.at(f64::INFINITY) == 100.0);
        let narrow = Scale::holding([7.0, 7.0].into_iter(), false, 0.0, 100.0, 4);
        assert!(narrow.least <= 7.0 && narrow.most > 7.0);
        assert!(Scale::holding([f64::NAN].into_iter(), false, 0.0, 1.0, 3).ticks.len() > 1);
    }

    #[test]
    fn every_kind_of_picture_is_sound_whatever_the_figures() {
        let absurd = Estimate { value: f64::INFINITY, low: f64::NAN, high: f64::INFINITY };
        let points = vec![Point::at(1.0, 0.1), Point::at(2.0, 0.3), Point::estimated(3.0, absurd)];
        let bars = vec![Point::bar("A & B", 3.0), Point::estimated_bar("C", absurd), Point::bar("D", -1.0)];
        for kind in [PlotKind::Curve, PlotKind::Steps, PlotKind::Histogram] {
            let text = svg(&plot(kind, points.clone()), 320.0).expect("a picture");
            roxmltree::Document::parse(&text).expect("well-formed");
            assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        }
        for kind in [PlotKind::Bars, PlotKind::Waterfall, PlotKind::Tornado] {
            let text = svg(&plot(kind, bars.clone()), 320.0).expect("a picture");
            roxmltree::Document::parse(&text).expect("well-formed");
            assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        }
        assert_eq!(svg(&plot(PlotKind::Bars, Vec::new()), 320.0), None);
    }
}
