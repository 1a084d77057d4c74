//! Bars that lie: one for each thing that has a name, with the name over it and the figure behind it.

use super::{LETTERS, Scale, legend, short, words};
use crate::simulation::plot::{Plot, PlotKind, Point};
use crate::text;

/// How many names are drawn; the table has them all.
const NAMES: usize = 14;
/// How thick a bar is.
const THICK: f64 = 10.0;

/// The picture's inside and its height.
pub(super) fn draw(plot: &Plot, width: f64) -> Option<(String, f64)> {
    let longest = plot.series.iter().max_by_key(|series| series.points.len())?;
    let rows = longest.points.len().min(NAMES);
    let mut body = String::new();
    let mut y = legend(&plot.series, width, &mut body);
    let top = y;
    let is_tornado = plot.kind == PlotKind::Tornado;
    let starts = starts(plot, rows);
    let scale = scale(plot, rows, width, &starts);
    for (row, start) in starts.iter().enumerate() {
        y += 13.0;
        body.push_str(&words(0.0, y, "start", &text::fitted(&longest.points[row].label, LETTERS, width)));
        y += 4.0;
        for (number, series) in plot.series.iter().enumerate() {
            let Some(point) = series.points.get(row) else { continue };
            match plot.kind {
                PlotKind::Tornado => tornado(point, (&scale, y), width, plot, &mut body),
                _ => bar(point, *start, number, (&scale, y), plot, &mut body),
            }
            y += THICK + 3.0;
        }
        y += if is_tornado { 13.0 } else { 1.0 };
    }
    if longest.points.len() > rows {
        y += 14.0;
        let rest = longest.points.len() - rows;
        body.push_str(&words(0.0, y, "start", &format!("and {rest} more in the table")));
    }
    if is_tornado && let Some(point) = longest.points.first() {
        // Behind everything: names are read over it.
        let at = scale.at(point.y);
        let now = format!("<path class=\"plot-now\" d=\"M{} {}V{}\"/>", short(at), short(top), short(y));
        body.insert_str(0, &now);
    }
    Some((body, y + 4.0))
}

/// What the length of a bar means: behind the longest there is room for its figure.
fn scale(plot: &Plot, rows: usize, width: f64, starts: &[f64]) -> Scale {
    let is_tornado = plot.kind == PlotKind::Tornado;
    let drawn = || plot.series.iter().flat_map(|series| series.points.iter().take(rows));
    let spelled = drawn().map(|point| text::width(&plot.y.unit.spell(point.y), LETTERS));
    let right = if is_tornado { width } else { width - spelled.fold(0.0, f64::max) - 8.0 };
    let ends = drawn().zip(starts.iter().cycle()).flat_map(|(point, start)| match plot.kind {
        PlotKind::Waterfall => [*start, start + point.y, 0.0],
        _ => [point.y, point.low, point.high],
    });
    Scale::holding(ends, !is_tornado, 0.0, right, 4)
}

/// Where each bar begins: those of a waterfall where the one before ends, but for the last, which is the sum.
fn starts(plot: &Plot, rows: usize) -> Vec<f64> {
    let mut starts = vec![0.0; rows];
    if plot.kind == PlotKind::Waterfall {
        let points = plot.series.first().map(|series| series.points.as_slice()).unwrap_or_default();
        let mut sum = 0.0;
        for (start, point) in starts.iter_mut().zip(points).take(rows.saturating_sub(1)) {
            *start = sum;
            sum += if point.y.is_finite() { point.y } else { 0.0 };
        }
    }
    starts
}

fn bar(point: &Point, from: f64, number: usize, (scale, y): (&Scale, f64), plot: &Plot, body: &mut String) {
    let [start, end] = [from, from + point.y].map(|figure| scale.at(figure));
    let class = number % 6;
    let [left, top, wide, high] = [start.min(end), y, (end - start).abs().max(1.0), THICK].map(short);
    body.push_str(&format!(
        "<rect class=\"plot-bar s{class}\" x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\" rx=\"2\"/>"
    ));
    let mut behind = start.max(end);
    if plot.kind == PlotKind::Bars && point.low < point.high {
        let [low, high] = [point.low, point.high].map(|figure| scale.at(figure));
        let [from, middle, to] = [low, y + THICK / 2.0 - 3.0, high].map(short);
        body.push_str(&format!("<path class=\"plot-whisker\" d=\"M{from} {middle}v6m0 -3H{to}m0 -3v6\"/>"));
        behind = behind.max(high);
    }
    body.push_str(&words(behind + 5.0, y + THICK - 1.0, "start", &plot.y.unit.spell(point.y)));
}

fn tornado(point: &Point, (scale, y): (&Scale, f64), width: f64, plot: &Plot, body: &mut String) {
    let [low, now, high] = [point.low, point.y, point.high].map(|figure| scale.at(figure));
    for (end, class) in [(low, "plot-low"), (high, "plot-high")] {
        let [left, top, wide, tall] = [end.min(now), y, (end - now).abs().max(0.5), THICK].map(short);
        body.push_str(&format!(
            "<rect class=\"plot-bar {class}\" x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{tall}\"/>"
        ));
    }
    // What either end gives stands under the bar, on the side where that end is.
    let mut ends = [(low, point.low), (high, point.high)];
    if low > high {
        ends.reverse();
    }
    let [left, right] = ends.map(|(at, figure)| (at, plot.y.unit.spell(figure)));
    let [first, second] = [&left.1, &right.1].map(|text| text::width(text, LETTERS));
    let from = left.0.min(width - first - second - 10.0).max(0.0);
    let to = right.0.max(from + first + 10.0 + second).min(width);
    body.push_str(&words(from, y + THICK + 11.0, "start", &left.1));
    body.push_str(&words(to, y + THICK + 11.0, "end", &right.1));
}
