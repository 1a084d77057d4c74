//! A generated landscape of any size, for benchmarks: the very one that the peer benchmarks draw, bit for bit.
//!
//! Five relationships a context, domains of about ten contexts, three in five relationships inside of a domain, and
//! hubs upstream; one big cycle, and so a hard case. Generator: Mulberry32 and the recipe of the peer benchmarks.

use crate::model::{
    BoundedContext, Domain, Frame, IdSource, Landscape, Party, ProblemSpace, Record, Relationship, RelationshipKind,
};

const SEED: u64 = 42;
const WORDS: [&str; 20] = [
    "Order", "Claim", "Ledger", "Stock", "Tariff", "Route", "Parcel", "Policy", "Quote", "Invoice", "Ticket",
    "Patient", "Meter", "Grid", "Seat", "Fleet", "Loan", "Card", "Search", "Basket",
];
const NOUNS: [&str; 10] = [
    "Management",
    "Pricing",
    "Booking",
    "Tracking",
    "Billing",
    "Planning",
    "Screening",
    "Reporting",
    "Catalog",
    "Settlement",
];
/// What each pattern weighs in the lottery, in order: shared kernel, partnership, conformist, customer/supplier, open
/// host with published language, anticorruption layer.
const WEIGHTS: [f64; 6] = [1.0, 1.0, 2.0, 3.0, 3.0, 3.0];

/// The landscape of `count` contexts, each with a place.
pub fn landscape(count: usize) -> Landscape {
    let mut random = Mulberry32::new((SEED * 1_000_003 + count as u64) as u32);
    let domains = ((count as f64 / 10.0).round() as usize).max(1);
    let columns = (domains as f64).sqrt().ceil() as usize;
    let mut ids = IdSource::new(0);
    let mut records: Vec<Record> = Vec::new();
    let domain_ids: Vec<_> = (0..domains).map(|_| ids.fresh()).collect();
    for (number, id) in domain_ids.iter().enumerate() {
        records.push(Domain { id: *id, name: format!("Domain {number}"), ..Domain::default() }.into());
    }
    let mut contexts = Vec::with_capacity(count);
    for i in 0..count {
        let (domain, k) = (i % domains, i / domains);
        let jitter = [random.next(), random.next()].map(|value| round_half_up((value - 0.5) * 30.0));
        let name = format!("{} {} {i}", random.pick(&WORDS), random.pick(&NOUNS));
        let x = (domain % columns) * 1_000 + (k % 4) * 230;
        let y = (domain / columns) * 560 + (k / 4) * 150;
        let frame = Frame::new(x as i32 + jitter[0], y as i32 + jitter[1], 180, 70);
        let id = ids.fresh();
        contexts.push(id);
        let implements = vec![ProblemSpace::Domain(domain_ids[domain])];
        records.push(BoundedContext { id, name, frame: Some(frame), implements, ..BoundedContext::default() }.into());
    }
    for (from, to, pattern) in links(count, domains, &mut random) {
        let parties = [from, to].map(|number| Party::Context(contexts[number]));
        records.push(relationship(ids.fresh(), parties, pattern).into());
    }
    let mut landscape = Landscape::from_records(records);
    std::sync::Arc::make_mut(&mut landscape.header).name = format!("{count} generated contexts");
    landscape
}

/// Who is upstream, who downstream, and by which pattern.
fn links(count: usize, domains: usize, random: &mut Mulberry32) -> Vec<(usize, usize, usize)> {
    let members = |domain: usize| (domain..count).step_by(domains);
    let target = (5 * count).min(count * count.saturating_sub(1));
    let mut links: Vec<(usize, usize, usize)> = Vec::with_capacity(target);
    let mut seen = crate::sorted_set::SortedSet::new();
    let mut guard = 0;
    while links.len() < target && guard < target * 50 {
        guard += 1;
        let to = (links.len() / 5) % count;
        let lot = random.next();
        let from = if lot < 0.6 {
            let of_domain = members(to % domains).count();
            to % domains + random.below(of_domain) * domains
        } else if lot < 0.9 && !links.is_empty() {
            links[random.below(links.len())].0
        } else {
            random.below(count)
        };
        if from == to || !seen.insert((from, to)) {
            continue;
        }
        let mut weight = random.next() * WEIGHTS.iter().sum::<f64>();
        let drawn = WEIGHTS.iter().position(|of| {
            weight -= of;
            weight <= 0.0
        });
        links.push((from, to, drawn.unwrap_or(0)));
    }
    links
}

fn relationship(id: crate::model::RelationshipId, [upstream, downstream]: [Party; 2], pattern: usize) -> Relationship {
    let kind = match pattern {
        0 => RelationshipKind::SharedKernel,
        1 => RelationshipKind::Partnership,
        3 => RelationshipKind::CustomerSupplier,
        _ => RelationshipKind::UpstreamDownstream,
    };
    let mut relationship = Relationship::new(id, upstream, downstream, kind);
    relationship.downstream_roles.conformist = pattern == 2;
    relationship.upstream_roles.open_host_service = pattern == 4;
    relationship.upstream_roles.published_language = pattern == 4;
    relationship.downstream_roles.anticorruption_layer = pattern == 5;
    relationship
}

/// Rounds halves up, also below zero.
fn round_half_up(value: f64) -> i32 {
    (value + 0.5).floor() as i32
}

/// Mulberry32, a small public-domain generator by Tommy Ettinger.
struct Mulberry32 {
    state: u32,
}

impl Mulberry32 {
    fn new(seed: u32) -> Self {
        Self { state: seed }
    }

    /// A number in 0..1.
    fn next(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x6d2b_79f5);
        let mut t = (self.state ^ (self.state >> 15)).wrapping_mul(1 | self.state);
        t = t.wrapping_add((t ^ (t >> 7)).wrapping_mul(61 | t)) ^ t;
        f64::from(t ^ (t >> 14)) / 4_294_967_296.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() * bound as f64) as usize
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The first contexts and links that the benchmarks' own generator prints for 100 contexts.
    const EXPECTED_CONTEXTS: [(&str, i32, i32); 3] =
        [("Policy Settlement 0", 8, -5), ("Tariff Settlement 1", 1_006, 4), ("Search Booking 2", 2_001, -14)];
    const EXPECTED_LINKS: [(usize, usize); 4] = [(90, 0), (70, 0), (10, 0), (60, 0)];

    #[test]
    fn it_is_the_landscape_of_the_peer_benchmarks() {
        let landscape = landscape(100);
        let first: Vec<(&str, i32, i32)> = landscape
            .contexts
            .values()
            .take(3)
            .filter_map(|context| context.frame.map(|frame| (context.name.as_str(), frame.x, frame.y)))
            .collect();
        assert_eq!(first, EXPECTED_CONTEXTS);
        let number = |party: Party| landscape.contexts.keys().position(|id| Party::Context(*id) == party);
        let ends: Vec<_> =
            landscape.relationships.values().take(4).map(|r| (number(r.upstream), number(r.downstream))).collect();
        assert_eq!(ends, EXPECTED_LINKS.map(|(from, to)| (Some(from), Some(to))));
        assert_eq!((landscape.contexts.len(), landscape.relationships.len()), (100, 500));
    }
}
