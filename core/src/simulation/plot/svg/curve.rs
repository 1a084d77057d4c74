//! Curves, distribution functions and histograms: two axes with ticks.

use super::{LETTERS, Scale, legend, short, words};
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::text;

/// How high the field between the axes is, as a part of the width.
const SHAPE: f64 = 0.52;

/// The picture's inside and its height.
pub(super) fn draw(plot: &Plot, width: f64) -> (String, f64) {
    let points = || plot.series.iter().flat_map(|series| &series.points);
    let mut body = String::new();
    let top = legend(&plot.series, width, &mut body) + 18.0;
    let bottom = top + (SHAPE * width).clamp(120.0, 320.0);
    let ends = points().flat_map(|point| [point.y, point.low, point.high]);
    let y = Scale::holding(ends, true, bottom, top, 4);
    let plain: Vec<String> = y.ticks.iter().map(|tick| bare(&plot.y, *tick)).collect();
    let left = plain.iter().map(|text| text::width(text, LETTERS)).fold(0.0, f64::max) + 8.0;
    let has_zero = plot.kind != PlotKind::Curve || points().all(|point| point.x >= 0.0);
    let x = Scale::holding(points().map(|point| point.x), has_zero, left, width - 8.0, 5);
    for (tick, text) in y.ticks.iter().zip(&plain) {
        let at = y.at(*tick);
        body.push_str(&format!("<path class=\"plot-grid\" d=\"M{} {}H{}\"/>", short(left), short(at), short(width)));
        body.push_str(&words(left - 6.0, at + 4.0, "end", text));
    }
    for tick in &x.ticks {
        let text = bare(&plot.x, *tick);
        let at = x.at(*tick);
        let is_last = at + text::width(&text, LETTERS) / 2.0 > width;
        let (at, anchor) = if is_last { (width, "end") } else { (at, "middle") };
        body.push_str(&words(at, bottom + 15.0, anchor, &text));
    }
    let corner = [left, top, bottom, width].map(short);
    let [left, from, to, right] = corner;
    body.push_str(&format!("<path class=\"plot-axis\" d=\"M{left} {from}V{to}H{right}\"/>"));
    body.push_str(&words(0.0, top - 8.0, "start", &text::fitted(&named(&plot.y), LETTERS, width)));
    body.push_str(&words(width, bottom + 31.0, "end", &text::fitted(&named(&plot.x), LETTERS, width)));
    for (number, series) in plot.series.iter().enumerate() {
        match plot.kind {
            PlotKind::Histogram => columns(&series.points, number, (&x, &y), &mut body),
            kind => line(&series.points, number, kind == PlotKind::Steps, (&x, &y), &mut body),
        }
    }
    (body, bottom + 38.0)
}

/// An axis' name with its unit.
fn named(axis: &Axis) -> String {
    match axis.unit.word() {
        "" => axis.label.clone(),
        unit => format!("{} ({unit})", axis.label),
    }
}

/// The figure of a tick without its unit, which stands at the axis.
fn bare(axis: &Axis, tick: f64) -> String {
    let text = axis.unit.spell(tick);
    let unit = axis.unit.word();
    if unit.is_empty() { text } else { text.replace(unit, "").trim().to_owned() }
}

fn line(points: &[Point], number: usize, in_steps: bool, (x, y): (&Scale, &Scale), body: &mut String) {
    let class = number % 6;
    let drawn: Vec<&Point> = points.iter().filter(|point| !point.y.is_nan() && !point.x.is_nan()).collect();
    if drawn.iter().any(|point| point.low < point.high) {
        let place = |point: &Point, figure: f64| format!("{} {}", short(x.at(point.x)), short(y.at(figure)));
        let up = drawn.iter().map(|point| place(point, point.high));
        let down = drawn.iter().rev().map(|point| place(point, point.low));
        let ring: Vec<String> = up.chain(down).collect();
        body.push_str(&format!("<path class=\"plot-band s{class}\" d=\"M{}Z\"/>", ring.join("L")));
    }
    let mut path = String::new();
    for (index, point) in drawn.iter().enumerate() {
        let (across, up) = (short(x.at(point.x)), short(y.at(point.y)));
        match index {
            0 => path.push_str(&format!("M{across} {up}")),
            _ if in_steps => path.push_str(&format!("H{across}V{up}")),
            _ => path.push_str(&format!("L{across} {up}")),
        }
    }
    if drawn.len() == 1 {
        // A single point would not be seen as a line.
        path.push_str("h4");
    }
    body.push_str(&format!("<path class=\"plot-line s{class}\" d=\"{path}\"/>"));
}

fn columns(points: &[Point], number: usize, (x, y): (&Scale, &Scale), body: &mut String) {
    let span = points.windows(2).map(|pair| pair[1].x - pair[0].x).fold(f64::INFINITY, f64::min);
    for point in points.iter().filter(|point| point.x.is_finite() && point.y.is_finite()) {
        let from = x.at(point.x);
        let to = if span.is_finite() { x.at(point.x + span) } else { from + 16.0 };
        let (top, floor) = (y.at(point.y), y.at(0.0));
        let [left, above, wide, high] =
            [from, top.min(floor), (to - from - 1.0).max(1.0), (floor - top).abs()].map(short);
        let class = number % 6;
        body.push_str(&format!(
            "<rect class=\"plot-bar s{class}\" x=\"{left}\" y=\"{above}\" width=\"{wide}\" height=\"{high}\"/>"
        ));
    }
}
