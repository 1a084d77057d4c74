//! A landscape made ready for being cut: its elements, what draws them together, what must hold, what is drawn.

use super::criterion::{self, CRITERIA, Facts};
use super::element::{Elements, Level};
use super::leiden::{Leiden, Pair, Problem, numbered};
use super::quality::Call;
use super::scoring::{self, Edge};
use super::wish::{self, Wishes};
use crate::graph::Graph;
use crate::measure::congruence::landscape::is_published;
use crate::model::{Landscape, RelationshipKind};
use crate::pattern;
use crate::random::Random;
use crate::simulation::{Refusal, Request};

/// A landscape made ready for being cut.
pub struct Model {
    /// The landscape.
    pub landscape: Landscape,
    /// What is put into groups.
    pub elements: Elements,
    /// What draws elements together or apart, by criterion.
    pub edges: Vec<Edge>,
    /// For each element its edges, by their places.
    pub edges_of: Vec<Vec<usize>>,
    /// The same as plain pairs.
    pub pairs: Vec<Pair>,
    /// What calls what.
    pub calls: Vec<Call>,
    /// For each call whether what is called is published.
    pub is_published: Vec<bool>,
    /// The cut as drawn: the context of each element.
    pub drawn: Vec<usize>,
    /// The search for other cuts.
    pub leiden: Leiden,
    /// What is searched.
    problem: Problem,
    /// The numbers that can be set.
    pub sizes: (usize, usize),
    /// How many parts a team can own.
    pub parts_a_team: f64,
}

impl Model {
    /// Makes a landscape ready.
    ///
    /// # Errors
    ///
    /// Says what is missing where there is nothing to cut, and which wishes contradict each other.
    pub fn of(landscape: &Landscape, request: &Request) -> Result<Self, Refusal> {
        let level = match request.setting("level", "aggregates") {
            "contexts" => Level::Contexts,
            _ => Level::Aggregates,
        };
        let elements = Elements::of(landscape, level);
        let inside = elements.list.iter().filter(|element| !element.is_external).count();
        if inside < 2 {
            return Err(Refusal::new(
                "There is nothing to cut: draw at least two contexts, or two aggregates, that are not external.",
            ));
        }
        let wishes = Wishes::of(landscape, &elements, request)?;
        let values = super::parameters().into_iter().map(|it| (it.key.clone(), it.value(landscape))).collect();
        let facts = Facts { landscape, elements: &elements, values };
        let number = |key: &str| facts.values.get(key).copied().unwrap_or(0.0);
        let scores = criterion::scores(&facts);
        let priorities: Vec<f64> = CRITERIA.iter().map(|criterion| number(&criterion.key())).collect();
        let weighed: Vec<_> = scores.iter().zip(priorities).collect();
        let edges = scoring::edges(&weighed);
        if !edges.iter().any(|edge| edge.weight() > 0.0) {
            return Err(Refusal::new(
                "Nothing draws two elements together: draw relationships, stories, owners or what building blocks use.",
            ));
        }
        let sizes = ["least", "most"].map(|end| number(&format!("boundaries.size.{end}")).max(0.0) as usize);
        let parts_a_team = number("boundaries.team.parts");
        let pairs: Vec<Pair> = edges.iter().map(Edge::pair).collect();
        let problem = problem(&elements, &pairs, &wishes);
        let leiden = Leiden::new(&problem).map_err(|it| wish::contradiction(landscape, &elements, it))?;
        let (calls, is_published) = calls(landscape, &elements);
        let mut edges_of = vec![Vec::new(); elements.count()];
        for (place, edge) in edges.iter().enumerate() {
            edges_of[edge.one].push(place);
            edges_of[edge.other].push(place);
        }
        let drawn = drawn(&elements);
        let sizes = (sizes[0], sizes[1]);
        Ok(Self {
            landscape: landscape.clone(),
            elements,
            edges,
            edges_of,
            pairs,
            calls,
            is_published,
            drawn,
            leiden,
            problem,
            sizes,
            parts_a_team,
        })
    }

