//! How likely a change takes one step: what the pattern says, and what changes the odds of it.

use super::change::ChangeKind;
use super::contracts::{Contracts, Standing};
use super::parameters::Values;
use super::ports::{Ports, Shelter};
use super::volatility::{self, Volatility};
use crate::model::{ContextId, Integration, Landscape, Relationship, RelationshipKind, Strength};
use crate::pattern::{self, PATTERNS, PatternPlace, Role};

/// The likelihoods that hold in a landscape for changes of one kind.
#[derive(Clone, Debug)]
pub struct Likelihoods {
    /// Which changes.
    pub kind: ChangeKind,
    /// How often each context changes.
    pub volatility: Volatility,
    /// To downstream and to upstream, by the kind of relationship.
    patterns: Vec<[f64; 2]>,
    roles: Vec<(Role, f64)>,
    of_kind: KindFactors,
    integrations: Vec<f64>,
    strengths: Vec<f64>,
    contracts: Contracts,
    ports: Ports,
    /// What the volatility of the changed and of the other end weighs.
    weights: [f64; 2],
}

/// What the kind of change counts over a relationship: where both ends know the data, and else.
#[derive(Clone, Copy, Debug)]
struct KindFactors {
    shared: f64,
    other: f64,
}

/// What a step's likelihood is made of. The factors are on the odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// What the pattern says, 0 to 1.
    pub base: f64,
    /// In the order of [`FACTORS`]; 1 where nothing is said.
    pub factors: [f64; 6],
    /// What follows, 0 to 1.
    pub likelihood: f64,
}

/// What the factors of a step speak of.
pub const FACTORS: [&str; 6] = [
    "the kind of change",
    "how the two are joined",
    "how strongly they are tied",
    "the contract in between",
    "how often both change",
    "where the database is kept",
];

impl Step {
    fn new(base: f64, factors: [f64; 6]) -> Self {
        Self { base, factors, likelihood: with_odds(base, factors.iter().product()) }
    }

    /// In words what makes it more or less likely than the pattern alone.
    pub fn words(&self) -> String {
        let said = self.factors.iter().zip(FACTORS).filter(|(factor, _)| **factor != 1.0);
        let said: Vec<String> = said.map(|(factor, what)| format!("× {factor:.2} for {what}")).collect();
        let base = format!("{:.0} % by the pattern", 100.0 * self.base);
        if said.is_empty() { base } else { format!("{base}, odds {}", said.join(", ")) }
    }
}

/// The likelihood whose odds are the factor times those of this one.
pub fn with_odds(likelihood: f64, factor: f64) -> f64 {
    let likelihood = likelihood.clamp(0.0, 1.0);
    if factor == 1.0 || likelihood == 0.0 {
        return likelihood;
    }
    // Infinity times nothing is no number; nobody means odds beyond these.
    let factor = factor.clamp(0.0, 1e12);
    let through = likelihood * factor;
    let all = 1.0 - likelihood + through;
    if all > 0.0 { (through / all).min(1.0) } else { 0.0 }
}

impl Likelihoods {
    /// Those of the usual mix of changes.
    pub fn of(landscape: &Landscape) -> Self {
        Self::of_kind(landscape, ChangeKind::Usual)
    }

    /// Those of changes of this kind: the defaults and what the landscape sets differently.
    pub fn of_kind(landscape: &Landscape, kind: ChangeKind) -> Self {
        let values = Values::of(landscape);
        let of_pattern = |kind: &RelationshipKind| {
            let code = pattern::whole(*kind).code;
            let [down, up] = ["to_downstream", "to_upstream"].map(|way| values.of_pattern(code, way));
            [down, if pattern::is_symmetric(*kind) { down } else { up }]
        };
        let role = |spec: &&pattern::PatternSpec| match spec.place {
            PatternPlace::Role(role) => Some((role, values.of_pattern(spec.code, "factor"))),
            PatternPlace::Whole { .. } => None,
        };
        let by_choice = |group: &str, key: &str| match key {
            "undefined" => 1.0,
            key => values.factor(&format!("{group}.{key}")),
        };
        let integrations = Integration::CHOICES.iter().map(|choice| by_choice("integration", choice.key));
        let strengths = Strength::CHOICES.iter().map(|choice| by_choice("strength", choice.key));
        Self {
            kind,
            volatility: Volatility::of(landscape, &values),
            patterns: RelationshipKind::ALL.iter().map(of_pattern).collect(),
            roles: PATTERNS.iter().filter_map(role).collect(),
            of_kind: KindFactors::of(kind, &values),
            integrations: integrations.collect(),
            strengths: strengths.collect(),
            contracts: Contracts::of(landscape, &values),
            ports: if kind == ChangeKind::Database { Ports::of(landscape, &values) } else { Ports::default() },
            weights: ["source", "receiver"].map(|end| values.factor(&format!("volatility.{end}"))),
        }
    }

    /// The likelihood that a change travels over the relationship: to downstream, to upstream.
    pub fn over(&self, relationship: &Relationship) -> [f64; 2] {
        self.steps(relationship).map(|step| step.likelihood)
    }

