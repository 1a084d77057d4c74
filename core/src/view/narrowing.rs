//! What a perspective shows of a landscape: what is around its focus or between two elements, without what it leaves
//! out; and which dependencies are still there through what was left out.

mod steps;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use self::steps::{Steps, Way};
use crate::model::{
    Aspect, BoundedContext, Classification, ContextId, DomainKind, ElementId, Integration, Landscape, Party,
    Perspective, Reach, Relationship,
};
use crate::pattern;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// What of a landscape is shown.
#[derive(Clone, Debug)]
pub struct Narrowed<'a> {
    /// Only what is shown; the landscape itself where nothing is left out.
    pub landscape: Cow<'a, Landscape>,
    /// The dependencies through what is left out.
    pub implied: Vec<Implied>,
    /// What has to be told besides, as a sentence: that there is no way.
    pub told: Option<String>,
}

/// A dependency through contexts that are not shown, between two that do not depend on each other that way directly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implied {
    /// What is depended on.
    pub supplier: ContextId,
    /// What depends on it.
    pub consumer: ContextId,
    /// The fewest contexts left out that lie between, from the consumer's side.
    pub through: Vec<ContextId>,
}

impl Implied {
    /// What a screen reader says.
    pub fn description(&self, landscape: &Landscape) -> String {
        let through: Vec<String> = self.through.iter().map(|id| landscape.quoted((*id).into())).collect();
        let [consumer, supplier] = [self.consumer, self.supplier].map(|id| landscape.quoted(id.into()));
        format!("{consumer} depends on {supplier} through {}, not shown", through.join(", "))
    }
}

/// What a perspective shows of a landscape. What is in the focus is shown whatever is left out.
///
/// Steps lead along dependencies, through what is left out in one step, and between teams along how they work together.
pub fn narrowed<'a>(landscape: &'a Landscape, perspective: &Perspective) -> Narrowed<'a> {
    let focus: Vec<Vec<ElementId>> =
        perspective.focus.iter().map(|id| ends_of(landscape, *id)).filter(|ends| !ends.is_empty()).collect();
    if focus.is_empty() && perspective.hidden.is_empty() {
        return Narrowed { landscape: Cow::Borrowed(landscape), implied: Vec::new(), told: None };
    }
    let in_focus: SortedSet<ElementId> = focus.iter().flatten().copied().collect();
    let hidden = hidden(landscape, &perspective.hidden, &in_focus);
    let is_left_out = |relationship: &Relationship| is_hidden(relationship, &perspective.hidden);
    let steps = Steps::of(landscape, &is_left_out);
    let implied = steps.implied(&hidden);
    let (mut shown, told) = match focus.as_slice() {
        [] => (landscape.ids().filter(|id| is_end(*id)).collect(), None),
        [from, to] => between(landscape, perspective, [from, to], &steps.without(&hidden, &implied)),
        _ => (around(perspective, &in_focus, &steps.without(&hidden, &implied)), None),
    };
    shown.retain(|id| !hidden.contains(id));
    if !focus.is_empty() && !perspective.hidden.contains(&Aspect::Teams) {
        add_owners(landscape, &mut shown);
    }
    let implied: Vec<Implied> = implied
        .into_iter()
        .filter(|it| [it.consumer, it.supplier].iter().all(|id| shown.contains(&ElementId::from(*id))))
        .collect();
    let landscape = only(landscape, &shown, &is_left_out, &in_focus);
    Narrowed { landscape: Cow::Owned(landscape), implied, told }
}

/// Whether steps lead to and from such elements.
fn is_end(id: ElementId) -> bool {
    matches!(id, ElementId::Context(_) | ElementId::Team(_) | ElementId::Actor(_))
}

