//! The Team API (Team Topologies) of a team: what it is there for, what it owns and provides, what it works on, how it
//! works with others, and what it depends on. A page of words, not a scene: the page lays it out, an export writes it.

mod markdown;

use chrono::NaiveDate;

use crate::model::{
    ContextId, Contract, ContractId, ContractKind, DeliveryPolicyId, ElementId, Interaction, InteractionId,
    InteractionMode, Landscape, Lifecycle, Party, Relationship, RelationshipId, RelationshipKind, ReleaseId, TeamId,
    ToggleId, ToggleKind, VersionId,
};
use crate::order;
use crate::pattern;

/// A Team API. What the team says of itself (purpose, channels, meetings, work) is in its record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TeamApi {
    /// The contexts that it owns, alone or with others.
    pub owns: Vec<ContextId>,
    /// What its contexts publish.
    pub contracts: Vec<Service>,
    /// The toggles that it takes out again: those it owns, and those in its contexts that nobody owns.
    pub toggles: Vec<(ToggleId, ToggleKind, Option<NaiveDate>)>,
    /// What went out with its contexts in it, the newest first.
    pub releases: Vec<(ReleaseId, Option<NaiveDate>)>,
    /// How it works with other teams.
    pub interactions: Vec<Together>,
    /// What it depends on, team by team; systems and contexts that no team owns stand last, one by one.
    pub dependencies: Vec<Supplier>,
    /// How its changes reach production: the policies that name it, else those that name nobody.
    pub policies: Vec<DeliveryPolicyId>,
}

/// A contract of one of the team's contexts.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Which contract.
    pub contract: ContractId,
    /// What it is technically.
    pub kind: ContractKind,
    /// The context that publishes it.
    pub context: ContextId,
    /// Its versions, where they stand in their lives, and when they go away.
    pub versions: Vec<(VersionId, Lifecycle, Option<NaiveDate>)>,
}

/// How the team works with another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// Which interaction.
    pub interaction: InteractionId,
    /// The other team.
    pub other: TeamId,
    /// How.
    pub mode: InteractionMode,
    /// Whether this team is the one that provides or helps. Of a collaboration it says nothing.
    pub is_provider: bool,
    /// Since when.
    pub start: Option<NaiveDate>,
    /// For how many weeks it is meant; 0 for as long as there is need.
    pub expected_weeks: u32,
    /// What for.
    pub purpose: String,
}

impl Together {
    /// How this team would say it: `is served by`.
    pub fn says(&self) -> &'static str {
        match (self.mode, self.is_provider) {
            (InteractionMode::Collaboration, _) => "collaborates with",
            (InteractionMode::XAsAService, true) => "provides a service to",
            (InteractionMode::XAsAService, false) => "uses a service of",
            (InteractionMode::Facilitating, true) => "helps",
            (InteractionMode::Facilitating, false) => "is helped by",
            (InteractionMode::Undefined, _) => "works with",
        }
    }
}

/// A team, or a context that no team owns, that the team depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Supplier {
    /// The team, or the context.
    pub who: ElementId,
    /// Each relationship with the team's own context and the other one, in the order of identifiers.
    pub relationships: Vec<(RelationshipId, ContextId, ContextId)>,
}

impl TeamApi {
    /// The Team API of a team; an empty one where there is no such team.
    pub fn of(landscape: &Landscape, id: TeamId) -> Self {
        if !landscape.teams.contains_key(&id) {
            return Self::default();
        }
        let contexts = landscape.contexts.values().filter(|context| context.owners.contains(&id));
        let mut api = Self { owns: contexts.map(|context| context.id).collect(), ..Self::default() };
        let is_own = |context: &ContextId| api.owns.binary_search(context).is_ok();
        let contracts = landscape.contracts.values().filter(|contract| is_own(&contract.context));
        api.contracts = contracts.map(|contract| service(landscape, contract)).collect();
        let toggles = landscape.toggles.values().filter(|toggle| match toggle.owner {
            Some(owner) => owner == id,
            None => toggle.context.is_some_and(|context| is_own(&context)),
        });
        api.toggles = toggles.map(|toggle| (toggle.id, toggle.kind, toggle.expires)).collect();
        let releases = landscape.releases.values().filter(|release| release.contexts.iter().any(is_own));
        api.releases = releases.map(|release| (release.id, release.date)).collect();
        let interactions = landscape.interactions.values().filter(|it| it.teams().contains(&id));
        api.interactions = interactions.filter_map(|it| together(it, id)).collect();
        api.dependencies = suppliers(landscape, id);
        api.policies = policies(landscape, id);
        order::sort_by_key(&mut api.releases, |(id, date)| (std::cmp::Reverse(*date), *id));
        api
    }
}