    /// The cut that is found where every priority is anything from half to twice what it is, evenly spread over powers.
    pub fn shaken(&self, resolution: f64, seed: u64) -> Vec<usize> {
        let factor = |place: usize| libm::exp2(2.0 * Random::keyed(&[seed, place as u64]).unit() - 1.0);
        let factors: Vec<f64> = (0..CRITERIA.len()).map(factor).collect();
        let weight = |edge: &Edge| edge.shares.iter().zip(&factors).map(|(share, factor)| share * factor).sum();
        let pairs = self.edges.iter().map(|edge| Pair { weight: weight(edge), ..edge.pair() }).collect();
        // The wishes are those that held before: they contradict each other as little as they did then.
        match Leiden::new(&Problem { pairs, ..self.problem.clone() }) {
            Ok(leiden) => leiden.solve(resolution, seed),
            Err(_) => self.drawn.clone(),
        }
    }

    /// An element's name, in quotes.
    pub fn name(&self, element: usize) -> String {
        self.landscape.quoted(self.elements.list[element].id)
    }

    /// How much there is to go through: elements and both ends of every edge.
    pub fn size(&self) -> usize {
        self.elements.count() + 2 * self.edges.len()
    }
}

fn problem(elements: &Elements, pairs: &[Pair], wishes: &Wishes) -> Problem {
    let mut by_id: Vec<usize> = (0..elements.count()).collect();
    crate::order::sort_by_key(&mut by_id, |at| elements.list[*at].id);
    let mut keys = vec![0; elements.count()];
    by_id.iter().enumerate().for_each(|(rank, at)| keys[*at] = rank as u64);
    let is_external = |at: &usize| elements.list[*at].is_external;
    Problem {
        keys,
        pairs: pairs.to_vec(),
        together: wishes.together.clone(),
        apart: wishes.apart.clone(),
        alone: (0..elements.count()).filter(is_external).collect(),
    }
}

fn drawn(elements: &Elements) -> Vec<usize> {
    let first = |at: usize| elements.of_context(elements.list[at].context).first().copied().unwrap_or(at);
    numbered(&(0..elements.count()).map(first).collect::<Vec<_>>())
}

/// Who calls whom: the downstream the upstream, two equal ones each other, and who uses a building block what it
/// belongs to. Each relationship counts once, or as often as it is called for a request.
fn calls(landscape: &Landscape, elements: &Elements) -> (Vec<Call>, Vec<bool>) {
    let (mut calls, mut published) = (Vec::new(), Vec::new());
    let mut add = |from: &[usize], to: &[usize], volume: f64, is_published: bool| {
        let each = volume / (from.len() * to.len()).max(1) as f64;
        for one in from {
            for other in to.iter().filter(|other| *other != one) {
                calls.push(Call { from: *one, to: *other, volume: each });
                published.push(is_published);
            }
        }
    };
    for link in &Graph::of(landscape).links {
        let Some(it) = landscape.relationships.get(&link.relationship) else { continue };
        let Some((upstream, downstream)) = it.contexts() else { continue };
        if it.kind == RelationshipKind::SeparateWays {
            continue;
        }
        let [above, below] = criterion::ends(elements, it, [upstream, downstream]);
        if above.len() * below.len() > criterion::CROWD * criterion::CROWD {
            continue;
        }
        let volume = f64::from(it.calls_per_request.max(1));
        let is_published = is_published(landscape, it);
        add(&below, &above, volume, is_published);
        if pattern::is_symmetric(it.kind) {
            add(&above, &below, volume, is_published);
        }
    }
    let element = |id| elements.of_aggregate(landscape.building_blocks.get(id)?.aggregate?);
    for (id, block) in &landscape.building_blocks {
        let Some(user) = element(id) else { continue };
        block.uses.iter().filter_map(element).for_each(|used| add(&[user], &[used], 1.0, false));
    }
    (calls, published)
}
