//! The Bounded Context Canvas (ddd-crew, version 5) of a context: who speaks to it and with what, its language, and what
//! is said of it. A page of words, not a scene: the page lays it out, an export writes it.

use crate::model::{
    ActorKind, BoundedContext, Classification, ContextId, ElementId, End, Landscape, Message, MessageId, MessageKind,
    Party, Relationship, RelationshipId, TermId,
};
use crate::pattern;

/// A canvas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContextCanvas {
    /// Core, supporting or generic: its own, or that of the subdomain it implements.
    pub classification: Classification,
    /// Who sends it messages.
    pub inbound: Vec<Lane>,
    /// Whom it sends messages to.
    pub outbound: Vec<Lane>,
    /// Its ubiquitous language, by the alphabet.
    pub language: Vec<(TermId, String, String)>,
}

/// What travels between a context and one collaborator, in one direction.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The relationship that it travels over.
    pub relationship: RelationshipId,
    /// The end of that relationship that sends.
    pub sender: End,
    /// The other side.
    pub collaborator: ElementId,
    /// What it is called; empty for one without a name.
    pub name: String,
    /// What it is: a bounded context, an external system, a front-end, a person, a team.
    pub sort: &'static str,
    /// The relationship type: "Customer/Supplier with Published Language".
    pub pattern: String,
    /// What is sent, in the order of identifiers; nothing where nobody has said it yet.
    pub messages: Vec<(MessageId, MessageKind, String)>,
}

impl ContextCanvas {
    /// The canvas of a context; an empty one where there is no such context.
    pub fn of(landscape: &Landscape, id: ContextId) -> Self {
        let Some(context) = landscape.contexts.get(&id) else { return Self::default() };
        let mut canvas = Self { classification: landscape.classification_of(context), ..Self::default() };
        let own = Party::Context(id);
        for relationship in landscape.relationships.values().filter(|relationship| relationship.touches(own)) {
            let end = if relationship.upstream == own { End::Upstream } else { End::Downstream };
            let messages: Vec<&Message> = landscape
                .messages
                .values()
                .filter(|message| message.relationship == relationship.id)
                .map(|message| &**message)
                .collect();
            for sender in [end.other(), end] {
                let sent = messages.iter().filter(|message| message.sender == sender);
                let lane = Lane {
                    messages: sent.map(|it| (it.id, it.kind, it.name.clone())).collect(),
                    ..lane(landscape, relationship, end, sender)
                };
                // Where nobody has said what is sent, the one who depends is taken to ask.
                let is_taken =
                    messages.is_empty() && (sender == End::Downstream || pattern::is_symmetric(relationship.kind));
                if is_taken || !lane.messages.is_empty() {
                    if sender == end { canvas.outbound.push(lane) } else { canvas.inbound.push(lane) }
                }
            }
        }
        let terms = landscape.terms.values().filter(|term| term.context == id);
        canvas.language = terms.map(|term| (term.id, term.name.clone(), term.meaning.clone())).collect();
        crate::order::sort_by_key(&mut canvas.language, |(id, name, _)| (name.to_lowercase(), *id));
        canvas
    }

    /// The canvas as Markdown, for a wiki or a repository.
    pub fn markdown(&self, landscape: &Landscape, context: &BoundedContext) -> String {
        let mut text = format!("# {}\n", named(&context.name));
        let mut section = |title: &str, lines: Vec<String>| {
            let body = if lines.is_empty() { "–".to_owned() } else { lines.join("\n") };
            text.push_str(&format!("\n## {title}\n\n{body}\n"));
        };
        let bullets = |lines: &[String]| lines.iter().map(|line| format!("- {}", escaped(line))).collect();
        section("Purpose", Some(escaped(&context.purpose)).filter(|it| !it.is_empty()).into_iter().collect());
        let model = if context.business_model.is_empty() { "not said" } else { &context.business_model };
        section(
            "Strategic classification",
            vec![
                format!("- Domain: {}", self.classification.word()),
                format!("- Business model: {}", escaped(model)),
                format!("- Evolution: {}", context.evolution.word()),
            ],
        );
        section("Domain roles", context.roles.iter().map(|role| format!("- {}", role.word())).collect());
        section("Inbound communication", lanes(&self.inbound));
        section("Outbound communication", lanes(&self.outbound));
        let term =
            |(_, name, meaning): &(TermId, String, String)| format!("- **{}**: {}", escaped(name), escaped(meaning));
        section("Ubiquitous language", self.language.iter().map(term).collect());
        section("Business decisions", bullets(&context.decisions));
        section("Assumptions", bullets(&context.assumptions));
        section("Verification metrics", bullets(&context.metrics));
        section("Open questions", bullets(&context.questions));
        let owners: Vec<String> = landscape.owners_of(context).iter().map(|id| landscape.name((*id).into())).collect();
        section("Owning team", bullets(&owners));
        text
    }
}