    /// What the patterns alone say, for the usual mix of changes and contexts that change as often as most.
    pub fn by_pattern(&self, relationship: &Relationship) -> [f64; 2] {
        let [to_downstream, to_upstream] = self.patterns.get(relationship.kind as usize).copied().unwrap_or([0.0, 0.0]);
        if pattern::is_symmetric(relationship.kind) {
            return [to_downstream, to_upstream];
        }
        let roles = self.roles.iter().filter(|(role, _)| role.is_on(relationship));
        let damped = roles.fold(to_downstream, |likelihood, (_, factor)| likelihood * factor);
        [damped.clamp(0.0, 1.0), to_upstream]
    }

    /// The steps to downstream and to upstream, with what they are made of.
    pub fn steps(&self, relationship: &Relationship) -> [Step; 2] {
        self.steps_with(relationship, None)
    }

    /// The steps as they would be if the contracts of the upstream stood like this.
    pub fn steps_with(&self, relationship: &Relationship, contract: Option<Standing>) -> [Step; 2] {
        let [down, up] = self.by_pattern(relationship);
        let Some((upstream, downstream)) = relationship.contexts() else {
            return [Step::new(down, [1.0; 6]), Step::new(up, [1.0; 6])];
        };
        let is_joined_by_data = relationship.integration == Integration::SharedDatabase;
        let is_of_contracts = matches!(self.kind, ChangeKind::Usual | ChangeKind::Compatible | ChangeKind::Breaking);
        let up = if self.kind.is_of_data() && is_joined_by_data {
            up.max(down)
        } else if is_of_contracts && self.contracts.is_published_by(relationship, downstream) && down > 0.0 {
            up.max(self.contracts.backward)
        } else {
            up
        };
        let to_downstream = contract.unwrap_or_else(|| self.contracts.standing(relationship, upstream));
        let to_upstream = match self.contracts.standing(relationship, downstream) {
            // Upstream of it, nobody is expected to use its contracts.
            Standing::None => Standing::Single,
            standing => standing,
        };
        [
            Step::new(down, self.factors(relationship, [upstream, downstream], to_downstream)),
            Step::new(up, self.factors(relationship, [downstream, upstream], to_upstream)),
        ]
    }

    /// The likelihood of a step through a store that two contexts share, from what it is for usual contexts.
    pub(super) fn through_store(&self, base: f64, [from, to]: [ContextId; 2]) -> f64 {
        with_odds(base, self.of_volatility([from, to]))
    }

    fn factors(&self, relationship: &Relationship, [from, to]: [ContextId; 2], contract: Standing) -> [f64; 6] {
        let is_shared = match self.kind {
            ChangeKind::Schema => {
                relationship.integration == Integration::SharedDatabase
                    || matches!(relationship.strength, Strength::EntityReads | Strength::Strong)
            }
            ChangeKind::Database => relationship.integration == Integration::SharedDatabase,
            _ => false,
        };
        let of_contract = match (self.kind, contract) {
            (ChangeKind::Usual | ChangeKind::Breaking, standing) => self.contracts.factor(standing),
            // Who uses the version that there is need not do anything about a compatible one.
            (ChangeKind::Compatible, Standing::None | Standing::Draft | Standing::Retired) => {
                self.contracts.factor(contract)
            }
            _ => 1.0,
        };
        [
            if is_shared { self.of_kind.shared } else { self.of_kind.other },
            self.integrations.get(relationship.integration as usize).copied().unwrap_or(1.0),
            self.strengths.get(relationship.strength as usize).copied().unwrap_or(1.0),
            of_contract,
            self.of_volatility([from, to]),
            // Ports keep a swap inside, but not from those that use the very same database.
            if is_shared { 1.0 } else { self.ports.factor(from) },
        ]
    }

    fn of_volatility(&self, ends: [ContextId; 2]) -> f64 {
        volatility::odds(ends.map(|end| self.volatility.ratio(end)), self.weights)
    }

    /// How the contracts stand that `publisher` has and that are used over the relationship.
    pub fn standing(&self, relationship: &Relationship, publisher: ContextId) -> Standing {
        self.contracts.standing(relationship, publisher)
    }

    /// How a context keeps its database away from its inside; known for swaps of the database alone.
    pub fn shelter(&self, context: ContextId) -> Shelter {
        self.ports.shelter(context)
    }
}

impl KindFactors {
    fn of(kind: ChangeKind, values: &Values) -> Self {
        let factor = |key: &str| values.factor(&format!("kind.{key}"));
        let same = |factor: f64| Self { shared: factor, other: factor };
        match kind {
            ChangeKind::Usual => same(1.0),
            ChangeKind::Internal | ChangeKind::Compatible | ChangeKind::Breaking => same(factor(kind.code())),
            ChangeKind::Schema | ChangeKind::Database => {
                Self { shared: factor(&format!("{}_shared", kind.code())), other: factor(kind.code()) }
            }
        }
    }
}
