//! What has to be done to take one context out of what it ships in, item by item, with the days that each takes.

use super::assumptions::Assumptions;
use super::ground::Ground;
use super::inside::Inside;
use super::pert::{Pert, Sum};
use super::plumbing::{self, JOINTS, Phase, Plumbing};
use super::reuse::{Calibration, Reuse};
use super::ties::Tie;
use crate::measure::feedback::feedback_arcs;
use crate::measure::structure::{Dependency, Structure};
use crate::model::{DataStore, DataStoreKind, DeployableKind, ElementId, Integration};

/// A piece of work.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    /// What sort of work.
    pub plumbing: Plumbing,
    /// What on the map it is about.
    pub element: ElementId,
    /// What it is, in words.
    pub words: String,
    /// How many person-days.
    pub days: Pert,
}

/// By which way a context becomes a service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Way {
    /// First a module with kept boundaries, then a service.
    #[default]
    Modules,
    /// At once.
    Straight,
}

/// All the work of taking one context out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Work {
    /// The context, by number.
    pub context: usize,
    /// What is inside it.
    pub inside: Inside,
    /// What its code goes through.
    pub reuse: Reuse,
    /// Every piece, phase by phase.
    pub items: Vec<Item>,
}

/// The dependencies, by context numbers, that have to go before nothing within a site is cyclic: downstream, upstream.
/// Equal partners are no circle that one could cut; their kernels and mud are looked at as such.
pub(crate) fn circles(ground: &Ground<'_>) -> Vec<(usize, usize)> {
    let within = ground.ties.iter().filter(|tie| ground.is_together(tie.upstream, tie.downstream));
    let directed = within.filter(|tie| !crate::pattern::is_symmetric(tie.kind));
    let dependencies = directed.map(|tie| Dependency::new(tie.downstream, tie.upstream)).collect();
    let arcs = feedback_arcs(&Structure::new(ground.facts.len(), dependencies)).arcs;
    arcs.iter().map(|arc| (arc.from, arc.to)).collect()
}

/// How person-months follow from size, under these assumptions.
pub(crate) fn calibration(assumptions: &Assumptions) -> Calibration {
    let exponent = Calibration::exponent_of(assumptions.value("scale_factors"));
    Calibration { productivity: assumptions.value("productivity"), exponent, multiplier: 1.0 }
}

/// Person-days to reuse so many thousand lines so.
pub(crate) fn reuse_days(thousand_lines: f64, reuse: &Reuse, assumptions: &Assumptions) -> f64 {
    let months = calibration(assumptions).person_months(reuse.equivalent_lines(thousand_lines));
    months * assumptions.value("days_a_month")
}

impl Work {
    /// The work of taking a context out, where so many services are there already.
    pub(crate) fn of(
        ground: &Ground<'_>,
        circles: &[(usize, usize)],
        context: usize,
        services: usize,
        way: Way,
        assumptions: &Assumptions,
    ) -> Self {
        let inside = Inside::of(ground, context, assumptions);
        let is_tiered = ground.site_of[context].is_some_and(|site| ground.sites[site].is_tiered());
        let reuse = reuse(&inside, is_tiered, way, assumptions);
        let mut work = Self { context, inside, reuse, items: Vec::new() };
        work.cut(ground, circles, way, assumptions);
        work.join(ground, assumptions);
        work.stores(ground, assumptions);
        work.code(ground, is_tiered, way, assumptions);
        work.platform(ground, services, assumptions);
        crate::order::sort_by_key(&mut work.items, |item| (item.plumbing, item.element));
        work
    }

    /// The days of all of it, or of one phase.
    pub(crate) fn days(&self, phase: Option<Phase>, is_together: bool) -> Sum {
        let wanted = |item: &&Item| phase.is_none_or(|phase| item.plumbing.joint().phase == phase);
        sum(self.items.iter().filter(wanted), is_together)
    }

    /// How many pieces of a sort there are.
    pub(crate) fn count(&self, plumbing: Plumbing) -> usize {
        self.items.iter().filter(|item| item.plumbing == plumbing).count()
    }

    fn add(&mut self, plumbing: Plumbing, element: ElementId, words: String, assumptions: &Assumptions) {
        let days = assumptions.days(plumbing);
        self.items.push(Item { plumbing, element, words, days });
    }

