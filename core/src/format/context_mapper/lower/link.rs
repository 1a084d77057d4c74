//! What contexts, teams and aggregates refer to. A context that is declared nowhere is added, empty; any other reference
//! that leads nowhere, or to what cannot stand there, is kept as text.

use super::super::tree::{Attribute, Name};
use super::{Lowering, Site};
use crate::format::NoteKind;
use crate::model::{AggregateId, BoundedContext, ContextId, Held, Party, ProblemSpace, Team, TeamId};

impl<'a> Lowering<'a> {
    pub(super) fn link(&mut self) {
        for (site, party) in std::mem::take(&mut self.party_sites) {
            let (implements, mut held) = self.implements(site);
            match party {
                Party::Team(id) => {
                    held.extend(self.realizes(site, id));
                    if let Some(team) = self.team_mut(id) {
                        team.implements = implements;
                        team.held.extend(held);
                    }
                }
                Party::Context(id) => {
                    let refines = self.refines(site, &mut held);
                    held.extend(self.cannot_realize(site));
                    if let Some(context) = self.context_mut(id) {
                        context.implements = implements;
                        context.refines = refines;
                        context.held.extend(held);
                    }
                }
                // The language has no actors.
                Party::Actor(_) => {}
            }
        }
        for (site, id) in std::mem::take(&mut self.aggregate_sites) {
            self.owner(site, id);
        }
    }

    fn implements(&mut self, site: Site<'a>) -> (Vec<ProblemSpace>, Vec<Held>) {
        let (mut implements, mut held) = (Vec::new(), Vec::new());
        for (attribute, name) in site.block.values("implements") {
            match self.problem_space.get(&*name.text).copied() {
                Some(part) if implements.contains(&part) => {}
                Some(part) => implements.push(part),
                None => held.push(self.cannot(site, attribute, name, "no domain of that name is declared")),
            }
        }
        (implements, held)
    }

    /// Puts the team among the owners of the contexts that it realizes.
    fn realizes(&mut self, site: Site<'a>, team: TeamId) -> Vec<Held> {
        let mut held = Vec::new();
        for (attribute, name) in site.block.values("realizes") {
            match self.party(site.file, name) {
                Party::Context(id) => {
                    let context = self.context_mut(id);
                    if let Some(context) = context.filter(|context| !context.owners.contains(&team)) {
                        context.owners.push(team);
                    }
                }
                Party::Team(_) | Party::Actor(_) => {
                    held.push(self.cannot(site, attribute, name, "a team cannot realize a team"));
                }
            }
        }
        held
    }

    /// Only a team can realize something.
    fn cannot_realize(&mut self, site: Site<'a>) -> Vec<Held> {
        let clauses = site.block.values("realizes");
        let cannot =
            |(attribute, name)| self.cannot(site, attribute, name, "only a context of type TEAM can realize another");
        clauses.map(cannot).collect()
    }

    fn refines(&mut self, site: Site<'a>, held: &mut Vec<Held>) -> Option<ContextId> {
        let (attribute, name) = site.block.values("refines").next()?;
        match self.party(site.file, name) {
            Party::Context(id) => Some(id),
            Party::Team(_) | Party::Actor(_) => {
                held.push(self.cannot(site, attribute, name, "a context cannot refine a team"));
                None
            }
        }
    }

    fn owner(&mut self, site: Site<'a>, id: AggregateId) {
        let Some((attribute, name)) = site.block.values("owner").next() else { return };
        let owner = match self.parties.get(&*name.text) {
            Some(Party::Team(owner)) => Ok(*owner),
            Some(Party::Context(_) | Party::Actor(_)) => Err("only a context of type TEAM can own an aggregate"),
            None => Err("no team of that name is declared"),
        };
        let owner = owner.map_err(|why| self.cannot(site, attribute, name, why));
        let place = self.aggregates.binary_search_by_key(&id, |aggregate| aggregate.id);
        let Some(aggregate) = place.ok().and_then(|place| self.aggregates.get_mut(place)) else { return };
        match owner {
            Ok(owner) => aggregate.owner = Some(owner),
            Err(held) => aggregate.held.push(held),
        }
    }

    /// Keeps a reference as text, and says why.
    pub(super) fn cannot(&mut self, site: Site<'_>, attribute: &Attribute, name: &Name, why: &str) -> Held {
        let key = attribute.key;
        let message = format!("“{key} {}” is kept as text: {why}.", name.text);
        self.remark(site.file, name.at, NoteKind::Changed, message);
        // With other names beside it, a part of the attribute is not one that stood in the file.
        let file = self.files.get(site.file).filter(|_| attribute.values.len() == 1);
        let text = file.map(|file| attribute.span.of(&file.text).to_owned());
        Held { label: key.to_owned(), text: text.unwrap_or_else(|| format!("{key} {}", name.text)) }
    }

    /// Who is called so. Who is declared nowhere becomes an empty context.
    pub(super) fn party(&mut self, file: usize, name: &'a Name) -> Party {
        if let Some(party) = self.parties.get(&*name.text) {
            return *party;
        }
        let message = format!("“{}” is declared nowhere: an empty context of that name was added.", name.text);
        self.remark(file, name.at, NoteKind::Changed, message);
        let id: ContextId = self.ids.fresh();
        self.contexts.push(BoundedContext { id, name: name.text.clone(), ..BoundedContext::default() });
        self.parties.insert(&name.text, Party::Context(id));
        Party::Context(id)
    }

    /// Identifiers are given in the order in which records are pushed, so that each table is sorted.
    pub(super) fn context_mut(&mut self, id: ContextId) -> Option<&mut BoundedContext> {
        let place = self.contexts.binary_search_by_key(&id, |context| context.id).ok()?;
        self.contexts.get_mut(place)
    }

    pub(super) fn team_mut(&mut self, id: TeamId) -> Option<&mut Team> {
        let place = self.teams.binary_search_by_key(&id, |team| team.id).ok()?;
        self.teams.get_mut(place)
    }
}
