//! Boxes and regions: what is written on them and where.

use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use std::sync::Arc;

use crate::geometry::{Point, Rect, bounds};
use crate::model::{
    Actor, BoundedContext, Classification, ContextId, ContextKind, Domain, DomainId, DomainKind, ElementId, Frame,
    Landscape, ProblemSpace, Team, TeamId,
};
use crate::scene::{Footer, Node, NodeShape, Region, Shoal, Shore, Text};
use crate::text::{fitted, width, wrapped};

/// Font sizes that a title is tried in, the largest first.
const TITLE_SIZES: [f64; 3] = [15.0, 13.5, 12.0];
const SMALL: f64 = 11.0;
/// Room between a box's edge and what is written in it.
const PADDING: f64 = 10.0;
/// Room that a caption or a footer takes.
const ROW: f64 = 18.0;
/// Room between a domain's edge and the contexts in it: at the sides and below, and above where the title is.
const REGION_PADDING: [f64; 2] = [28.0, 44.0];

/// Adds the contexts that show something of a touched team, domain or subdomain.
pub(super) fn add_dependents(landscape: &Landscape, touched: &mut SortedSet<ElementId>) {
    let is_touched = |id: ElementId| touched.contains(&id);
    let has =
        touched.iter().any(|id| matches!(id, ElementId::Team(_) | ElementId::Domain(_) | ElementId::Subdomain(_)));
    if !has {
        return;
    }
    let shows = |context: &&Arc<BoundedContext>| {
        context.owners.iter().any(|team| is_touched((*team).into()))
            || context.implements.iter().any(|part| is_touched((*part).into()))
    };
    let dependents: Vec<ElementId> =
        landscape.contexts.values().filter(shows).map(|context| context.id.into()).collect();
    touched.extend(dependents);
}

/// Which teams own each context, as far as any do: a team's box tells how many it owns.
#[derive(Clone, Debug, Default)]
pub(super) struct Owners {
    of: SortedMap<ContextId, Vec<TeamId>>,
}

impl Owners {
    /// Takes in what became of the touched contexts, and adds the teams that own one more or one less by it.
    pub(super) fn follow(&mut self, landscape: &Landscape, touched: &mut SortedSet<ElementId>) {
        let contexts = touched.iter().filter_map(|id| match id {
            ElementId::Context(id) => Some(*id),
            _ => None,
        });
        let mut teams: SortedSet<ElementId> = SortedSet::new();
        for id in contexts {
            let after: &[TeamId] = landscape.contexts.get(&id).map_or(&[], |context| &context.owners);
            let before = self.of.get(&id).map_or(&[][..], Vec::as_slice);
            if before == after {
                continue;
            }
            teams.extend(before.iter().chain(after).map(|team| ElementId::from(*team)));
            if after.is_empty() {
                self.of.remove(&id);
            } else {
                self.of.insert(id, after.to_vec());
            }
        }
        touched.extend(teams);
    }
}

/// The box of a context or team, if it is on the map and has a place there.
pub(super) fn node(landscape: &Landscape, id: ElementId, moved: Option<Frame>) -> Option<Node> {
    match id {
        ElementId::Context(id) => {
            let context = landscape.contexts.get(&id).filter(|context| !context.off_map)?;
            Some(context_node(landscape, context, moved.or(context.frame)?.into()))
        }
        ElementId::Team(id) => {
            let team = landscape.teams.get(&id).filter(|team| !team.off_map)?;
            Some(team_node(landscape, team, moved.or(team.frame)?.into()))
        }
        ElementId::Actor(id) => {
            let actor = landscape.actors.get(&id).filter(|actor| !actor.off_map)?;
            Some(actor_node(actor, moved.or(actor.frame)?.into()))
        }
        _ => None,
    }
}

/// Who uses the contexts: a figure, and the name beside it.
pub(in crate::view) fn actor_node(actor: &Actor, rect: Rect) -> Node {
    const FIGURE: f64 = 34.0;
    let room = rect.width - FIGURE - 2.0 * PADDING;
    let middle = FIGURE + (rect.width - FIGURE) / 2.0;
    let title = title(&actor.name, rect, 0.0, 0.0, middle, room);
    let name = if actor.name.is_empty() { "Unnamed" } else { &actor.name };
    let description = format!("{name}, {}", actor.kind.word());
    let shape = NodeShape::Actor(actor.kind);
    Node { id: actor.id.into(), rect, shape, title, caption: None, footer: None, description }
}

