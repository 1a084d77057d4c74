//! What browsers do: connect, draw, say and hear.

use std::rc::Rc;

use atoll_core::protocol::{Request, Right, Said, Submission, Submit};
use atoll_core::sync::pause;
use atoll_server::room::{Arrival, Input, Ticket, Utterance};

use super::{Connection, Event, World};
use crate::drawing::draw;
use crate::plan::Sabotage;

impl World {
    pub(super) fn draw(&mut self, number: usize) {
        if self.now >= self.plan.draws_for {
            return;
        }
        for _ in 0..1 + self.random.below(3) {
            let browser = &mut self.browsers[number];
            if let Some(key) = browser.draw(&mut self.random) {
                self.truth.given(key, browser.is_viewer);
            }
        }
        self.speak(number);
        self.soon(self.plan.thinks, Event::Draw(number));
    }

    /// Somebody submits without a connection, and does not ask again.
    pub(super) fn script(&mut self) {
        if self.now >= self.plan.draws_for {
            return;
        }
        let node = self.random.below(self.nodes.len());
        if self.nodes[node].is_up && !self.nodes[node].is_draining {
            self.scripted += 1;
            let key = atoll_core::protocol::CommandKey::try_from(format!("s-{}", self.scripted)).expect("a key");
            let command = draw(self.browsers[0].replica.landscape(), &mut self.random);
            self.truth.given(key.clone(), false);
            self.truth.refused(&key);
            let submit = Submit { commands: vec![Submission { key, command }] };
            let (ticket, right) = (Ticket(self.scripted), Right::Edit);
            self.feed(node, Input::Asked { ticket, by: None, right, submit, bytes: 200 });
        }
        self.soon(2_000_000, Event::Script);
    }

    /// Tries to connect to some node.
    pub(super) fn connect(&mut self, number: usize) {
        if self.browsers[number].connection.is_some() {
            return;
        }
        let node = self.random.below(self.nodes.len());
        let is_apart = self.apart.get(&(number, node)).is_some_and(|until| *until > self.now);
        if !self.nodes[node].is_up || is_apart {
            return self.connect_later(number, 0);
        }
        self.connected += 1;
        let connection = Connection {
            browser: number,
            node,
            generation: self.nodes[node].generation,
            member: None,
            until_node: u64::MAX,
            until_browser: u64::MAX,
            next_at_node: 0,
            next_at_browser: 0,
            is_open_at_node: true,
        };
        self.connections.insert(self.connected, connection);
        self.browsers[number].connection = Some(self.connected);
        let join = self.browsers[number].replica.connected();
        self.send_to_node(self.connected, join);
    }

    pub(super) fn connect_later(&mut self, number: usize, least: u32) {
        let chance = (self.random.bits() >> 32) as u32;
        let browser = &mut self.browsers[number];
        let wait = pause(browser.attempts, chance).min(8_000).max(least);
        browser.attempts += 1;
        self.at(self.now + 1_000 * u64::from(wait), Event::Connect(number));
    }

    /// Says what is to be said.
    pub(super) fn speak(&mut self, number: usize) {
        while let Some(connection) = self.browsers[number].connection
            && let Some(request) = self.browsers[number].next_request()
        {
            self.send_to_node(connection, request);
        }
    }

    fn send_to_node(&mut self, connection: u64, request: Request) {
        let delay = self.random.below(self.plan.delay) as u64;
        let is_doubled =
            !self.is_healed && matches!(request, Request::Submit(_)) && self.is_one_of(self.plan.strange_frames, 100);
        let Some(known) = self.connections.get_mut(&connection) else { return };
        let time = (self.now + delay).max(known.next_at_node);
        known.next_at_node = time;
        if time >= known.until_node {
            return;
        }
        if is_doubled {
            self.figures.strange += 1;
            self.at(time, Event::ToNode(connection, request.clone()));
        }
        self.at(time, Event::ToNode(connection, request));
    }

    pub(super) fn arrive_at_node(&mut self, number: u64, request: Request) {
        let Some(connection) = self.connections.get(&number) else { return };
        let (node, browser) = (connection.node, connection.browser);
        let is_there = self.nodes[node].generation == connection.generation && connection.is_open_at_node;
        if !is_there || self.now >= connection.until_node {
            return;
        }
        let input = match (request, connection.member) {
            (Request::Join(join), None) => {
                let member = self.nodes[node].name();
                self.nodes[node].members.insert(member, number);
                self.connections.get_mut(&number).into_iter().for_each(|connection| connection.member = Some(member));
                let may_draw = !self.browsers[browser].is_viewer || self.sabotage == Sabotage::ViewersMayDraw;
                let right = if may_draw { Right::Edit } else { Right::View };
                Input::Join(Arrival {
                    member,
                    protocol: join.protocol,
                    person: join.person,
                    right,
                    resume: join.resume,
                })
            }
            (Request::Submit(submit), Some(member)) => {
                let bytes = 200 * submit.commands.len();
                Input::Said { member, what: Utterance::Submit(submit), bytes }
            }
            _ => return,
        };
        self.feed(node, input);
    }

    pub(super) fn arrive_at_browser(&mut self, number: u64, said: &Rc<Said>) {
        let Some(connection) = self.connections.get(&number) else { return };
        let browser = connection.browser;
        if self.browsers[browser].connection != Some(number) || self.now >= connection.until_browser {
            return;
        }
        if let Said::Welcome(welcome) = &**said {
            *(if welcome.opened.is_some() { &mut self.figures.opened } else { &mut self.figures.resumed }) += 1;
        }
        let heard = self.browsers[browser].hear(Said::clone(said));
        let at = self.browsers[browser].replica.at();
        for line in &heard.logged {
            let is_told = self.truth.told(line, at, &self.database);
            // A browser that was made to leave something out is found by what it shows.
            if self.sabotage != Sabotage::SkipRebase {
                self.see(is_told);
            }
        }
        for key in &heard.acknowledged {
            let is_true = self.truth.acknowledged(key, &self.database);
            self.see(is_true);
        }
        self.figures.refused += heard.refused.len() as u64;
        heard.refused.iter().for_each(|key| self.truth.refused(key));
        if let Some(after) = heard.later {
            self.figures.later += 1;
            self.at(self.now + 1_000 * u64::from(after), Event::Release(browser, number));
        }
        if let Some(least) = heard.rejoin {
            self.figures.rejoined += 1;
            self.hang_up(number);
            self.connect_later(browser, least);
        } else {
            self.speak(browser);
        }
    }

    /// The browser closes a connection; the node hears of it.
    fn hang_up(&mut self, number: u64) {
        let Some(connection) = self.connections.get_mut(&number) else { return };
        connection.until_browser = self.now;
        let browser = connection.browser;
        let after = connection.next_at_node;
        self.browsers[browser].connection = None;
        let delay = self.random.below(self.plan.delay) as u64;
        self.at((self.now + delay).max(after), Event::LostByNode(number));
    }

    pub(super) fn lost_by_browser(&mut self, number: u64) {
        let Some(connection) = self.connections.get(&number) else { return };
        let browser = connection.browser;
        if self.browsers[browser].connection == Some(number) {
            self.browsers[browser].connection = None;
            self.browsers[browser].replica.disconnected();
            self.figures.rejoined += 1;
            self.connect_later(browser, 0);
        }
    }

    pub(super) fn see(&mut self, result: Result<(), String>) {
        if let Err(problem) = result {
            self.problem.get_or_insert(problem);
        }
    }
}
