//! What it costs to coordinate a landscape that is cut into these parts: Thebeau's clustering cost, of the cut by domain
//! and of the cut by owning team.
//!
//! Source: Thebeau, *Knowledge Management of System Interfaces and Interactions* (MIT 2001), after Idicula, Gutierrez
//! and Fernandez. That a context's domain or team is its cluster is ours.

use super::structure::Structure;
use super::{Evidence, Measure, Of, Reading, Survey, Unit};
use crate::model::DomainId;
use crate::sorted_map::SortedMap;

/// How much more a larger cluster costs: Thebeau's own default.
pub const POWER: f64 = 2.0;

const FORMULA: &str = "Σ over dependencies of weight · m² inside of a cluster of m contexts and weight · n² across; shown as a share of Σ weight · n²";
const SOURCE: &str =
    "Thebeau, Knowledge Management of System Interfaces and Interactions (2001); the clusters and the share are ours.";

pub(super) const BY_DOMAIN: Measure = Measure {
    key: "clustering-by-domain",
    name: "Clustering cost by domain",
    short: "by domain",
    unit: Unit::Share,
    says: "What coordination costs with the domains as clusters, against having no clusters at all; a context without a domain is alone.",
    formula: FORMULA,
    source: SOURCE,
    evidence: Evidence::Ours,
    of: Of::Landscape(|this, on| reading(this, on, &by_domain(on))),
};

pub(super) const BY_TEAM: Measure = Measure {
    key: "clustering-by-team",
    name: "Clustering cost by owning team",
    short: "by team",
    unit: Unit::Share,
    says: "What coordination costs with each team's contexts as a cluster, against having no clusters at all; a context with several owners counts for the first.",
    formula: FORMULA,
    source: SOURCE,
    evidence: Evidence::Ours,
    of: Of::Landscape(|this, on| reading(this, on, &by_team(on))),
};

/// The clustering cost, where `cluster_of` says which cluster each node is in.
pub fn cost(structure: &Structure, cluster_of: &[usize], power: f64) -> f64 {
    let mut sizes = vec![0_usize; cluster_of.iter().max().map_or(0, |most| most + 1)];
    cluster_of.iter().for_each(|cluster| sizes[*cluster] += 1);
    let prices: Vec<f64> = sizes.iter().map(|size| libm::pow(*size as f64, power)).collect();
    let (mut cost, mut across) = (0.0, 0_u64);
    for it in structure.dependencies() {
        let [from, to] = [it.from, it.to].map(|node| cluster_of[node]);
        if from == to {
            cost += f64::from(it.weight) * prices[from];
        } else {
            across += u64::from(it.weight);
        }
    }
    cost + across as f64 * libm::pow(structure.nodes() as f64, power)
}

/// The cost as a share of what no clusters, or one of everything, would cost; nothing where nothing depends on anything.
pub fn share(structure: &Structure, cluster_of: &[usize], power: f64) -> Option<f64> {
    let whole = structure.weight() as f64 * libm::pow(structure.nodes() as f64, power);
    (whole > 0.0).then(|| cost(structure, cluster_of, power) / whole)
}

fn reading(this: &Measure, on: &Survey<'_>, cluster_of: &Option<Vec<usize>>) -> Reading {
    let Some(cluster_of) = cluster_of else {
        return this.undefined();
    };
    match share(&on.structure, cluster_of, POWER) {
        None => this.undefined(),
        Some(share) => {
            let cost = cost(&on.structure, cluster_of, POWER);
            this.worded(share, format!("{} (cost {cost:.0})", Unit::Share.spell(share)))
        }
    }
}

/// The clusters of the map's domains; nothing where no context lies in one.
fn by_domain(on: &Survey<'_>) -> Option<Vec<usize>> {
    let numbers: SortedMap<DomainId, usize> =
        on.landscape.domains.keys().enumerate().map(|(number, id)| (*id, number)).collect();
    let home = |id| on.landscape.contexts.get(id).and_then(|context| on.landscape.home_of(context));
    clusters(on.graph.contexts.iter().map(|id| numbers.get(&home(id)?).copied()), numbers.len())
}

/// The clusters of the owning teams; nothing where no context has one.
fn by_team(on: &Survey<'_>) -> Option<Vec<usize>> {
    clusters(on.owners.iter().map(|owners| owners.first().copied()), on.teams.len())
}

/// Numbers clusters: those given, and behind them one of its own for each node that is in none.
fn clusters(given: impl Iterator<Item = Option<usize>>, mut next: usize) -> Option<Vec<usize>> {
    let mut is_any = false;
    let number = |cluster: Option<usize>| {
        is_any |= cluster.is_some();
        cluster.unwrap_or_else(|| {
            next += 1;
            next - 1
        })
    };
    let clusters = given.map(number).collect();
    is_any.then_some(clusters)
}