/// The box of a context.
pub(in crate::view) fn context_node(landscape: &Landscape, context: &BoundedContext, rect: Rect) -> Node {
    let classification = landscape.classification_of(context);
    let shore = match (context.kind, classification) {
        (ContextKind::External, _) => Shore::Dashed,
        (_, Classification::Core) => Shore::Double,
        (_, Classification::Generic) => Shore::Thin,
        _ => Shore::Single,
    };
    let room = rect.width - 2.0 * PADDING;
    let words = caption(landscape, context, classification);
    let has_room_for = |rows: f64| rect.height >= 34.0 + rows * ROW;
    let caption = (!words.is_empty() && has_room_for(1.0)).then(|| Text {
        text: fitted(&words, SMALL, room),
        at: Point::new(rect.width / 2.0, PADDING + 9.0),
        size: SMALL,
    });
    let rows = if caption.is_some() { 2.0 } else { 1.0 };
    let footer = footer(landscape, context, rect).filter(|_| has_room_for(rows));
    let [above, below] = [caption.is_some(), footer.is_some()].map(|is_there| if is_there { ROW } else { 0.0 });
    let title = title(&context.name, rect, above, below, rect.width / 2.0, room);
    let description = describe_context(landscape, context, classification);
    Node { id: context.id.into(), rect, shape: NodeShape::Context(shore), title, caption, footer, description }
}

/// The box of a team.
pub(in crate::view) fn team_node(landscape: &Landscape, team: &Team, rect: Rect) -> Node {
    const SWATCH: f64 = 30.0;
    let room = rect.width - SWATCH - 2.0 * PADDING;
    let middle = SWATCH + (rect.width - SWATCH) / 2.0;
    let kind = team.kind.word();
    let caption = (rect.height >= 48.0).then(|| Text {
        text: fitted(kind, SMALL, room),
        at: Point::new(middle, PADDING + 7.0),
        size: SMALL,
    });
    let above = if caption.is_some() { ROW } else { 0.0 };
    let title = title(&team.name, rect, above, 0.0, middle, room);
    let owned = landscape.contexts.values().filter(|context| context.owners.contains(&team.id)).count();
    let name = if team.name.is_empty() { "Unnamed" } else { &team.name };
    let description = format!("{name}, {kind}, owns {}", counted(owned, "context"));
    let shape = NodeShape::Team(team.kind, team.mark);
    Node { id: team.id.into(), rect, shape, title, caption, footer: None, description }
}

fn title(name: &str, rect: Rect, above: f64, below: f64, middle: f64, room: f64) -> Vec<Text> {
    let name = if name.trim().is_empty() { "Unnamed" } else { name };
    let height = rect.height - above - below - PADDING;
    let mut lines = Vec::new();
    let mut size = TITLE_SIZES[0];
    for candidate in TITLE_SIZES {
        size = candidate;
        let most = ((height / (size * 1.2)) as usize).max(1);
        lines = wrapped(name, size * 1.06, room, most);
        if !lines.iter().any(|line| line.ends_with('…')) {
            break;
        }
    }
    let step = size * 1.2;
    let center = above + (rect.height - above - below) / 2.0;
    let first = center - step * (lines.len() as f64 - 1.0) / 2.0 + size * 0.36;
    let numbered = lines.into_iter().enumerate();
    numbered.map(|(index, text)| Text { text, at: Point::new(middle, first + step * index as f64), size }).collect()
}

/// The class in a word, then the subdomains that it implements.
fn caption(landscape: &Landscape, context: &BoundedContext, classification: Classification) -> String {
    let mut words: Vec<&str> = Vec::new();
    if context.is_external() {
        words.push("external");
    }
    words.extend(class_word(classification));
    let parts = context.implements.iter().filter_map(|part| match part {
        ProblemSpace::Subdomain(id) => landscape.subdomains.get(id).map(|subdomain| subdomain.name.as_str()),
        ProblemSpace::Domain(_) => None,
    });
    words.extend(parts.filter(|name| *name != context.name));
    words.join(" · ")
}

