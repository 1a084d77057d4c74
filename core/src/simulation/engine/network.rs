//! Stations that feed each other, played through: what the closed forms of `queueing` are tested with, and what takes
//! over where they end, as for service that is not exponential at several servers.

use crate::random::Random;
use crate::simulation::engine::{
    Calendar, Discipline, Distribution, Lottery, Started, Station, Streams, Tally, Ticket,
};

/// How many events an item may take on average before a run is given up: an item that goes round for ever takes more.
const EVENTS_FOR_AN_ITEM: u64 = 1_000;

/// Stations, and where items come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// The stations.
    pub nodes: Vec<Node>,
    /// Where items come from.
    pub sources: Vec<Source>,
}

/// A station of a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// How many servers it has.
    pub servers: u32,
    /// Who is next.
    pub discipline: Discipline,
    /// How long the work on an item takes, by class; the last holds for all further classes as well.
    pub service: Vec<Distribution>,
    /// With which probability an item that is done goes to the station of this number; with what is left it leaves.
    pub next: Vec<f64>,
}

impl Node {
    /// A station that works first come first served, the same for every class.
    pub fn new(servers: u32, service: Distribution, next: &[f64]) -> Self {
        Self { servers, discipline: Discipline::FirstCome, service: vec![service], next: next.to_vec() }
    }
}

/// Where items come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Source {
    /// The class of its items: 0 is the most urgent.
    pub class: u32,
    /// The number of the station that they come to first.
    pub node: usize,
    /// How long it takes from one to the next. A source that takes no time, or none at all, gives nothing.
    pub between: Distribution,
    /// How many come at once; 0 counts as 1.
    pub together: u32,
}

impl Source {
    /// Items that come to a station independently of each other, so many in a unit of time (a Poisson process).
    pub fn poisson(node: usize, class: u32, rate: f64) -> Self {
        Self { class, node, between: Distribution::Exponential { mean: 1.0 / rate }, together: 1 }
    }
}

/// How long to play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Until so many items have left.
    pub items: u64,
    /// How many of them are not counted: those that leave before the network has settled.
    pub warm_up: u64,
}

/// What was seen after the warm-up.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How long that took, in the time of the network.
    pub span: f64,
    /// How long items were in the network, of those that left.
    pub sojourns: Tally,
    /// The same by class.
    pub classes: Vec<Tally>,
    /// What was seen at each station.
    pub nodes: Vec<NodeOutcome>,
    /// False where it was given up: nothing comes, or what comes does not leave.
    pub is_complete: bool,
}

/// What was seen at a station.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeOutcome {
    /// The share of its servers' time that was work.
    pub utilisation: f64,
    /// How many waited, averaged over time.
    pub queue: f64,
    /// How many were there, averaged over time.
    pub present: f64,
    /// How long visits waited, by class, interruptions included.
    pub waited: Vec<Tally>,
    /// How many visits ended.
    pub visits: u64,
    /// How long they were on average, waiting and work.
    pub sojourn: f64,
}

/// Plays a network through once. The same network, extent, seed and replication give the same bits.
pub fn play(network: &Network, extent: Extent, seed: u64, replication: u64) -> Outcome {
    let mut play = Play::new(network, seed, replication);
    let events = extent.items.saturating_mul(EVENTS_FOR_AN_ITEM);
    let mut is_warm = extent.warm_up == 0;
    let mut left = 0;
    for _ in 0..events {
        if left >= extent.items {
            break;
        }
        let Some((now, event)) = play.calendar.pop() else { break };
        left += u64::from(play.happen(now, event));
        if !is_warm && left >= extent.warm_up {
            is_warm = true;
            play.restart(now);
        }
    }
    play.outcome(left >= extent.items)
}

/// Plays a network through so many times, each with chance of its own.
pub fn replicate(network: &Network, extent: Extent, seed: u64, replications: u32) -> Vec<Outcome> {
    (0..u64::from(replications)).map(|replication| play(network, extent, seed, replication)).collect()
}

/// What the calendar holds: a source or a station by its number, and whose work is done there.
#[derive(Clone, Copy, Debug)]
enum Event {
    Arrive(u32),
    Finish(u32, Ticket),
}

/// An item on its way.
#[derive(Clone, Copy, Debug)]
struct Item {
    came: f64,
    number: u64,
    class: u32,
    visits: u32,
    /// The station after this one.
    next: Option<u32>,
}

/// A network while it is played.
struct Play<'a> {
    network: &'a Network,
    calendar: Calendar<Event>,
    stations: Vec<Station<u32>>,
    routes: Vec<Lottery>,
    streams: Streams,
    sources: Vec<Random>,
    items: Vec<Item>,
    free: Vec<u32>,
    came: u64,
    start: f64,
    classes: Vec<Tally>,
}