    /// Internals, circles and rings: what has to be mended inside the process. Circles and rings can be left as they
    /// are by whoever goes straight.
    fn cut(&mut self, ground: &Ground<'_>, circles: &[(usize, usize)], way: Way, assumptions: &Assumptions) {
        let element = ground.element(self.context);
        for (user, used) in self.inside.internals.clone() {
            self.add(Plumbing::Internals, element, format!("“{user}” uses “{used}”, which is internal"), assumptions);
        }
        if way == Way::Straight {
            return;
        }
        for (user, used) in self.inside.outwards.clone() {
            self.add(Plumbing::Ring, element, format!("“{user}” uses “{used}”, further out"), assumptions);
        }
        let context = self.context;
        let mine = circles.iter().filter(|(from, to)| *from == context || *to == context);
        for (from, to) in mine.filter(|(from, to)| ground.is_together(*from, *to)) {
            let words = format!("{} needs {} in a circle", ground.facts[*from].name, ground.facts[*to].name);
            self.add(Plumbing::Circle, ground.element(*from), words, assumptions);
        }
    }

    /// Every tie, by what it becomes.
    fn join(&mut self, ground: &Ground<'_>, assumptions: &Assumptions) {
        let boundary: Vec<Tie> = ground.boundary(self.context).copied().collect();
        for tie in &boundary {
            let has_store = shared_stores(ground, tie.upstream, Some(tie.downstream)).next().is_some();
            for plumbing in plumbing::needed(tie, has_store) {
                let words = words(ground, tie, plumbing);
                self.add(plumbing, tie.relationship.into(), words, assumptions);
            }
        }
        let outside: Vec<Tie> = ground.ties_of[self.context].iter().map(|index| ground.ties[*index]).collect();
        let apart = |tie: &&Tie| !ground.is_together(tie.upstream, tie.downstream) && tie.upstream == self.context;
        let found: Vec<Tie> = outside.iter().filter(apart).copied().collect();
        for tie in
            found.iter().filter(|tie| matches!(tie.integration, Integration::RemoteCall | Integration::Undefined))
        {
            let words = format!("{} calls a new address", ground.facts[tie.downstream].name);
            self.add(Plumbing::Address, tie.relationship.into(), words, assumptions);
        }
    }

    /// Stores that what stays behind uses as well.
    fn stores(&mut self, ground: &Ground<'_>, assumptions: &Assumptions) {
        let shared: Vec<&DataStore> = shared_stores(ground, self.context, None).collect();
        for store in shared {
            let name = ground.landscape.quoted(store.id.into());
            let others = others_of(ground, self.context, store);
            let names: Vec<&str> = others.iter().map(|other| ground.facts[*other].name.as_str()).collect();
            let words = format!("{name} is used by {} as well", names.join(", "));
            self.add(Plumbing::Table, store.id.into(), words, assumptions);
            let writes = |context: usize| store.writers.contains(&ground.id(context));
            if writes(self.context) && others.iter().any(|other| writes(*other)) {
                let words = format!("one transaction over {name}, which both sides write");
                self.add(Plumbing::Transaction, store.id.into(), words, assumptions);
            }
        }
    }

    /// The code itself, and out of tiers the cut along the context before it.
    fn code(&mut self, ground: &Ground<'_>, is_tiered: bool, way: Way, assumptions: &Assumptions) {
        let (element, lines) = (ground.element(self.context), ground.facts[self.context].lines);
        let name = &ground.facts[self.context].name;
        let around = |days: f64| {
            Pert::new(assumptions.value("optimistic") * days, days, assumptions.value("pessimistic") * days)
        };
        if is_tiered && way == Way::Modules {
            let integration = assumptions.percent("integration_tiered").max(assumptions.percent("integration_modular"));
            let design = assumptions.percent("tiered_design");
            let out_of_tiers = Reuse { design, code: design, ..self.inside.reuse_at(integration, assumptions) };
            let days = around(reuse_days(lines, &out_of_tiers, assumptions));
            let words = format!("{name} out of its tiers: {lines} thousand lines cut along the context");
            self.items.push(Item { plumbing: Plumbing::Tiers, element, words, days });
        }
        let days = around(reuse_days(lines, &self.reuse, assumptions));
        let share = 100.0 * self.reuse.modifier();
        let words = format!("{name}: {lines} thousand lines count as {share:.0} % of new ones (AAM)");
        self.items.push(Item { plumbing: Plumbing::Code, element, words, days });
    }