fn footer(landscape: &Landscape, context: &BoundedContext, rect: Rect) -> Option<Footer> {
    let owners: Vec<&Arc<Team>> = context.owners.iter().filter_map(|id| landscape.teams.get(id)).collect();
    let marks: Vec<u8> = owners.iter().take(3).map(|team| team.mark).collect();
    let names: Vec<&str> = owners.iter().map(|team| team.name.as_str()).collect();
    let start = 12.0 + 16.0 * marks.len() as f64 + 3.0;
    let text = Text {
        text: fitted(&names.join(", "), SMALL, rect.width - start - PADDING),
        at: Point::new(start, rect.height - PADDING),
        size: SMALL,
    };
    (!owners.is_empty()).then_some(Footer { marks, text })
}

fn describe_context(landscape: &Landscape, context: &BoundedContext, classification: Classification) -> String {
    let name = if context.name.is_empty() { "Unnamed" } else { &context.name };
    let kind = if context.is_external() { "external system" } else { "context" };
    let class = class_word(classification).map(|word| format!(", {word}")).unwrap_or_default();
    let owners: Vec<String> =
        landscape.owners_of(context).into_iter().map(|team| landscape.name(team.into())).collect();
    let owners = if owners.is_empty() { String::new() } else { format!(", owned by {}", owners.join(" and ")) };
    format!("{name}, {kind}{class}{owners}")
}

fn class_word(classification: Classification) -> Option<&'static str> {
    (classification != Classification::Undefined).then(|| classification.word())
}

/// So many of something: `1 context`, `2 contexts`.
pub(in crate::view) fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// The regions of all domains that have contexts on the map or a place of their own. A context lies in the region of
/// the first domain that it implements.
pub(super) fn regions(
    landscape: &Landscape,
    nodes: &SortedMap<ElementId, Arc<Node>>,
    moved: &SortedMap<ElementId, Frame>,
) -> SortedMap<DomainId, Arc<Region>> {
    let mut members: SortedMap<DomainId, Vec<Rect>> = SortedMap::new();
    for context in landscape.contexts.values() {
        if let (Some(home), Some(node)) = (landscape.home_of(context), nodes.get(&context.id.into())) {
            members.entry(home).or_default().push(node.rect);
        }
    }
    let mut shoals: SortedMap<DomainId, Vec<Shoal>> = SortedMap::new();
    for (id, shoal) in &super::shoals::shoals(landscape, nodes) {
        let domain = landscape.subdomains.get(id).map(|subdomain| subdomain.domain);
        domain.into_iter().for_each(|domain| shoals.entry(domain).or_default().push(shoal.clone()));
    }
    let region_of = |domain: &Arc<Domain>| {
        let frame = moved.get(&domain.id.into()).copied().or(domain.frame).map(Rect::from);
        let around = members.get(&domain.id).and_then(|rects| bounds(rects.iter().copied())).map(padded);
        let rect = bounds(frame.into_iter().chain(around))?;
        let shoals = shoals.get(&domain.id).cloned().unwrap_or_default();
        Some((domain.id, Arc::new(Region { shoals, ..region(domain, rect) })))
    };
    landscape.domains.values().filter_map(region_of).collect()
}

/// The region around contexts that take this room.
pub fn padded(contexts: Rect) -> Rect {
    let [side, top] = REGION_PADDING;
    Rect::new(contexts.x - side, contexts.y - top, contexts.width + 2.0 * side, contexts.height + side + top)
}

/// The water of a domain.
pub(in crate::view) fn region(domain: &Domain, rect: Rect) -> Region {
    const SIZE: f64 = 13.0;
    let name = if domain.name.is_empty() { "Unnamed domain" } else { &domain.name };
    let words = match domain.kind {
        DomainKind::Undefined => name.to_owned(),
        DomainKind::Vertical => format!("{name} · vertical"),
        DomainKind::Foundation => format!("{name} · foundation"),
    };
    // Spaced letters are a little wider than the letters alone.
    let title = fitted(&words, SIZE * 1.1, (rect.width - 32.0).max(width("…", SIZE)));
    let at = Point::new(rect.x + 16.0, rect.y + 24.0);
    Region {
        id: domain.id.into(),
        rect,
        title: Text { text: title, at, size: SIZE },
        kind: domain.kind,
        shoals: Vec::new(),
    }
}