/// The contexts, teams and actors that an element in the focus stands for.
fn ends_of(landscape: &Landscape, id: ElementId) -> Vec<ElementId> {
    let contexts = |is_meant: &dyn Fn(&BoundedContext) -> bool| {
        let meant = landscape.contexts.values().filter(|context| is_meant(context));
        meant.map(|context| ElementId::from(context.id)).collect::<Vec<_>>()
    };
    let mut ends = match id {
        ElementId::Team(team) => contexts(&|context| context.owners.contains(&team)),
        ElementId::Domain(domain) => contexts(&|context| landscape.domains_of(context).contains(&domain)),
        ElementId::Subdomain(_) => contexts(&|context| context.implements.iter().any(|it| ElementId::from(*it) == id)),
        ElementId::Relationship(id) => {
            let parties = landscape.relationships.get(&id).map(|relationship| relationship.parties());
            parties.into_iter().flatten().map(ElementId::from).collect()
        }
        ElementId::Deployable(id) => {
            let inside = landscape.deployables.get(&id).map(|deployable| deployable.contexts.as_slice());
            inside.unwrap_or_default().iter().map(|id| ElementId::from(*id)).collect()
        }
        ElementId::Aggregate(id) => {
            landscape.aggregates.get(&id).map(|aggregate| aggregate.context.into()).into_iter().collect()
        }
        _ => Vec::new(),
    };
    if is_end(id) {
        ends.push(id);
    }
    ends.retain(|id| landscape.contains(*id));
    ends
}

/// The contexts, teams and actors that are left out.
fn hidden(landscape: &Landscape, aspects: &[Aspect], in_focus: &SortedSet<ElementId>) -> SortedSet<ElementId> {
    let has = |aspect: Aspect| aspects.contains(&aspect);
    let is_foundation = |context: &BoundedContext| {
        let home = landscape.home_of(context).and_then(|home| landscape.domains.get(&home));
        home.is_some_and(|home| home.kind == DomainKind::Foundation)
    };
    let is_hidden = |context: &BoundedContext| {
        (has(Aspect::ExternalSystems) && context.is_external())
            || (has(Aspect::GenericContexts) && landscape.classification_of(context) == Classification::Generic)
            || (has(Aspect::Foundations) && is_foundation(context))
    };
    let contexts = landscape.contexts.values().filter(|context| is_hidden(context)).map(|it| ElementId::from(it.id));
    let teams = landscape.teams.keys().filter(|_| has(Aspect::Teams)).map(|id| ElementId::from(*id));
    let actors = landscape.actors.keys().filter(|_| has(Aspect::Actors)).map(|id| ElementId::from(*id));
    contexts.chain(teams).chain(actors).filter(|id| !in_focus.contains(id)).collect()
}

/// Whether a relationship is left out for what it is.
fn is_hidden(relationship: &Relationship, aspects: &[Aspect]) -> bool {
    aspects.iter().any(|aspect| match aspect {
        Aspect::EqualRelationships => pattern::is_symmetric(relationship.kind),
        Aspect::MessageRelationships => {
            matches!(relationship.integration, Integration::BrokerMessage | Integration::InProcessMessage)
        }
        _ => false,
    })
}

/// What is at most so many steps away from anything in the focus.
fn around(perspective: &Perspective, in_focus: &SortedSet<ElementId>, steps: &Steps) -> SortedSet<ElementId> {
    let way = match perspective.direction {
        Reach::Both => Way::Either,
        Reach::Upstream => Way::Along,
        Reach::Downstream => Way::Against,
    };
    let distances = steps.distances(in_focus.iter().copied(), way);
    let is_near = |distance: usize| distance != usize::MAX && (perspective.hops == 0 || distance <= limit(perspective));
    steps.ends().zip(distances).filter(|(_, distance)| is_near(*distance)).map(|(id, _)| id).collect()
}

fn limit(perspective: &Perspective) -> usize {
    if perspective.hops == 0 { usize::MAX } else { perspective.hops as usize }
}