    /// What the n-th service needs around it: learnt by Wright's law, each doubling takes the same share.
    fn platform(&mut self, ground: &Ground<'_>, services: usize, assumptions: &Assumptions) {
        let rate = assumptions.value("platform_learning");
        let number = services + 1;
        let learnt = libm::pow(number as f64, libm::log2(rate.max(1e-6)));
        let days = assumptions.days(Plumbing::Platform).times(learnt);
        let words = format!("what service number {number} needs around it");
        let element = ground.element(self.context);
        self.items.push(Item { plumbing: Plumbing::Platform, element, words, days });
    }
}

/// What the code goes through. After modules were made its boundary is kept: design stays, and only part is tested
/// again. Straight out of tiers nothing is.
fn reuse(inside: &Inside, is_tiered: bool, way: Way, assumptions: &Assumptions) -> Reuse {
    match way {
        Way::Modules => {
            Reuse { design: 0.0, ..inside.reuse_at(assumptions.percent("integration_modular"), assumptions) }
        }
        Way::Straight if is_tiered => {
            let integration = assumptions.percent("integration_tiered").max(assumptions.percent("integration_modular"));
            let reuse = inside.reuse_at(integration, assumptions);
            Reuse { design: (reuse.design + assumptions.percent("tiered_design")).min(100.0), ..reuse }
        }
        Way::Straight => inside.reuse(assumptions),
    }
}

/// The sum of pieces: those of one sort err each alone, or all together.
pub(crate) fn sum<'a>(items: impl Iterator<Item = &'a Item> + Clone, is_together: bool) -> Sum {
    if !is_together {
        return Sum::apart(items.map(|item| item.days));
    }
    JOINTS.iter().fold(Sum::default(), |sum, joint| {
        let of_sort = items.clone().filter(|item| item.plumbing == joint.plumbing);
        sum.and(&Sum::together(of_sort.map(|item| item.days)))
    })
}

/// How many services ship already.
pub(crate) fn services(ground: &Ground<'_>) -> usize {
    let is_service = |site: &&super::ground::Site| site.kind == DeployableKind::Service && site.id.is_some();
    ground.sites.iter().filter(is_service).count()
}

/// Stores that a context shares with what ships with it, or with this one. What gathers or can be lost is not shared in
/// this sense.
fn shared_stores<'a>(
    ground: &'a Ground<'_>,
    context: usize,
    with: Option<usize>,
) -> impl Iterator<Item = &'a DataStore> + 'a {
    let stores = ground.landscape.data_stores.values().map(AsRef::as_ref);
    let is_kept = |store: &&DataStore| !matches!(store.kind, DataStoreKind::Warehouse | DataStoreKind::Cache);
    stores.filter(is_kept).filter(move |store| {
        let others = others_of(ground, context, store);
        uses(ground, context, store) && with.map_or(!others.is_empty(), |with| others.contains(&with))
    })
}

fn uses(ground: &Ground<'_>, context: usize, store: &DataStore) -> bool {
    let id = ground.id(context);
    store.writers.contains(&id) || store.readers.contains(&id)
}

/// The others that use a store and ship with a context, each once.
fn others_of(ground: &Ground<'_>, context: usize, store: &DataStore) -> Vec<usize> {
    let numbers = store.writers.iter().chain(&store.readers).filter_map(|id| ground.graph.number(*id));
    let mut others: Vec<usize> =
        numbers.filter(|other| *other != context && ground.is_together(context, *other)).collect();
    crate::order::sort_by_key(&mut others, |other| *other);
    others.dedup();
    others
}

/// What a tie needs, in words; where there is no seam, which one is missing.
fn words(ground: &Ground<'_>, tie: &Tie, plumbing: Plumbing) -> String {
    let [above, below] = [tie.upstream, tie.downstream].map(|number| ground.facts[number].name.as_str());
    match plumbing {
        Plumbing::Seam if tie.is_call => format!("an interface of {above} that {below} asks, with a contract"),
        Plumbing::Seam => format!("a named message from {above} that {below} listens to"),
        _ => format!("{above} → {below}: {}", plumbing.joint().inside),
    }
}
