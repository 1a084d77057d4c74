//! Any view with what changes bring marked on it: what is new, what is gone and what is different, by shape and word as
//! well as by colour.

use super::View;
use crate::change::Changes;
use crate::geometry::{Point, Rect, along, length};
use crate::model::{Element as _, ElementId, Landscape, Perspective, Record};
use crate::scene::Scene;
use crate::scene::figure::{Figure, Look, Outline, Tone};
use crate::sorted_map::SortedMap;

/// How far around a box its mark runs, in map units.
const AROUND: f64 = 9.0;

/// What became of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is where it is said elsewhere.
    Moved,
    /// Something else is said of it, or of what it holds.
    Changed,
    /// It was not there.
    Added,
    /// It is there no more.
    Removed,
}

impl Fate {
    /// What the mark says.
    pub fn word(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Added => "new",
            Self::Removed => "gone",
        }
    }

    fn look(self) -> Look {
        match self {
            Self::Moved | Self::Changed => Look::Changed,
            Self::Added => Look::Added,
            Self::Removed => Look::Removed,
        }
    }
}

/// The view of the landscape as it is after these changes. What is gone is drawn as well, where it was.
pub fn scene(view: &View, after: &Landscape, perspective: &Perspective, changes: &Changes) -> Scene {
    let mut both = after.clone();
    both.apply(&Changes { added: changes.removed.clone(), ..Changes::default() });
    let mut scene = (view.build)(&both, perspective);
    let marks = marks(&scene, changes);
    scene.figures.extend(marks);
    scene
}

/// The marks of everything in a scene that these changes touch.
pub fn marks(scene: &Scene, changes: &Changes) -> Vec<Figure> {
    fates(changes).into_iter().flat_map(|(id, fate)| marks_of(scene, id, fate)).collect()
}

/// What is gone from the map, where it was: for a map that is drawn on and does not show it any more.
pub fn ghosts(after: &Landscape, changes: &Changes) -> Vec<Figure> {
    let frame = |id: ElementId| {
        let record = changes.removed.get(&id).cloned().or_else(|| after.get(id))?;
        record.frame().map(Rect::from)
    };
    let ghost = |(id, record): (&ElementId, &Record)| match record {
        Record::Relationship(relationship) => {
            let [upstream, downstream] = relationship.parties().map(|party| frame(party.into()));
            let line = vec![upstream?.center(), downstream?.center()];
            let (at, _) = along(&line, length(&line) / 2.0);
            Some(marked(Outline::Line(line), Fate::Removed, at))
        }
        record if id.is_box() => {
            let rect = Rect::from(record.frame()?);
            let at = Point::new(rect.x + 14.0, rect.y + 4.0);
            let mut figures = marked(Outline::Box(rect, 14.0), Fate::Removed, at);
            figures.push(Figure::scenery(Outline::None, Look::Plate).saying(
                Tone::Middle,
                record.name(),
                rect.center(),
                13.0,
            ));
            Some(figures)
        }
        _ => None,
    };
    changes.removed.iter().filter_map(ghost).flatten().collect()
}

/// What became of every element that these changes touch, and of what holds them.
pub fn fates(changes: &Changes) -> SortedMap<ElementId, Fate> {
    let mut fates: SortedMap<ElementId, Fate> = SortedMap::new();
    for (ids, fate) in [(&changes.added, Fate::Added), (&changes.removed, Fate::Removed)] {
        for (id, record) in ids.iter() {
            fates.insert(*id, fate);
            hold(&mut fates, record);
        }
    }
    for (id, (before, after)) in changes.updated.iter() {
        let is_moved = is_only_moved(before, after);
        fates.insert(*id, if is_moved { Fate::Moved } else { Fate::Changed });
        if !is_moved {
            hold(&mut fates, after);
        }
    }
    fates
}

/// A part of a context makes the context another one; a line between two leaves them as they are.
fn hold(fates: &mut SortedMap<ElementId, Fate>, record: &Record) {
    if matches!(record, Record::Relationship(_) | Record::Interaction(_)) {
        return;
    }
    for holder in record.holders() {
        let fate = fates.entry(holder).or_insert(Fate::Changed);
        *fate = (*fate).max(Fate::Changed);
    }
}

