//! Names that a careless program trips over: they come back as they were, and in a picture they are text.

use atoll_core::format::native;
use atoll_core::model::{DomainKind, Frame, Landscape, Perspective, RelationshipKind};
use atoll_core::scene::svg;
use atoll_core::sketch::Sketch;
use atoll_core::theme::Theme;
use atoll_core::view::VIEWS;

use super::drawn::TEXTS;

/// A landscape in which everything that is written on a map is this text.
fn named(text: &str) -> Landscape {
    let mut sketch = Sketch::new();
    let [a, b] = [0, 400].map(|x| {
        let id = sketch.context(text);
        sketch.edit_context(id, |context| context.frame = Some(Frame::new(x, 0, 176, 88)));
        id
    });
    let domain = sketch.domain(text, DomainKind::Vertical);
    sketch.subdomain(domain, text, atoll_core::model::Classification::Core, &[a]);
    let team = sketch.team(text, &[a]);
    let mut record = sketch.landscape.teams[&team].as_ref().clone();
    record.frame = Some(Frame::new(0, 200, 176, 64));
    sketch.put(record);
    sketch.relate(a, b, RelationshipKind::CustomerSupplier, |relationship| {
        relationship.name = text.to_owned();
        relationship.technology = text.to_owned();
    });
    let mut header = sketch.landscape.header.as_ref().clone();
    header.name = text.to_owned();
    sketch.put(header);
    sketch.landscape
}

fn texts() -> Vec<String> {
    let long = ["x".repeat(100_000), "word ".repeat(20_000), "🦀".repeat(10_000), "<".repeat(10_000)];
    let every_control = (0..0xa0).filter_map(char::from_u32).collect();
    TEXTS.iter().map(|text| (*text).to_owned()).chain(long).chain([every_control]).collect()
}

#[test]
fn they_come_back_as_they_were() {
    for text in texts() {
        let landscape = named(&text);
        let written = native::write(&landscape);
        assert_eq!(native::parse(&written).as_ref(), Ok(&landscape));
        assert!(!written.chars().any(|c| c < ' ' && c != '\n'), "no control character stands in a file as it is");
        // A line feed within a name must not look like the end of a record.
        assert_eq!(written.lines().count(), native::write(&named("plain")).lines().count());
    }
}

#[test]
fn in_a_picture_they_are_text_and_nothing_else() {
    const ELEMENTS: [&str; 9] = ["svg", "title", "style", "defs", "pattern", "path", "rect", "g", "text"];
    let style = |text: &str| {
        picture(&named(text)).split("</style>").next().map(|head| head.split("<style>").last().map(str::to_owned))
    };
    let plain = style("plain");
    for text in texts() {
        let landscape = named(&text);
        let picture = picture(&landscape);
        assert!(picture.len() < 600_000 + 5 * text.len(), "{} bytes for a name of {}", picture.len(), text.len());
        let document = roxmltree::Document::parse(&picture).unwrap_or_else(|error| panic!("{text:.80}: {error}"));
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            assert!(ELEMENTS.contains(&name), "{text:.80}: <{name}>");
            for attribute in node.attributes() {
                let (key, value) = (attribute.name(), attribute.value());
                assert!(!key.starts_with("on") && !key.contains("href"), "{text:.80}: {key}");
                assert!(!value.contains("script") && !value.contains("plain"), "{text:.80}: {key}={value}");
            }
            assert!(!matches!(name, "text" | "title") || node.children().all(|child| child.is_text()));
        }
        assert_eq!(style(&text), plain, "what is written changes no style");
        let title = document.descendants().find(|node| node.has_tag_name("title")).and_then(|node| node.text());
        let shown: String = text.chars().map(seen).collect();
        assert_eq!(title.unwrap_or_default(), shown, "a picture is called what the landscape is called");
    }
}

/// What of a character a picture can show.
fn seen(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => ' ',
        '\0'..' ' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        other => other,
    }
}

fn picture(landscape: &Landscape) -> String {
    svg::document(&(VIEWS[0].build)(landscape, &Perspective::default()), &landscape.header.name, Theme::Light)
}
