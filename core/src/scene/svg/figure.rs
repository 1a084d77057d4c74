//! Figures as SVG.

use std::fmt::Write as _;

use super::{flow_path, path, rect, round, team_outline, text};
use crate::geometry::Point;
use crate::scene::figure::{Figure, Outline, Tone};

/// A figure in a group of its look. What it stands for is in `data-ids`, what is said of it in its label.
pub fn figure(figure: &Figure) -> String {
    let mut markup = String::new();
    write(&mut markup, figure, true);
    markup
}

/// Writes a figure, with what a screen reader says of it or without.
pub(super) fn write(markup: &mut String, figure: &Figure, has_label: bool) {
    let _ = write!(markup, "<g class=\"figure look-{}\"", figure.look.class());
    if !figure.ids.is_empty() {
        let ids: Vec<String> = figure.ids.iter().map(ToString::to_string).collect();
        let _ = write!(markup, " data-ids=\"{}\"", ids.join(" "));
    }
    if has_label {
        markup.push_str(&super::label(&figure.description));
    }
    markup.push('>');
    outline(markup, &figure.outline);
    for words in &figure.words {
        let class = words.tone.class();
        if words.tone == Tone::Turned {
            let Point { x, y } = words.text.at;
            let _ = write!(markup, "<g transform=\"translate({} {}) rotate(-90)\">", round(x), round(y));
            let mut turned = words.text.clone();
            turned.at = Point::new(0.0, 0.0);
            text(markup, class, &turned);
            markup.push_str("</g>");
        } else {
            text(markup, class, &words.text);
        }
    }
    markup.push_str("</g>\n");
}

fn outline(markup: &mut String, outline: &Outline) {
    match outline {
        Outline::None => {}
        Outline::Box(area, radius) => markup.push_str(&rect("figure-shape", *area, *radius)),
        Outline::Oval(area) => {
            let (middle, [rx, ry]) = (area.center(), [area.width / 2.0, area.height / 2.0].map(round));
            let [x, y] = [middle.x, middle.y].map(round);
            let _ = write!(markup, "<ellipse class=\"figure-shape\" cx=\"{x}\" cy=\"{y}\" rx=\"{rx}\" ry=\"{ry}\"/>");
        }
        Outline::Team(kind, area) => {
            let [x, y] = [area.x, area.y].map(round);
            let shape = team_outline(*kind, *area);
            let _ = write!(markup, "<path class=\"figure-shape\" transform=\"translate({x} {y})\" d=\"{shape}\"/>");
        }
        Outline::Area(points) => {
            let mut shape = String::new();
            for (index, point) in points.iter().enumerate() {
                let start = if index == 0 { "M" } else { "L" };
                let _ = write!(shape, "{start}{} {}", round(point.x), round(point.y));
            }
            let _ = write!(markup, "<path class=\"figure-shape\" d=\"{shape}Z\"/>");
        }
        Outline::Line(line) => {
            let _ = write!(markup, "<path class=\"figure-line\" d=\"{}\"/>", path(line));
        }
        Outline::Arrow(line) => {
            let _ = write!(markup, "<path class=\"figure-line\" d=\"{}\"/>", path(line));
            if let [.., before, end] = line.as_slice() {
                let direction = end.minus(*before).unit();
                let at = end.minus(direction.times(5.0));
                let _ = write!(markup, "<path class=\"figure-head\" d=\"{}\"/>", flow_path(at, direction));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::model::ContextId;
    use crate::scene::figure::Look;

    #[test]
    fn a_figure_says_what_it_stands_for_and_escapes_what_people_wrote() {
        let area = Rect::new(0.0, 0.0, 40.0, 20.0);
        let drawn = figure(
            &Figure::of(ContextId::new(1), Outline::Box(area, 4.0), Look::Card)
                .saying(Tone::Title, "<b>", area.center(), 12.0)
                .described("a \"card\""),
        );
        assert!(drawn.contains("data-ids=\"c1\"") && drawn.contains("&lt;b&gt;") && !drawn.contains("<b>"), "{drawn}");
        assert!(drawn.contains("aria-label=\"a &quot;card&quot;\""), "{drawn}");
    }
}
