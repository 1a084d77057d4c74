//! A scene as SVG: the same markup on the screen and in an exported file. Every text is escaped.

mod figure;

use std::fmt::Write as _;

pub use self::figure::figure;

use super::{Chip, ChipTone, Edge, Footer, Node, NodeShape, Region, SHALLOWS, Scene, Shore, Text};
use crate::geometry::{Point, Rect};
use crate::model::{ActorKind, DomainKind, Integration, RelationshipKind, TeamKind};
use crate::theme::{Hatch, Palette, TEAM_MARKS, Theme};

/// The style of what is drawn, shared with the interface.
const STYLE: &str = concat!(include_str!("../../../style/chart.css"), include_str!("../../../style/figures.css"));

/// Room around an exported picture, in map units.
const MARGIN: f64 = 32.0;

/// How far from a bend its rounding starts.
const BEND_RADIUS: f64 = 16.0;

/// How large the picture of a scene is, in map units; nothing of an empty one.
pub fn size(scene: &Scene) -> Option<(f64, f64)> {
    let area = scene.bounds()?.inflate(MARGIN);
    Some((area.width.ceil(), area.height.ceil()))
}

/// A picture that stands alone: style and hatches inside, no script, nothing loaded from anywhere.
pub fn document(scene: &Scene, title: &str, theme: Theme) -> String {
    let area = scene.bounds().unwrap_or(Rect::new(0.0, 0.0, 320.0, 160.0)).inflate(MARGIN);
    let palette = Palette::of(theme);
    let [x, y, width, height] = [area.x.floor(), area.y.floor(), area.width.ceil(), area.height.ceil()];
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"{x} {y} {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\">\n<title>{}</title>\n<style>{}</style>\n<defs>{}</defs>\n",
        escape(title),
        palette.resolve(STYLE),
        palette.resolve(&hatches())
    );
    let _ = writeln!(svg, "<rect class=\"paper\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
    svg.push_str(&groups(scene, false));
    svg.push_str("</svg>\n");
    svg
}

/// Everything in a scene, back to front, for the page: each group says in `data-ids` what it stands for, and what a
/// screen reader says of it. In a file the picture is one picture, and says its title.
pub fn body(scene: &Scene) -> String {
    groups(scene, true)
}

fn groups(scene: &Scene, has_labels: bool) -> String {
    let mut svg = String::new();
    for region in &scene.regions {
        let (class, id, content) = (region_class(region), region.id, self::region(region));
        let _ = writeln!(svg, "<g class=\"{class}\" data-ids=\"{id}\">{content}</g>");
    }
    for figure in &scene.figures {
        figure::write(&mut svg, figure, has_labels);
    }
    for edge in &scene.edges {
        let (class, id, content) = (edge_class(edge), edge.id, line(edge));
        let label = if has_labels { label(&edge.description) } else { String::new() };
        let _ = writeln!(svg, "<g class=\"{class}\" data-ids=\"{id}\"{label}>{content}</g>");
    }
    for edge in &scene.edges {
        svg.push_str(&plates(edge));
    }
    for node in &scene.nodes {
        let (class, Rect { x, y, .. }, id, content) = (node_class(node), node.rect, node.id, self::node(node));
        let label = if has_labels { label(&node.description) } else { String::new() };
        let place = format!("transform=\"translate({x} {y})\"");
        let _ = writeln!(svg, "<g class=\"{class}\" data-ids=\"{id}\"{label} {place}>{content}</g>");
    }
    svg
}

/// What a screen reader says of a group.
fn label(description: &str) -> String {
    if description.is_empty() {
        return String::new();
    }
    format!(" role=\"img\" aria-label=\"{}\"", escape(description))
}

