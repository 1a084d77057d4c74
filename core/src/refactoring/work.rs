//! A landscape while a refactoring takes it apart: every step is a command, seen by the steps after it.

use crate::command::{Add, Command, CommandError, Remove, Set, apply};
use crate::model::{
    Aggregate, AggregateId, BoundedContext, BuildingBlock, BuildingBlockId, ContextId, Contract, ContractId,
    ContractVersion, DataStore, DataStoreId, Deployable, DeployableId, Element as _, ElementId, ElementKind, Frame,
    IdSource, Identified, Interaction, InteractionId, Landscape, Message, MessageId, Number, Record, Relationship,
    RelationshipId, Shape, Term, TermId, Toggle, ToggleId, Value, VersionId,
};

use super::Refusal;

/// How much room there is between a new box and those around it, in map units.
const GAP: i32 = 48;

/// How many boxes away from its place a new one is looked a place for.
const RINGS: i32 = 8;

/// A landscape, what was done to it so far, and where fresh identifiers come from.
pub(super) struct Work<'a> {
    /// The landscape as the steps so far left it.
    pub now: Landscape,
    ids: &'a mut IdSource,
    commands: Vec<Command>,
    refused: Option<CommandError>,
}

impl<'a> Work<'a> {
    /// Begins with a landscape as it is.
    pub(super) fn on(landscape: &Landscape, ids: &'a mut IdSource) -> Self {
        ids.skip(landscape);
        Self { now: landscape.clone(), ids, commands: Vec::new(), refused: None }
    }

    /// Everything that was done, in order.
    pub(super) fn done(self) -> Result<Vec<Command>, Refusal> {
        match self.refused {
            Some(error) => Err(error.into()),
            None => Ok(self.commands),
        }
    }

    /// Does a step. After one that does not apply nothing more is done.
    fn run(&mut self, command: impl Into<Command>) {
        if self.refused.is_some() {
            return;
        }
        let command = command.into();
        match apply(&mut self.now, &command) {
            Ok(_) => self.commands.push(command),
            Err(error) => self.refused = Some(error),
        }
    }

    /// Adds a record under a fresh identifier. What it names and is not there is forgotten.
    pub(super) fn add<T: Identified>(&mut self, record: T) -> T::Id {
        let (record, id) = record.numbered(self.ids.number());
        let record: Record = record.into();
        let record = record.followed(&|id| self.now.contains(id).then_some(id)).unwrap_or(record);
        self.run(Add { record });
        id
    }

    /// Removes an element and what cannot be without it; one that is gone already stays gone.
    pub(super) fn remove(&mut self, id: impl Into<ElementId>) {
        let id = id.into();
        if self.now.contains(id) {
            self.run(Remove { elements: [id].into() });
        }
    }

    /// Lets the record with this identifier become this, field by field. A list names everything once, and nothing
    /// that is not there and was not named before.
    pub(super) fn put(&mut self, after: &Record) {
        let Some(before) = self.now.get(after.id()) else { return };
        let named = before.references();
        let known = |id: ElementId| (self.now.contains(id) || named.contains(&id)).then_some(id);
        let after = after.followed(&known).unwrap_or_else(|| after.clone());
        for (spec, (was, is)) in before.specs().iter().zip(before.fields().into_iter().zip(after.fields())) {
            let mut value = is.value();
            if was.value() == value {
                continue;
            }
            if matches!(spec.shape, Shape::Reference { number: Number::Any, .. })
                && let Value::List(items) = &mut value
            {
                once_each(items);
            }
            self.run(Set { id: after.id(), field: spec.name.to_owned(), value });
        }
    }

    /// Lets every record but these name something else in place of what it named.
    pub(super) fn follow(&mut self, but: &[ElementId], follow: &dyn Fn(ElementId) -> Option<ElementId>) {
        let others = self.now.records().filter(|record| !but.contains(&record.id()));
        let after: Vec<Record> = others.filter_map(|record| record.followed(follow)).collect();
        after.iter().for_each(|record| self.put(record));
    }

