//! What each criterion reads of a landscape. Scores are between −10 and 10.

use super::{CROWD, Facts};
use crate::model::{
    ContextId, Coupling, Criticality, End, Integration, MessageId, MessageKind, ProblemSpace, Relationship,
    RelationshipKind, Strength, Term, Timing, Volatility,
};
use crate::simulation::boundaries::element::{Elements, tokens};
use crate::simulation::boundaries::scoring::{self, MOST, Scores, Tally, UseCase};
use crate::simulation::ripple::Likelihoods;
use crate::sorted_map::SortedMap;

/// Counts a score of two groups, evenly shared out over their pairs.
fn share_out(tally: &mut Tally, one: &[usize], other: &[usize], score: f64) {
    let pairs = one.len() * other.len();
    if pairs == 0 || pairs > CROWD * CROWD {
        return;
    }
    let each = score / pairs as f64;
    for a in one {
        other.iter().filter(|b| *b != a).for_each(|b| tally.add(*a, *b, each));
    }
}

/// What was counted, none above the most or below its opposite.
fn within(tally: Tally) -> Scores {
    let mut scores = tally.scores();
    scores.values_mut().for_each(|score| *score = score.clamp(-MOST, MOST));
    scores
}

pub(super) fn identity(facts: &Facts<'_>) -> Scores {
    let mut tally = Tally::default();
    let blocks = &facts.landscape.building_blocks;
    let element = |id| facts.elements.of_aggregate(blocks.get(id)?.aggregate?);
    for (id, block) in blocks {
        let Some(user) = element(id) else { continue };
        let used = block.uses.iter().filter_map(element).filter(|used| *used != user);
        used.for_each(|used| tally.add(user, used, 1.0));
    }
    scoring::normalised(tally.scores())
}

pub(super) fn semantic(facts: &Facts<'_>) -> Scores {
    let landscape = facts.landscape;
    let mut alone: SortedMap<MessageId, ()> = landscape.messages.keys().map(|id| (*id, ())).collect();
    let mut use_cases = Vec::new();
    for story in landscape.stories.values() {
        use_cases.push(use_case(facts, &story.messages));
        alone.retain(|id, ()| !story.messages.contains(id));
    }
    use_cases.extend(alone.keys().map(|id| use_case(facts, std::slice::from_ref(id))));
    use_cases.retain(|it| it.reads.len() + it.writes.len() <= CROWD);
    let mut scores = scoring::semantic_proximity(&use_cases, &[]);
    scores.retain(|(one, other), _| one != other);
    scores
}

/// What these messages read and write. A command writes where it arrives, an event where it comes from; the other end
/// reads, and so do both ends of a query.
fn use_case(facts: &Facts<'_>, messages: &[MessageId]) -> UseCase {
    let mut it = UseCase::default();
    for message in messages.iter().filter_map(|id| facts.landscape.messages.get(id)) {
        let Some(relationship) = facts.landscape.relationships.get(&message.relationship) else { continue };
        let Some((upstream, downstream)) = relationship.contexts() else { continue };
        let name = tokens(&message.name);
        let ends = [upstream, downstream].map(|id| facts.elements.spoken_of(id, &name, &relationship.exposed));
        let [above, below] = ends;
        let (sender, receiver) = if message.sender == End::Upstream { (above, below) } else { (below, above) };
        match message.kind {
            MessageKind::Command => (it.reads.extend(sender), it.writes.extend(receiver)),
            MessageKind::Event => (it.writes.extend(sender), it.reads.extend(receiver)),
            MessageKind::Query | MessageKind::Undefined => (it.reads.extend(sender), it.reads.extend(receiver)),
        };
    }
    for elements in [&mut it.reads, &mut it.writes] {
        elements.sort_unstable();
        elements.dedup();
    }
    it
}

pub(super) fn language(facts: &Facts<'_>) -> Scores {
    let mut tally = Tally::default();
    let elements = |term: &Term| facts.elements.spoken_of(term.context, &tokens(&term.name), &[]);
    let mut by_word: SortedMap<Vec<String>, Vec<&Term>> = SortedMap::new();
    for term in facts.landscape.terms.values() {
        by_word.entry(tokens(&term.name)).or_default().push(term);
        let same = term.same_as.iter().filter_map(|id| facts.landscape.terms.get(id));
        for other in same.filter(|other| other.context != term.context) {
            share_out(&mut tally, &elements(term), &elements(other), facts.value("boundaries.language.same"));
        }
    }
    for (_, terms) in by_word.iter().filter(|(word, terms)| !word.is_empty() && terms.len() <= CROWD) {
        for (place, one) in terms.iter().enumerate() {
            let others = terms[..place].iter().filter(|other| other.context != one.context);
            for other in others.filter(|other| !one.same_as.contains(&other.id) && !other.same_as.contains(&one.id)) {
                let score = match [one, other].map(|term| term.meaning.trim()) {
                    ["", _] | [_, ""] => facts.value("boundaries.language.name"),
                    [one, other] if one == other => facts.value("boundaries.language.same"),
                    _ => -facts.value("boundaries.language.other"),
                };
                share_out(&mut tally, &elements(one), &elements(other), score);
            }
        }
    }
    within(tally)
}