/// The patterns that teams are hatched with, `mark-0` to `mark-11`.
pub fn hatches() -> String {
    let mut markup = String::new();
    for (mark, hatch) in TEAM_MARKS.iter().enumerate() {
        let lines = match hatch {
            Hatch::Solid => "M0 0H8V8H0Z",
            Hatch::Rising => "M-1 1L1 -1M0 8L8 0M7 9L9 7",
            Hatch::Falling => "M-1 7L1 9M0 0L8 8M7 -1L9 1",
            Hatch::Crossed => "M0 0L8 8M0 8L8 0",
            Hatch::Dotted => "M1 1h2v2h-2zM5 5h2v2h-2z",
            Hatch::Level => "M0 2H8M0 6H8",
            Hatch::Upright => "M2 0V8M6 0V8",
            Hatch::Checked => "M0 2H8M0 6H8M2 0V8M6 0V8",
            Hatch::Banded => "M0 0H4V8H0Z",
            Hatch::Zigzag => "M-1 5L2 2L6 6L9 3",
            Hatch::Chequered => "M0 0H4V4H0ZM4 4H8V8H4Z",
            Hatch::Ringed => "M4 1.4A2.6 2.6 0 1 0 4 6.6A2.6 2.6 0 1 0 4 1.4Z",
        };
        let paint = match hatch {
            Hatch::Solid | Hatch::Dotted | Hatch::Banded | Hatch::Chequered => format!("fill=\"var(--mark-{mark})\""),
            _ => format!("fill=\"none\" stroke=\"var(--mark-{mark})\" stroke-width=\"1.8\""),
        };
        let _ = write!(
            markup,
            "<pattern id=\"mark-{mark}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"{lines}\" {paint}/></pattern>"
        );
    }
    markup
}

/// The classes of a region.
pub fn region_class(region: &Region) -> &'static str {
    match region.kind {
        DomainKind::Undefined => "region",
        DomainKind::Vertical => "region vertical",
        DomainKind::Foundation => "region foundation",
    }
}

/// What is in a region's group.
pub fn region(region: &Region) -> String {
    let mut markup = rect("water", region.rect, 20.0);
    for shoal in &region.shoals {
        let _ = write!(markup, "<g data-ids=\"{}\">{}", shoal.id, rect("shoal", shoal.rect, 16.0));
        text(&mut markup, "shoal-title", &shoal.title);
        markup.push_str("</g>");
    }
    text(&mut markup, "region-title", &region.title);
    markup
}

/// The classes of a node.
pub fn node_class(node: &Node) -> &'static str {
    match node.shape {
        NodeShape::Context(Shore::Single) => "node context",
        NodeShape::Context(Shore::Double) => "node context core",
        NodeShape::Context(Shore::Thin) => "node context generic",
        NodeShape::Context(Shore::Dashed) => "node context external",
        NodeShape::Team(TeamKind::Undefined, _) => "node team undefined",
        NodeShape::Team(..) => "node team",
        NodeShape::Actor(_) => "node actor",
    }
}

/// What is in a node's group; the group is moved to the node's place.
pub fn node(node: &Node) -> String {
    let area = Rect::new(0.0, 0.0, node.rect.width, node.rect.height);
    let mut markup = String::new();
    match node.shape {
        NodeShape::Context(shore) => {
            markup.push_str(&rect("shallow", area.inflate(SHALLOWS), 20.0));
            markup.push_str(&rect("land", area, 14.0));
            if shore == Shore::Double {
                markup.push_str(&rect("inner-shore", area.inflate(-3.5), 11.0));
            }
        }
        NodeShape::Actor(_) => {}
        NodeShape::Team(kind, mark) => {
            let _ = write!(markup, "<path class=\"land\" d=\"{}\"/>", team_outline(kind, area));
            let _ = write!(
                markup,
                "<rect class=\"swatch mark-{mark}\" x=\"12\" y=\"{}\" width=\"18\" height=\"18\" rx=\"3\" fill=\"url(#mark-{mark})\"/>",
                round(area.height / 2.0 - 9.0)
            );
        }
    }
    if let NodeShape::Actor(kind) = node.shape {
        markup.push_str(&rect("land", area, 6.0));
        let y = area.height / 2.0 - 12.0;
        let _ = write!(
            markup,
            "<path class=\"actor-figure\" transform=\"translate(10 {})\" d=\"{}\"/>",
            round(y),
            actor_figure(kind)
        );
    }
    if let Some(caption) = &node.caption {
        text(&mut markup, "caption", caption);
    }
    for line in &node.title {
        text(&mut markup, "title", line);
    }
    if let Some(footer) = &node.footer {
        self::footer(&mut markup, footer);
    }
    markup
}

