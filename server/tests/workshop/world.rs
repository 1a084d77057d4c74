//! Time, the network, and everything that happens in a run, in the order in which it happens.

mod faults;
mod nodes;
mod people;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::AddAssign;
use std::rc::Rc;

use atoll_core::protocol::{LandscapeId, MemberId, Request, Revision, Said};
use atoll_core::random::Random;
use atoll_server::room::{Done, StoreJob, Whereabouts};

use crate::browser::Browser;
use crate::node::Node;
use crate::plan::{Plan, Sabotage};
use crate::store::Database;
use crate::truth::Truth;

/// Everything comes to rest within this, once nothing fails any more, in microseconds.
const REST: u64 = 180_000_000;

/// So many events are too many for any run.
const EVENTS: u64 = 3_000_000;

/// How often something may fail, in microseconds.
const MOMENT: u64 = 100_000;

macro_rules! figures {
    ($($name:ident)*) => {
        /// What was tried in a run.
        #[derive(Clone, Debug, Default)]
        pub(crate) struct Figures { $(pub(crate) $name: u64,)* }

        impl AddAssign for Figures {
            fn add_assign(&mut self, other: Self) {
                $(self.$name += other.$name;)*
            }
        }
    };
}

figures! {
    commands stored refused later opened resumed rejoined overtaken store_failures kept_in_doubt restored restarts
    drains reloads cuts partitions revoked strange events
}

/// Something that happens at some time.
#[derive(Debug)]
enum Event {
    Draw(usize),
    Script,
    Save(usize),
    Connect(usize),
    Release(usize, u64),
    ToNode(u64, Request),
    ToBrowser(u64, Rc<Said>),
    /// The browser, or the node, notices that the connection is gone.
    LostByBrowser(u64),
    LostByNode(u64),
    Perform {
        node: usize,
        generation: u64,
        job: StoreJob,
        answer: Option<Done>,
        is_told: bool,
    },
    Stored {
        node: usize,
        generation: u64,
        done: Done,
    },
    Tick {
        node: usize,
        generation: u64,
    },
    Hint {
        node: usize,
        revision: Revision,
    },
    Told {
        node: usize,
        whereabouts: Whereabouts,
    },
    Start(usize),
    Fault,
    Heal,
    Look,
}

/// A connection between a browser and a node.
#[derive(Debug)]
struct Connection {
    browser: usize,
    node: usize,
    generation: u64,
    member: Option<MemberId>,
    /// What arrives after these moments does not arrive.
    until_node: u64,
    until_browser: u64,
    /// What is sent arrives after what was sent before.
    next_at_node: u64,
    next_at_browser: u64,
    is_open_at_node: bool,
}

/// A run.
pub(crate) struct World {
    plan: Plan,
    sabotage: Sabotage,
    random: Random,
    now: u64,
    numbered: u64,
    order: BinaryHeap<Reverse<(u64, u64)>>,
    events: BTreeMap<u64, Event>,
    id: LandscapeId,
    browsers: Vec<Browser>,
    nodes: Vec<Node>,
    connections: BTreeMap<u64, Connection>,
    connected: u64,
    database: Database,
    truth: Truth,
    figures: Figures,
    /// Until when the store has a bad time, and of which kind it is.
    storm: (u64, usize),
    /// Until when each browser does not reach each node.
    apart: BTreeMap<(usize, usize), u64>,
    is_healed: bool,
    scripted: u64,
    problem: Option<String>,
}

impl World {
    pub(crate) fn new(plan: &Plan, sabotage: Sabotage) -> Self {
        let id = LandscapeId::new(u128::from(plan.seed) + 1);
        let browsers = (0..plan.browsers)
            .map(|number| Browser::new(number, id, plan.has_viewer && number + 1 == plan.browsers, sabotage))
            .collect();
        let mut database = Database::new();
        database.checks_keys = sabotage != Sabotage::ForgetKeys;
        database.checks_end = sabotage != Sabotage::AppendBlindly;
        Self {
            sabotage,
            random: Random::keyed(&[plan.seed, 0x0077_6f72_6c64]),
            now: 0,
            numbered: 0,
            order: BinaryHeap::new(),
            events: BTreeMap::new(),
            id,
            browsers,
            nodes: (0..plan.nodes).map(Node::new).collect(),
            connections: BTreeMap::new(),
            connected: 0,
            database,
            truth: Truth::default(),
            figures: Figures::default(),
            storm: (0, 0),
            apart: BTreeMap::new(),
            is_healed: false,
            scripted: 0,
            problem: None,
            plan: plan.clone(),
        }
    }