/// Cohesive groups by what elements have in common.
fn in_common<K: Ord>(facts: &Facts<'_>, of: impl Fn(usize) -> Vec<K>) -> Scores {
    let mut groups: SortedMap<K, Vec<usize>> = SortedMap::new();
    for at in 0..facts.elements.count() {
        for key in of(at) {
            let group = groups.entry(key).or_default();
            if group.last() != Some(&at) {
                group.push(at);
            }
        }
    }
    let groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() <= CROWD).collect();
    scoring::cohesive(&groups)
}

pub(super) fn subdomain(facts: &Facts<'_>) -> Scores {
    let parts = |at: usize, is_meant: fn(&ProblemSpace) -> bool| {
        let context = facts.landscape.contexts.get(&facts.elements.list[at].context);
        let mut parts = context.map(|it| it.implements.clone()).unwrap_or_default();
        parts.retain(|part| is_meant(part) && facts.landscape.contains((*part).into()));
        parts
    };
    let whole = in_common(facts, |at| parts(at, |part| matches!(part, ProblemSpace::Domain(_))));
    let mut scores = in_common(facts, |at| parts(at, |part| matches!(part, ProblemSpace::Subdomain(_))));
    let score = facts.value("boundaries.domain");
    let fainter: Vec<_> = whole.keys().filter(|pair| !scores.contains_key(*pair)).map(|pair| (*pair, score)).collect();
    scores.extend(fainter);
    scores
}

pub(super) fn owner(facts: &Facts<'_>) -> Scores {
    in_common(facts, |at| facts.elements.list[at].owners.clone())
}

pub(super) fn drawn(facts: &Facts<'_>) -> Scores {
    in_common(facts, |at| vec![facts.elements.list[at].context])
}

/// Counts what each relationship between two contexts scores.
fn by_relationship(facts: &Facts<'_>, score: impl Fn(&Relationship) -> f64) -> Scores {
    let mut tally = Tally::default();
    for relationship in facts.landscape.relationships.values() {
        let Some((upstream, downstream)) = relationship.contexts() else { continue };
        if upstream == downstream || relationship.kind == RelationshipKind::SeparateWays {
            continue;
        }
        let score = score(relationship);
        if score > 0.0 {
            let [above, below] = ends(facts.elements, relationship, [upstream, downstream]);
            share_out(&mut tally, &above, &below, score);
        }
    }
    within(tally)
}

/// The elements at both ends of a relationship: of the upstream those that it exposes.
pub fn ends(elements: &Elements, relationship: &Relationship, contexts: [ContextId; 2]) -> [Vec<usize>; 2] {
    contexts.map(|id| elements.exposed(id, &relationship.exposed))
}

pub(super) fn ripple(facts: &Facts<'_>) -> Scores {
    let likelihoods = Likelihoods::of(facts.landscape);
    by_relationship(facts, |relationship| {
        let [to_downstream, to_upstream] = likelihoods.over(relationship);
        MOST * to_downstream.max(to_upstream)
    })
}

pub(super) fn consistency(facts: &Facts<'_>) -> Scores {
    let [strong, reads, waits] =
        ["strong", "reads", "waits"].map(|key| facts.value(&format!("boundaries.consistency.{key}")));
    by_relationship(facts, |it| match () {
        () if it.strength == Strength::Strong || it.integration == Integration::SharedDatabase => strong,
        () if it.strength == Strength::EntityReads => reads,
        () if it.coupling == Coupling::Hard && it.timing == Timing::Synchronous => waits,
        () => 0.0,
    })
}

pub(super) fn storage(facts: &Facts<'_>) -> Scores {
    let mut tally = Tally::default();
    let elements = |id: &ContextId| facts.elements.of_context(*id);
    for store in facts.landscape.data_stores.values() {
        for (place, writer) in store.writers.iter().enumerate() {
            let others = store.writers[..place].iter().filter(|other| *other != writer);
            others.for_each(|other| share_out(&mut tally, elements(writer), elements(other), scoring::WRITTEN));
            let readers = store.readers.iter().filter(|reader| *reader != writer);
            readers.for_each(|reader| share_out(&mut tally, elements(writer), elements(reader), scoring::READ));
        }
    }
    within(tally)
}

pub(super) fn volatility(facts: &Facts<'_>) -> (SortedMap<usize, f64>, f64) {
    let [often, normal, rarely] = classes(facts);
    let class = |at: usize| match facts.elements.list[at].volatility {
        Volatility::Undefined => None,
        Volatility::Rarely => Some((at, rarely)),
        Volatility::Normal => Some((at, normal)),
        Volatility::Often => Some((at, often)),
    };
    ((0..facts.elements.count()).filter_map(class).collect(), normal)
}

pub(super) fn criticality(facts: &Facts<'_>) -> (SortedMap<usize, f64>, f64) {
    let [often, normal, rarely] = classes(facts);
    let class = |at: usize| match facts.elements.list[at].criticality {
        Criticality::Undefined => None,
        Criticality::Low => Some((at, rarely)),
        Criticality::Normal => Some((at, normal)),
        Criticality::High => Some((at, often)),
    };
    ((0..facts.elements.count()).filter_map(class).collect(), normal)
}

fn classes(facts: &Facts<'_>) -> [f64; 3] {
    ["often", "normal", "rarely"].map(|key| facts.value(&format!("boundaries.class.{key}")))
}