/// The classes of an edge.
pub fn edge_class(edge: &Edge) -> String {
    let kind = match edge.kind {
        RelationshipKind::UpstreamDownstream | RelationshipKind::CustomerSupplier => "directed",
        RelationshipKind::Partnership => "partnership",
        RelationshipKind::SharedKernel => "shared-kernel",
        RelationshipKind::SeparateWays => "separate-ways",
        RelationshipKind::BigBallOfMud => "mud",
    };
    let integration = match edge.integration {
        Integration::Undefined => "",
        Integration::InProcessCall => " in-process",
        Integration::InProcessMessage => " in-process-message",
        Integration::RemoteCall => " remote",
        Integration::BrokerMessage => " broker",
        Integration::SharedDatabase => " database",
        Integration::File => " file",
        Integration::UserInterfaceComposition => " screen",
    };
    format!("edge {kind}{integration}")
}

/// The line of an edge, in a group of the edge's classes.
pub fn line(edge: &Edge) -> String {
    let path = path(&edge.line);
    let mut markup = format!("<path class=\"route\" d=\"{path}\"/>");
    if matches!(edge.kind, RelationshipKind::SharedKernel | RelationshipKind::BigBallOfMud) {
        let _ = write!(markup, "<path class=\"route-inside\" d=\"{path}\"/>");
    }
    if let Some((at, direction)) = edge.flow {
        let _ = write!(markup, "<path class=\"flow\" d=\"{}\"/>", flow_path(at, direction));
    }
    markup
}

/// The badges and the name of an edge, drawn above all lines.
pub fn plates(edge: &Edge) -> String {
    let mut markup = String::new();
    for chip in edge.chips.iter().chain(&edge.label) {
        self::chip(&mut markup, chip);
    }
    markup
}

/// The path of a line with its bends rounded.
pub fn path(line: &[Point]) -> String {
    let mut path = String::new();
    for (index, point) in line.iter().enumerate() {
        let [x, y] = [round(point.x), round(point.y)];
        let (Some(before), Some(after)) = (index.checked_sub(1).and_then(|i| line.get(i)), line.get(index + 1)) else {
            let _ = write!(path, "{}{x} {y}", if index == 0 { "M" } else { "L" });
            continue;
        };
        let radius = BEND_RADIUS.min(point.distance(*before) / 2.0).min(point.distance(*after) / 2.0);
        let (enter, leave) = (
            point.plus(before.minus(*point).unit().times(radius)),
            point.plus(after.minus(*point).unit().times(radius)),
        );
        let [ex, ey, lx, ly] = [enter.x, enter.y, leave.x, leave.y].map(round);
        let _ = write!(path, "L{ex} {ey}Q{x} {y} {lx} {ly}");
    }
    path
}

/// A small arrow head that points where influence flows, like a chart's mark of a current.
fn flow_path(at: Point, direction: Point) -> String {
    let side = Point::new(-direction.y, direction.x);
    let tip = at.plus(direction.times(5.0));
    let tail = |way: f64| at.plus(direction.times(-4.0)).plus(side.times(way));
    let [a, b] = [tail(4.5), tail(-4.5)];
    let [tx, ty, ax, ay, bx, by] = [tip.x, tip.y, a.x, a.y, b.x, b.y].map(round);
    format!("M{tx} {ty}L{ax} {ay}L{bx} {by}Z")
}