/// Everything on a way from the first to the second, of at most so many steps where a number is said; or a sentence
/// that there is none, and the two alone.
fn between(
    landscape: &Landscape,
    perspective: &Perspective,
    [from, to]: [&Vec<ElementId>; 2],
    steps: &Steps,
) -> (SortedSet<ElementId>, Option<String>) {
    let mut shown: SortedSet<ElementId> = from.iter().chain(to).copied().collect();
    let mut is_found = false;
    for (way, reach) in [(Way::Along, Reach::Upstream), (Way::Against, Reach::Downstream)] {
        if perspective.direction != Reach::Both && perspective.direction != reach {
            continue;
        }
        let there = steps.distances(from.iter().copied(), way);
        let back = steps.distances(to.iter().copied(), way.turned());
        let lengths = there.iter().zip(&back).map(|(there, back)| there.saturating_add(*back));
        let is_short = |length: usize| length != usize::MAX && length <= limit(perspective);
        let on_a_way: Vec<ElementId> =
            steps.ends().zip(lengths).filter(|(_, length)| is_short(*length)).map(|(id, _)| id).collect();
        is_found |= !on_a_way.is_empty();
        shown.extend(on_a_way);
    }
    let told = (!is_found).then(|| no_way(landscape, perspective));
    (shown, told)
}

/// The sentence that no way leads from the first to the second.
fn no_way(landscape: &Landscape, perspective: &Perspective) -> String {
    let [from, to] = [0, 1].map(|at| perspective.focus.get(at).map_or_else(String::new, |id| landscape.quoted(*id)));
    let within = match perspective.hops {
        0 => String::new(),
        1 => " of one step".to_owned(),
        hops => format!(" of at most {hops} steps"),
    };
    match perspective.direction {
        Reach::Both => format!("No way{within} leads from {from} to {to}: neither depends on the other."),
        Reach::Upstream => {
            format!("No way{within} leads from {from} to {to}: the first does not depend on the second.")
        }
        Reach::Downstream => {
            format!("No way{within} leads from {from} to {to}: the second does not depend on the first.")
        }
    }
}

/// Adds the teams that own what is shown.
fn add_owners(landscape: &Landscape, shown: &mut SortedSet<ElementId>) {
    let owned = landscape.contexts.values().filter(|context| shown.contains(&ElementId::from(context.id)));
    let owners: Vec<ElementId> = owned.flat_map(|context| landscape.owners_of(context)).map(ElementId::from).collect();
    shown.extend(owners);
}

/// The landscape with no other contexts, teams and actors than these, and without what then hangs in the air.
fn only(
    landscape: &Landscape,
    shown: &SortedSet<ElementId>,
    is_left_out: &dyn Fn(&Relationship) -> bool,
    in_focus: &SortedSet<ElementId>,
) -> Landscape {
    let is_shown = |id: ElementId| shown.contains(&id);
    let is_party_shown = |party: Party| is_shown(party.into());
    let mut left = landscape.clone();
    left.contexts.retain(|id, _| is_shown((*id).into()));
    left.teams.retain(|id, _| is_shown((*id).into()));
    left.actors.retain(|id, _| is_shown((*id).into()));
    // A relationship in the focus is shown with its ends; it is named there by them alone.
    left.relationships.retain(|_, it| {
        let is_between = it.parties().into_iter().all(is_party_shown);
        is_between && (!is_left_out(it) || it.parties().iter().all(|party| in_focus.contains(&(*party).into())))
    });
    left.interactions.retain(|_, it| it.teams().into_iter().all(|team| is_shown(team.into())));
    let relationships = &left.relationships;
    left.messages.retain(|_, it| relationships.contains_key(&it.relationship));
    left.aggregates.retain(|_, it| is_shown(it.context.into()));
    // A domain whose contexts are all gone would be an empty stretch of water.
    let contexts_of = |landscape: &Landscape| {
        let domains = landscape.contexts.values().flat_map(|context| landscape.domains_of(context));
        domains.map(|domain| (domain, ())).collect::<SortedMap<_, _>>()
    };
    let (before, after) = (contexts_of(landscape), contexts_of(&left));
    left.domains.retain(|id, _| after.contains_key(id) || (in_focus.is_empty() && !before.contains_key(id)));
    let domains = &left.domains;
    left.subdomains.retain(|_, it| domains.contains_key(&it.domain));
    left
}
