//! What on a scene lies on something that it must keep clear of.

use atoll_core::geometry::Rect;
use atoll_core::scene::{Edge, Scene, Text};
use atoll_core::text::width;

/// A sentence for everything that covers something.
pub(crate) fn covered(scene: &Scene) -> Vec<String> {
    let mut found = Vec::new();
    boxes(scene, &mut found);
    lines(scene, &mut found);
    plates(scene, &mut found);
    struck(scene, &mut found);
    titles(scene, &mut found);
    found
}

fn boxes(scene: &Scene, found: &mut Vec<String>) {
    for (index, node) in scene.nodes.iter().enumerate() {
        for other in scene.nodes[..index].iter().filter(|other| other.rect.overlaps(&node.rect)) {
            found.push(format!("{} lies on {}", node.description, other.description));
        }
        for text in &node.title {
            let room = width(&text.text, text.size);
            if text.at.x - room / 2.0 < 0.0 || text.at.x + room / 2.0 > node.rect.width {
                found.push(format!("{} is wider than its box", text.text));
            }
        }
    }
}

fn lines(scene: &Scene, found: &mut Vec<String>) {
    for edge in &scene.edges {
        let crosses = |rect: Rect| edge.line.windows(2).any(|step| rect.is_crossed(step[0], step[1]));
        for node in scene.nodes.iter().filter(|node| !edge.ends.contains(&node.id) && crosses(node.rect)) {
            found.push(format!("{} runs through {}", named(edge), node.description));
        }
        // Within its own boxes a line is hidden: it may touch them and no more.
        for node in scene.nodes.iter().filter(|node| edge.ends.contains(&node.id) && crosses(node.rect)) {
            found.push(format!("{} runs through its own {}", named(edge), node.description));
        }
    }
}

fn plates(scene: &Scene, found: &mut Vec<String>) {
    let of = |edge: &Edge| -> Vec<(Rect, String)> {
        let written = edge.chips.iter().chain(&edge.label).map(|chip| (chip.rect, chip.text.clone()));
        let flow = edge.flow.map(|(at, _)| (Rect::around(at, 9.0, 9.0), "an arrow".to_owned()));
        written.chain(flow).map(|(rect, text)| (rect, format!("{text} of {}", named(edge)))).collect()
    };
    let plates: Vec<(Rect, String)> = scene.edges.iter().flat_map(of).collect();
    for (index, (rect, text)) in plates.iter().enumerate() {
        for (_, other) in plates[..index].iter().filter(|(other, _)| other.overlaps(rect)) {
            found.push(format!("{text} covers {other}"));
        }
        for node in scene.nodes.iter().filter(|node| node.rect.overlaps(rect)) {
            found.push(format!("{text} lies on {}", node.description));
        }
        for region in scene.regions.iter().filter(|region| written(&region.title).overlaps(rect)) {
            found.push(format!("{text} covers the title {}", region.title.text));
        }
    }
}

/// Lines that run behind what belongs to another line, or behind a title.
fn struck(scene: &Scene, found: &mut Vec<String>) {
    for edge in &scene.edges {
        let crosses = |rect: Rect| edge.line.windows(2).any(|step| rect.is_crossed(step[0], step[1]));
        for other in scene.edges.iter().filter(|other| other.id != edge.id) {
            for chip in other.chips.iter().chain(&other.label).filter(|chip| crosses(chip.rect)) {
                found.push(format!("{} runs through {} of {}", named(edge), chip.text, named(other)));
            }
        }
        for region in scene.regions.iter().filter(|region| crosses(written(&region.title))) {
            found.push(format!("{} runs through the title {}", named(edge), region.title.text));
        }
    }
}

fn titles(scene: &Scene, found: &mut Vec<String>) {
    for region in &scene.regions {
        let title = written(&region.title);
        for node in scene.nodes.iter().filter(|node| node.rect.overlaps(&title)) {
            found.push(format!("{} covers the title {}", node.description, region.title.text));
        }
        for other in scene.regions.iter().filter(|other| other.id != region.id && other.rect.overlaps(&region.rect)) {
            found.push(format!("{} and {} lie on each other", region.title.text, other.title.text));
        }
    }
}

/// Where a line of text is, from the tops of its letters to their feet.
fn written(text: &Text) -> Rect {
    Rect::new(text.at.x, text.at.y - text.size * 0.75, width(&text.text, text.size), text.size)
}

fn named(edge: &Edge) -> String {
    format!("{} ({})", edge.id, edge.description)
}