/// What stands in an actor's box, in a square of 24: a person, a screen, a house.
fn actor_figure(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => {
            "M12 11A4.500 4.500 0 1 0 12 2A4.500 4.500 0 1 0 12 11ZM3.500 22C4 16.500 7 14 12 14S20 16.500 20.500 22Z"
        }
        ActorKind::FrontEnd => "M2.500 4H21.500V17H2.500ZM2.500 8H21.500M9 21H15M12 17V21",
        ActorKind::Organisation => "M4 22V6L12 2L20 6V22ZM10 22V17H14V22M8 9H10M14 9H16M8 13H10M14 13H16",
    }
}

/// The outline of a team's box (shapes of the Team Topologies templates, CC BY-SA, drawn anew).
fn team_outline(kind: TeamKind, area: Rect) -> String {
    let [w, h] = [area.width, area.height];
    let radius = match kind {
        TeamKind::StreamAligned => (h / 2.0).min(28.0),
        TeamKind::Enabling => 18.0,
        TeamKind::Platform => 2.0,
        TeamKind::ComplicatedSubsystem => {
            let cut = (h / 3.0).min(w / 4.0);
            let [r, b] = [w - cut, h - cut];
            let points = format!("M{cut} 0H{r}L{w} {cut}V{b}L{r} {h}H{cut}L0 {b}V{cut}Z");
            return points;
        }
        TeamKind::Undefined => 8.0,
    };
    let [r, b] = [w - radius, h - radius];
    format!("M{radius} 0H{r}Q{w} 0 {w} {radius}V{b}Q{w} {h} {r} {h}H{radius}Q0 {h} 0 {b}V{radius}Q0 0 {radius} 0Z")
}

fn footer(markup: &mut String, footer: &Footer) {
    let top = footer.text.at.y - 10.5;
    for (index, mark) in footer.marks.iter().enumerate() {
        let x = 12.0 + 16.0 * index as f64;
        let _ = write!(
            markup,
            "<rect class=\"swatch mark-{mark}\" x=\"{x}\" y=\"{}\" width=\"13\" height=\"13\" rx=\"3\" fill=\"url(#mark-{mark})\"/>",
            round(top)
        );
    }
    text(markup, "footer", &footer.text);
}

fn chip(markup: &mut String, chip: &Chip) {
    let class = match chip.tone {
        ChipTone::Letter => "letter",
        ChipTone::Role => "role",
        ChipTone::Whole => "whole",
        ChipTone::Label => "label",
    };
    if chip.tone != ChipTone::Label {
        markup.push_str(&rect(&format!("chip {class}"), chip.rect, 3.0));
    }
    let middle = chip.rect.center();
    let size = chip.tone.text_size();
    let line = Text { text: chip.text.clone(), at: Point::new(middle.x, middle.y + size * 0.36), size };
    text(markup, &format!("{class}-text"), &line);
}

fn rect(class: &str, rect: Rect, radius: f64) -> String {
    let [x, y, w, h] = [rect.x, rect.y, rect.width, rect.height].map(round);
    format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{radius}\"/>")
}

fn text(markup: &mut String, class: &str, line: &Text) {
    let [x, y, size] = [line.at.x, line.at.y, line.size].map(round);
    let escaped = escape(&line.text);
    let _ = write!(markup, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\">{escaped}</text>");
}

/// Whole tenths are enough for the eye and keep files short.
fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The text as it can stand in markup, in a text or an attribute. Control characters, which XML has no way to write,
/// become a replacement character.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_become_markup() {
        let escaped = escape("<script>alert('x')</script> & \"so\" on\u{1}\n");
        assert!(!escaped.contains(['<', '>', '"', '\'', '\u{1}', '\n']), "{escaped}");
    }

    #[test]
    fn bends_are_rounded_and_ends_are_not() {
        let line = [Point::new(0.0, 0.0), Point::new(100.0, 0.0), Point::new(100.0, 100.0)];
        assert_eq!(path(&line), "M0 0L84 0Q100 0 100 16L100 100");
    }
}
