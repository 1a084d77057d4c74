//! The map: what stands on it, and how that relates.

use super::super::tree::{self, Kept, Name, Why};
use super::super::words::{MAP_KINDS, MAP_STATES, RIGHTS};
use super::declare::{keep_whole, kept};
use super::{Lowering, Site};
use crate::format::NoteKind;
use crate::model::{AggregateId, Party, Relationship, RelationshipId};

impl<'a> Lowering<'a> {
    /// Reads the map, and answers with how many contexts and teams are on it. A landscape has one map: that of the file
    /// that was opened or, if it has none, the first one that is imported.
    pub(super) fn map(&mut self) -> Option<usize> {
        let maps = std::mem::take(&mut self.maps);
        let (site, others) = maps.split_first()?;
        for other in others {
            self.keep_other_map(*other);
        }
        let Site { file, block } = *site;
        self.header.name = block.name.text.clone();
        self.header.kind = self.word(*site, "type", MAP_KINDS);
        self.header.state = self.word(*site, "state", MAP_STATES);
        self.keep_in_header(file, "", kept(block, &["type", "state", "contains"]));

        let contained: Vec<Party> = block.values("contains").map(|(_, name)| self.party(file, name)).collect();
        for relationship in &block.relationships {
            self.relationship(file, relationship);
        }
        self.contexts.iter_mut().for_each(|context| context.off_map = true);
        self.teams.iter_mut().for_each(|team| team.off_map = true);
        Some(contained.into_iter().filter(|party| self.put_on_map(*party)).count())
    }

    /// False for what is on the map already.
    fn put_on_map(&mut self, party: Party) -> bool {
        let off_map = match party {
            Party::Context(id) => self.context_mut(id).map(|context| &mut context.off_map),
            Party::Team(id) => self.team_mut(id).map(|team| &mut team.off_map),
            Party::Actor(_) => None,
        };
        off_map.is_some_and(std::mem::take)
    }

    fn keep_other_map(&mut self, Site { file, block }: Site<'a>) {
        let mut whole: Vec<Kept> = Vec::new();
        keep_whole(&mut whole, block, Why::Noted);
        let message = format!("{} is kept as text: a landscape has one map.", block.label());
        self.remark(file, block.span.start, NoteKind::Held, message);
        self.keep_in_header(file, "", whole);
    }

    fn relationship(&mut self, file: usize, line: &'a tree::Relationship) {
        let body = &line.body;
        let site = Site { file, block: body };
        if line.downstream.at < line.upstream.at {
            // Contexts that are added stand in the order of the file.
            self.party(file, &line.downstream);
        }
        let [upstream, downstream] = [&line.upstream, &line.downstream].map(|end| self.party(file, end));
        let id: RelationshipId = self.ids.fresh();
        let mut record = Relationship::new(id, upstream, downstream, line.kind);
        record.upstream_roles = line.upstream_roles;
        record.downstream_roles = line.downstream_roles;
        record.name = body.name.text.clone();
        record.technology = body.text("implementationTechnology");
        record.downstream_rights = self.word(site, "downstreamRights", RIGHTS);
        let fields = ["implementationTechnology", "exposedAggregates", "downstreamRights"];
        record.held = self.hold(file, kept(body, &fields));
        for (attribute, name) in body.values("exposedAggregates") {
            match self.exposed(upstream, name) {
                Some(aggregate) if record.exposed.contains(&aggregate) => {}
                Some(aggregate) => record.exposed.push(aggregate),
                None => record.held.push(self.cannot(site, attribute, name, "no aggregate of that name is declared")),
            }
        }
        self.relationships.push(record);
    }

    /// The upstream's aggregate of that name, else any.
    fn exposed(&self, upstream: Party, name: &Name) -> Option<AggregateId> {
        let of_upstream = match upstream {
            Party::Context(context) => self.aggregates_of.get(&(context, &*name.text)),
            Party::Team(_) | Party::Actor(_) => None,
        };
        of_upstream.or_else(|| self.aggregates_anywhere.get(&*name.text)).copied()
    }
}