impl<'a> Play<'a> {
    fn new(network: &'a Network, seed: u64, replication: u64) -> Self {
        let classes = network.sources.iter().map(|source| source.class.min(u32::from(u16::MAX)) + 1).max().unwrap_or(1);
        let station = |node: &Node| Station::new(node.servers, node.discipline, classes);
        let streams = Streams::new(seed, replication);
        // Sources are numbered from the end, items from the beginning.
        let sources = (0..network.sources.len() as u64).map(|source| streams.of(u64::MAX - source, 0)).collect();
        let routes =
            network.nodes.iter().map(|node| Lottery::new(&node.next[..node.next.len().min(network.nodes.len())]));
        let mut play = Self {
            network,
            calendar: Calendar::new(),
            stations: network.nodes.iter().map(station).collect(),
            routes: routes.collect(),
            streams,
            sources,
            items: Vec::new(),
            free: Vec::new(),
            came: 0,
            start: 0.0,
            classes: vec![Tally::default(); classes as usize],
        };
        for (at, source) in network.sources.iter().enumerate() {
            if source.between.mean() > 0.0 && source.node < network.nodes.len() {
                play.wait_for(at);
            }
        }
        play
    }

    /// Enters the next arrival of a source.
    #[inline]
    fn wait_for(&mut self, source: usize) {
        let delay = self.network.sources[source].between.draw(&mut self.sources[source]);
        self.calendar.push_in(delay, Event::Arrive(source as u32));
    }

    /// Lets an event happen; true where an item leaves.
    #[inline]
    fn happen(&mut self, now: f64, event: Event) -> bool {
        match event {
            Event::Arrive(source) => {
                let Source { class, node, together, .. } = self.network.sources[source as usize];
                self.wait_for(source as usize);
                for _ in 0..together.max(1) {
                    let item = Item { came: now, number: self.came, class, visits: 0, next: None };
                    self.came += 1;
                    let item = self.keep(item);
                    self.visit(now, item, node as u32);
                }
                false
            }
            Event::Finish(node, ticket) => {
                let Some(done) = self.stations[node as usize].finish(now, ticket) else { return false };
                self.enter(node, done.next);
                let Item { came, class, next, .. } = self.items[done.item as usize];
                if let Some(next) = next {
                    self.visit(now, done.item, next);
                    return false;
                }
                self.free.push(done.item);
                let last = self.classes.len() - 1;
                self.classes[(class as usize).min(last)].add(now - came);
                true
            }
        }
    }

    #[inline]
    fn keep(&mut self, item: Item) -> u32 {
        if let Some(at) = self.free.pop() {
            self.items[at as usize] = item;
            return at;
        }
        self.items.push(item);
        self.items.len() as u32 - 1
    }

    /// An item comes to a station. What it draws there follows from its number, the station, and which of its visits it
    /// is.
    #[inline]
    fn visit(&mut self, now: f64, at: u32, node: u32) {
        let item = &mut self.items[at as usize];
        let mut random = self.streams.of(item.number, u64::from(node) << 32 | u64::from(item.visits));
        item.visits = item.visits.wrapping_add(1);
        let service = &self.network.nodes[node as usize].service;
        let service = service.get(item.class as usize).or(service.last());
        let work = service.map_or(0.0, |service| service.draw(&mut random));
        item.next = self.routes[node as usize].draw(&mut random).map(|next| next as u32);
        let started = self.stations[node as usize].arrive(now, at, item.class, work);
        self.enter(node, started);
    }

    #[inline]
    fn enter(&mut self, node: u32, started: Option<Started<u32>>) {
        if let Some(started) = started {
            self.calendar.push(started.end, Event::Finish(node, started.ticket));
        }
    }

    fn restart(&mut self, now: f64) {
        self.start = now;
        self.stations.iter_mut().for_each(|station| station.restart(now));
        self.classes.iter_mut().for_each(|tally| *tally = Tally::default());
    }

    fn outcome(self, is_complete: bool) -> Outcome {
        let now = self.calendar.now();
        let seen = |station: &Station<u32>| {
            let (waited, worked) = (station.waited().to_vec(), station.worked());
            let all = waited.iter().fold(Tally::default(), |all, tally| all.and(tally));
            let (queue, busy) = (station.queue().mean(now), station.busy().mean(now));
            let (visits, sojourn) = (worked.count, all.mean() + worked.mean());
            NodeOutcome { utilisation: station.utilisation(now), queue, present: queue + busy, waited, visits, sojourn }
        };
        let nodes = self.stations.iter().map(seen).collect();
        let sojourns = self.classes.iter().fold(Tally::default(), |all, tally| all.and(tally));
        Outcome { span: now - self.start, sojourns, classes: self.classes, nodes, is_complete }
    }
}