    /// Lets everything happen until it has come to rest; answers with what was tried, or with what does not hold.
    pub(crate) fn run(mut self) -> Result<Figures, String> {
        for browser in 0..self.browsers.len() {
            self.soon(500_000, Event::Connect(browser));
            self.soon(1_000_000, Event::Draw(browser));
            self.soon(3_000_000, Event::Save(browser));
        }
        if self.plan.has_script {
            self.soon(2_000_000, Event::Script);
        }
        self.at(MOMENT, Event::Fault);
        self.at(self.plan.draws_for, Event::Heal);
        while let Some(Reverse((time, number))) = self.order.pop() {
            self.now = time;
            self.figures.events += 1;
            let Some(event) = self.events.remove(&number) else { continue };
            if matches!(event, Event::Look) && self.has_come_to_rest() {
                break;
            }
            self.happen(event);
            if let Some(problem) = self.problem.take() {
                return Err(format!("after {} ms: {problem}", self.now / 1_000));
            }
            if self.now > self.plan.draws_for + REST || self.figures.events > EVENTS {
                break;
            }
        }
        self.truth.settle(&self.browsers, &self.database)?;
        self.figures.commands = self.truth.count() as u64;
        self.figures.stored = self.database.log.len() as u64;
        Ok(self.figures)
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Draw(browser) => self.draw(browser),
            Event::Script => self.script(),
            Event::Save(browser) => {
                self.browsers[browser].save();
                self.soon(3_000_000, Event::Save(browser));
            }
            Event::Connect(browser) => self.connect(browser),
            Event::Release(browser, connection) => {
                if self.browsers[browser].connection == Some(connection) {
                    self.browsers[browser].release();
                    self.speak(browser);
                }
            }
            Event::ToNode(connection, request) => self.arrive_at_node(connection, request),
            Event::ToBrowser(connection, said) => self.arrive_at_browser(connection, &said),
            Event::LostByBrowser(connection) => self.lost_by_browser(connection),
            Event::LostByNode(connection) => self.lost_by_node(connection),
            Event::Perform { node, generation, job, answer, is_told } => {
                self.perform(node, generation, &job, answer, is_told);
            }
            Event::Stored { node, generation, done } => self.stored(node, generation, done),
            Event::Tick { node, generation } => self.tick(node, generation),
            Event::Hint { node, revision } => self.hint(node, revision),
            Event::Told { node, whereabouts } => self.told(node, whereabouts),
            Event::Start(node) => self.nodes[node].is_up = true,
            Event::Fault => self.fault(),
            Event::Heal => self.heal(),
            Event::Look => self.at(self.now + 1_000_000, Event::Look),
        }
    }

    /// Whether everybody has everything. What is shown then is compared afterwards.
    fn has_come_to_rest(&self) -> bool {
        let (epoch, revision) = (self.database.epoch, self.database.revision());
        self.browsers.iter().all(|browser| {
            let replica = &browser.replica;
            let is_there = replica.at().is_some_and(|at| (at.epoch, at.revision) == (epoch, revision));
            is_there && replica.pending().is_empty() && replica.standing() == atoll_core::sync::Standing::Together
        })
    }

    fn at(&mut self, time: u64, event: Event) {
        self.numbered += 1;
        self.order.push(Reverse((time.max(self.now), self.numbered)));
        self.events.insert(self.numbered, event);
    }

    /// Lets something happen within so many microseconds.
    fn soon(&mut self, within: usize, event: Event) {
        let time = self.now + self.random.below(within.max(1)) as u64;
        self.at(time, event);
    }

    fn is_one_of(&mut self, chances: usize, of: usize) -> bool {
        self.random.below(of) < chances
    }
}