fn service(landscape: &Landscape, contract: &Contract) -> Service {
    let versions = landscape.versions.values().filter(|version| version.contract == contract.id);
    Service {
        contract: contract.id,
        kind: contract.kind,
        context: contract.context,
        versions: versions.map(|version| (version.id, version.lifecycle, version.sunset)).collect(),
    }
}

/// The interaction as one of its teams sees it; nothing where a team meets itself.
fn together(interaction: &Interaction, team: TeamId) -> Option<Together> {
    let is_provider = interaction.provider == team;
    let other = if is_provider { interaction.consumer } else { interaction.provider };
    (other != team).then(|| Together {
        interaction: interaction.id,
        other,
        mode: interaction.mode,
        is_provider,
        start: interaction.start,
        expected_weeks: interaction.expected_weeks,
        purpose: interaction.purpose.clone(),
    })
}

/// What the team's contexts depend on that it does not own itself.
fn suppliers(landscape: &Landscape, team: TeamId) -> Vec<Supplier> {
    let mut found: Vec<(ElementId, RelationshipId, ContextId, ContextId)> = Vec::new();
    for (relationship, own, other) in landscape.relationships.values().flat_map(|it| needs(it)) {
        let [Some(user), Some(used)] = [own, other].map(|id| landscape.contexts.get(&id)) else { continue };
        if !user.owners.contains(&team) || used.owners.contains(&team) {
            continue;
        }
        let owners = landscape.owners_of(used);
        let suppliers: Vec<ElementId> = owners.into_iter().map(ElementId::from).collect();
        let suppliers = if suppliers.is_empty() { vec![ElementId::from(other)] } else { suppliers };
        found.extend(suppliers.into_iter().map(|who| (who, relationship, own, other)));
    }
    let is_context = |who: ElementId| matches!(who, ElementId::Context(_));
    order::sort_by_key(&mut found, |(who, relationship, own, _)| (is_context(*who), *who, *relationship, *own));
    let of_one = |found: &[(ElementId, RelationshipId, ContextId, ContextId)]| Supplier {
        who: found[0].0,
        relationships: found.iter().map(|(_, relationship, own, other)| (*relationship, *own, *other)).collect(),
    };
    found.chunk_by(|a, b| a.0 == b.0).map(of_one).collect()
}

/// Which context needs which by a relationship: the downstream the upstream, equals each other.
fn needs(relationship: &Relationship) -> Vec<(RelationshipId, ContextId, ContextId)> {
    let (Party::Context(upstream), Party::Context(downstream)) = (relationship.upstream, relationship.downstream)
    else {
        return Vec::new();
    };
    let id = relationship.id;
    match relationship.kind {
        RelationshipKind::SeparateWays => Vec::new(),
        kind if pattern::is_symmetric(kind) => vec![(id, downstream, upstream), (id, upstream, downstream)],
        _ => vec![(id, downstream, upstream)],
    }
}

/// The delivery policies that hold for a team.
fn policies(landscape: &Landscape, team: TeamId) -> Vec<DeliveryPolicyId> {
    let all = || landscape.delivery_policies.values();
    let named: Vec<DeliveryPolicyId> = all().filter(|it| it.teams.contains(&team)).map(|it| it.id).collect();
    if named.is_empty() { all().filter(|it| it.teams.is_empty()).map(|it| it.id).collect() } else { named }
}

#[cfg(test)]
mod tests;