    /// The name, or the name with a number where another element of the kind has it. Contexts and teams share names.
    pub(super) fn free_name(&self, kind: ElementKind, wanted: &str) -> String {
        let kinds: &[ElementKind] = match kind {
            ElementKind::Context | ElementKind::Team => &[ElementKind::Context, ElementKind::Team],
            _ => &[kind],
        };
        let taken: Vec<String> =
            kinds.iter().flat_map(|kind| self.now.ids_of(*kind)).map(|id| self.now.name(id)).collect();
        let is_free = |name: &String| !taken.contains(name);
        let numbered = (2_u32..).map(|number| format!("{wanted} {number}"));
        std::iter::once(wanted.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
    }

    /// A free place of this size beside this one, as near as there is one.
    pub(super) fn beside(&self, frame: Frame) -> Frame {
        const AROUND: [(i32, i32); 8] = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)];
        let step = |size: u32, times: i32| {
            i32::try_from(size).unwrap_or(Frame::LIMIT).saturating_add(GAP).saturating_mul(times)
        };
        let at = |(right, down): (i32, i32), ring: i32| {
            frame.moved(step(frame.width, right * ring), step(frame.height, down * ring))
        };
        let all = (1..=RINGS).flat_map(|ring| AROUND.map(|way| at(way, ring)));
        let taken: Vec<Frame> = self.boxes();
        all.into_iter().find(|place| !taken.iter().any(|box_| overlap(*place, *box_))).unwrap_or_else(|| at((1, 0), 1))
    }

    /// A place of the size of the first between two, or beside the first where that is taken.
    pub(super) fn between(&self, one: Frame, other: Frame) -> Frame {
        let middle = |a: i32, b: i32| a.midpoint(b);
        let place = Frame::new(middle(one.x, other.x), middle(one.y, other.y), one.width, one.height);
        if self.boxes().iter().any(|box_| overlap(place, *box_)) { self.beside(one) } else { place }
    }

    /// The mark of a team that is added now: marks are given in turn.
    pub(super) fn next_mark(&self) -> u8 {
        u8::try_from(self.now.teams.len() % crate::theme::TEAM_MARKS.len()).unwrap_or_default()
    }

    fn boxes(&self) -> Vec<Frame> {
        self.now.ids().filter(|id| id.is_box()).filter_map(|id| self.now.get(id)?.frame()).collect()
    }
}

fn overlap(one: Frame, other: Frame) -> bool {
    let apart = |start: i32, size: u32, other_start: i32, other_size: u32| {
        i64::from(start) + i64::from(size) <= i64::from(other_start)
            || i64::from(other_start) + i64::from(other_size) <= i64::from(start)
    };
    !apart(one.x, one.width, other.x, other.width) && !apart(one.y, one.height, other.y, other.height)
}

fn once_each(items: &mut Vec<Value>) {
    let mut kept: Vec<Value> = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    *items = kept;
}

macro_rules! edits {
    ($($(#[$doc:meta])* $name:ident $Id:ident $table:ident $Type:ident;)*) => {
        impl Work<'_> {
            $(
                $(#[$doc])*
                pub(super) fn $name(&mut self, id: $Id, more: impl FnOnce(&mut $Type)) {
                    let Some(record) = self.now.$table.get(&id) else { return };
                    let mut after = record.as_ref().clone();
                    more(&mut after);
                    self.put(&after.into());
                }
            )*
        }
    };
}
edits! {
    /// Changes a context.
    context ContextId contexts BoundedContext;
    /// Changes an aggregate.
    aggregate AggregateId aggregates Aggregate;
    /// Changes a building block.
    block BuildingBlockId building_blocks BuildingBlock;
    /// Changes a term.
    term TermId terms Term;
    /// Changes a relationship.
    relationship RelationshipId relationships Relationship;
    /// Changes a message.
    message MessageId messages Message;
    /// Changes a contract.
    contract ContractId contracts Contract;
    /// Changes a version of a contract.
    version VersionId versions ContractVersion;
    /// Changes a data store.
    data_store DataStoreId data_stores DataStore;
    /// Changes a deployable.
    deployable DeployableId deployables Deployable;
    /// Changes an interaction.
    interaction InteractionId interactions Interaction;
    /// Changes a toggle.
    toggle ToggleId toggles Toggle;
}