fn is_only_moved(before: &Record, after: &Record) -> bool {
    let names = before.specs().iter().map(|spec| spec.name);
    let mut different = names.filter(|name| before.field(name) != after.field(name));
    before.frame() != after.frame() && different.next() == Some("frame") && different.next().is_none()
}

/// The marks of an element, wherever the view shows it.
fn marks_of(scene: &Scene, id: ElementId, fate: Fate) -> Vec<Figure> {
    let around = |rect: Rect| {
        let rect = rect.inflate(AROUND);
        let at = Point::new(rect.x + 14.0, rect.y + 4.0);
        marked(Outline::Box(rect, 22.0), fate, at)
    };
    let beside = |line: &[Point]| {
        let (at, _) = along(line, length(line) / 2.0);
        marked(Outline::Line(line.to_vec()), fate, at)
    };
    let nodes = scene.nodes.iter().filter(|node| node.id == id).map(|node| around(node.rect));
    let edges = scene.edges.iter().filter(|edge| edge.id == id).map(|edge| beside(&edge.line));
    let figures = scene.figures.iter().filter(|figure| figure.ids.contains(&id)).filter_map(|figure| {
        Some(match &figure.outline {
            Outline::Line(line) | Outline::Arrow(line) => beside(line),
            outline => around(outline.bounds()?),
        })
    });
    let regions = scene.regions.iter().filter(|region| region.id == id).map(|region| around(region.rect));
    regions.chain(figures).chain(edges).chain(nodes).flatten().collect()
}

/// A mark and the plate with its word.
fn marked(outline: Outline, fate: Fate, at: Point) -> Vec<Figure> {
    const SIZE: f64 = 11.0;
    let word = fate.word();
    let plate = Rect::new(at.x - 3.0, at.y - SIZE, crate::text::width(word, SIZE) + 6.0, SIZE + 5.0);
    vec![
        Figure::scenery(outline, fate.look()),
        Figure::scenery(Outline::Box(plate, 3.0), Look::Plate).saying(Tone::Name, word, at, SIZE),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Command, Place, Remove, rename};
    use crate::sketch::Sketch;
    use crate::view::context_map;

    fn place(landscape: &mut Landscape) {
        let frames = crate::layout::missing(landscape, 1.5);
        crate::command::apply(landscape, &Place { frames }.into()).expect("there is room");
    }

    #[test]
    fn what_is_new_gone_and_different_is_marked_by_word_and_what_is_gone_is_still_drawn() {
        let mut sketch = Sketch::new();
        let [kept, gone] = ["Sales", "Billing"].map(|name| sketch.context(name));
        sketch.flow(kept, gone);
        place(&mut sketch.landscape);
        let before = sketch.landscape.clone();
        let new = sketch.context("Quotes");
        sketch.aggregate(kept, "Order");
        place(&mut sketch.landscape);
        let mut after = sketch.landscape.clone();
        for command in
            [Command::from(Remove { elements: [gone.into()].into() }), rename(new.into(), "Prices".to_owned())]
        {
            crate::command::apply(&mut after, &command).expect("it applies");
        }
        let changes = Changes::between(&before, &after);
        let fates = fates(&changes);
        assert_eq!(fates.get(&new.into()), Some(&Fate::Added));
        assert_eq!(fates.get(&gone.into()), Some(&Fate::Removed));
        assert_eq!(fates.get(&kept.into()), Some(&Fate::Changed), "something was added to it");
        let drawn = scene(&context_map::VIEW, &after, &Perspective::default(), &changes);
        let mut words: Vec<&str> =
            drawn.figures.iter().flat_map(|figure| &figure.words).map(|words| words.text.text.as_str()).collect();
        words.sort_unstable();
        assert_eq!(words, ["changed", "gone", "gone", "new"]);
        assert!(drawn.nodes.iter().any(|node| node.id == gone.into()));
    }
}