fn lane(landscape: &Landscape, relationship: &Relationship, end: End, sender: End) -> Lane {
    let collaborator = relationship.party(end.other());
    let sort = match collaborator {
        Party::Context(id) if landscape.contexts.get(&id).is_some_and(|context| context.is_external()) => {
            "external system"
        }
        Party::Context(_) => "bounded context",
        Party::Team(_) => "team",
        Party::Actor(id) => landscape.actors.get(&id).map_or(ActorKind::Person, |actor| actor.kind).word(),
    };
    Lane {
        relationship: relationship.id,
        sender,
        collaborator: collaborator.into(),
        name: landscape.name(collaborator.into()),
        sort,
        pattern: pattern::describe(relationship),
        messages: Vec::new(),
    }
}

fn named(name: &str) -> String {
    if name.is_empty() { "Unnamed".to_owned() } else { escaped(name) }
}

fn lanes(lanes: &[Lane]) -> Vec<String> {
    let mut lines = Vec::new();
    for lane in lanes {
        lines.push(format!("- {} ({}; {})", named(&lane.name), lane.sort, lane.pattern));
        let message = |(_, kind, name): &(MessageId, MessageKind, String)| match kind {
            MessageKind::Undefined => format!("  - {}", escaped(name)),
            kind => format!("  - {}: {}", kind.word(), escaped(name)),
        };
        lines.extend(lane.messages.iter().map(message));
    }
    lines
}

/// A text in which nothing means anything to Markdown, on one line.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' => {
                escaped.push('\\');
                escaped.push(character);
            }
            character => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, RelationshipKind, Term};
    use crate::sketch::Sketch;

    #[test]
    fn messages_stand_on_the_side_that_they_come_from() {
        let mut sketch = Sketch::new();
        let [orders, stock, mail] = ["Orders", "Stock", "Mail"].map(|name| sketch.context(name));
        let buys = sketch.flow(stock, orders);
        let tells = sketch.flow(orders, mail);
        sketch.relate(orders, stock, RelationshipKind::Partnership, |_| ());
        let buyer = sketch.add(Actor { name: "Buyer".to_owned(), ..Actor::default() });
        let mut uses = Relationship::new(
            RelationshipId::new(900),
            Party::Context(orders),
            Party::Actor(buyer),
            RelationshipKind::default(),
        );
        uses.name = "buys".to_owned();
        sketch.put(uses);
        let message = |relationship, sender, kind, name: &str| Message {
            relationship,
            sender,
            kind,
            name: name.to_owned(),
            ..Message::default()
        };
        sketch.add(message(buys, End::Downstream, MessageKind::Command, "Reserve"));
        sketch.add(message(buys, End::Upstream, MessageKind::Event, "Sold out"));
        sketch.add(message(tells, End::Upstream, MessageKind::Event, "Order placed"));
        sketch.add(Term {
            context: orders,
            name: "Basket".to_owned(),
            meaning: "What one _wants_.".to_owned(),
            ..Term::default()
        });

        let canvas = ContextCanvas::of(&sketch.landscape, orders);
        let told = |lanes: &[Lane]| -> Vec<String> {
            let names = |lane: &Lane| lane.messages.iter().map(|it| it.2.clone()).collect::<Vec<_>>().join(" ");
            lanes.iter().map(|lane| format!("{} ({}): {}", lane.name, lane.sort, names(lane))).collect()
        };
        assert_eq!(
            told(&canvas.inbound),
            ["Stock (bounded context): Sold out", "Stock (bounded context): ", "Buyer (person): "]
        );
        assert_eq!(
            told(&canvas.outbound),
            ["Stock (bounded context): Reserve", "Mail (bounded context): Order placed", "Stock (bounded context): "]
        );
        let text = canvas.markdown(&sketch.landscape, &sketch.landscape.contexts[&orders]);
        assert!(
            text.contains("- **Basket**: What one \\_wants\\_.") && text.contains("  - command: Reserve"),
            "{text}"
        );
        assert_eq!(ContextCanvas::of(&sketch.landscape, ContextId::new(77)), ContextCanvas::default());
    }
}
