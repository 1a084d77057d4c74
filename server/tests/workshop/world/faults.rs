//! What goes wrong, and how everything is put in order in the end.

use atoll_server::room::Input;

use super::{Event, MOMENT, World};
use crate::plan::Sabotage;

impl World {
    /// Something may go wrong at this moment.
    pub(super) fn fault(&mut self) {
        if self.is_healed {
            return;
        }
        self.at(self.now + MOMENT, Event::Fault);
        let (browsers, nodes) = (self.browsers.len(), self.nodes.len());
        let (browser, node) = (self.random.below(browsers), self.random.below(nodes));
        if self.is_one_of(self.plan.cuts, 1_000)
            && let Some(connection) = self.browsers[browser].connection
        {
            self.figures.cuts += 1;
            self.cut(connection);
        }
        if self.is_one_of(self.plan.partitions, 1_000) {
            self.figures.partitions += 1;
            let until = self.now + self.random.below(6_000_000) as u64;
            self.apart.insert((browser, node), until);
            self.cut_all(|connection| (connection.browser, connection.node) == (browser, node));
        }
        if self.is_one_of(self.plan.node_restarts, 1_000) && self.nodes[node].is_up {
            self.stop(node);
        }
        if self.is_one_of(self.plan.browser_restarts, 1_000) {
            self.reload(browser);
        }
        if self.is_one_of(self.plan.storms, 1_000) {
            self.storm = (self.now + self.random.below(4_000_000) as u64, self.random.below(2));
        }
        if self.is_one_of(20, 1_000) {
            self.database.copy = self.database.log.len();
        }
        if self.is_one_of(self.plan.restores, 1_000) {
            self.figures.restored += 1;
            let lost = self.database.restore(self.sabotage != Sabotage::KeepEpoch);
            self.truth.lost(lost);
        }
        if self.is_one_of(self.plan.revokes, 1_000)
            && let Some((member, _)) = self.nodes[node].members.first_key_value()
        {
            self.figures.revoked += 1;
            let member = *member;
            self.feed(node, Input::Rights { member, right: None });
        }
    }

    /// Nothing fails any more, and nobody draws.
    pub(super) fn heal(&mut self) {
        self.is_healed = true;
        self.apart.clear();
        self.nodes.iter_mut().for_each(|node| node.is_up |= !node.is_draining);
        if self.plan.strange_frames > 0 {
            // What got lost within a connection without a trace shows when the connection ends.
            self.cut_all(|_| true);
        }
        self.at(self.now + 1_000_000, Event::Look);
    }

    fn stop(&mut self, number: usize) {
        if self.is_one_of(1, 2) && self.nodes[number].room.is_some() && !self.nodes[number].is_draining {
            self.nodes[number].is_draining = true;
            return self.feed(number, Input::Drain);
        }
        self.figures.restarts += 1;
        self.nodes[number].crash();
        self.cut_all(|connection| connection.node == number);
        self.soon(3_000_000, Event::Start(number));
    }

    fn reload(&mut self, number: usize) {
        self.figures.reloads += 1;
        if let Some(connection) = self.browsers[number].connection {
            self.cut(connection);
        }
        self.browsers[number].restart();
        self.soon(2_000_000, Event::Connect(number));
    }

    pub(super) fn cut_all(&mut self, is_meant: impl Fn(&super::Connection) -> bool) {
        let open = |number: &u64, connection: &super::Connection| {
            self.browsers[connection.browser].connection == Some(*number) && is_meant(connection)
        };
        let all: Vec<u64> = self
            .connections
            .iter()
            .filter(|(number, connection)| open(number, connection))
            .map(|(number, _)| *number)
            .collect();
        all.into_iter().for_each(|connection| self.cut(connection));
    }

    /// Ends a connection: something of what is under way still arrives, and the two ends notice it sooner or later.
    fn cut(&mut self, number: u64) {
        let ends = [self.random.below(self.plan.delay) as u64, self.random.below(self.plan.delay) as u64];
        let notices = [self.random.below(2_000_000) as u64, self.random.below(5_000_000) as u64];
        let Some(connection) = self.connections.get_mut(&number) else { return };
        connection.until_node = connection.until_node.min(self.now + ends[0]);
        connection.until_browser = connection.until_browser.min(self.now + ends[1]);
        let (browser, node) = (connection.until_browser + notices[0], connection.until_node + notices[1]);
        self.at(browser, Event::LostByBrowser(number));
        self.at(node, Event::LostByNode(number));
    }
}
