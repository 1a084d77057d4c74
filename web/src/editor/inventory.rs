//! What is not drawn by a gesture: adding it, and what is chosen when it comes or changes.

use atoll_core::command::Add;
use atoll_core::model::{Element as _, ElementId, ElementKind, FieldSpec, Number, Record, Shape, Value};
use atoll_core::sorted_set::SortedSet;

use super::{Editor, connected};

/// The kinds of element that belong to no other, in the order that lists show them; of these, actors alone stand on the
/// map.
pub const INVENTORY: [ElementKind; 10] = [
    ElementKind::Actor,
    ElementKind::Story,
    ElementKind::DataStore,
    ElementKind::Deployable,
    ElementKind::Interaction,
    ElementKind::DeliveryPolicy,
    ElementKind::Environment,
    ElementKind::Toggle,
    ElementKind::Release,
    ElementKind::Hotfix,
];

impl Editor {
    /// Adds an element that names others in some of its fields, under a name that nothing has yet, and chooses it.
    ///
    /// What it cannot be without and is not told is the first that there is; where there is none it is not added, and
    /// the person is told why.
    pub fn add(&mut self, kind: ElementKind, naming: &[(&str, ElementId)]) -> bool {
        let mut record = Record::empty(kind);
        record.identify(kind.id(self.document.ids.number()));
        for spec in kind.specs() {
            let told = naming.iter().find(|(field, _)| *field == spec.name).map(|(_, id)| *id);
            let named = told.or_else(|| if spec.is_vital() { self.first_for(spec, &record, naming) } else { None });
            let value = match named {
                Some(id) => reference(spec, id),
                None if spec.name == "name" => Value::Text(self.name_for(kind, &record)),
                None if spec.is_vital() => {
                    self.notify_problem(lacking(kind));
                    return false;
                }
                None => continue,
            };
            if let Err(misfit) = record.set(spec.name, value) {
                self.notify_problem(format!("This does not fit: {misfit}."));
                return false;
            }
        }
        let id = record.id();
        let is_added = self.run(&format!("Add {}", kind.word()), Add { record });
        if is_added {
            self.select_only(id);
            connected::reveal_selection(self);
        }
        is_added
    }

    /// The first element that such a field can name and nothing else of the record names.
    fn first_for(&self, spec: &FieldSpec, record: &Record, naming: &[(&str, ElementId)]) -> Option<ElementId> {
        let named = record.references();
        let kinds = ElementKind::ALL.iter().filter(|kind| spec.can_name(**kind));
        let mut ids = kinds.flat_map(|kind| self.landscape().ids_of(*kind));
        ids.find(|id| !named.contains(id) && naming.iter().all(|(_, other)| other != id))
    }

    /// A name for a new element: versions count on from those of their contract, interactions need none.
    fn name_for(&self, kind: ElementKind, record: &Record) -> String {
        let landscape = self.landscape();
        match kind {
            ElementKind::Interaction | ElementKind::Relationship => String::new(),
            ElementKind::Version => {
                let holders = record.holders();
                let siblings =
                    landscape.records().filter(|other| other.id().kind() == kind && other.holders() == holders);
                let taken: SortedSet<String> = siblings.map(|other| other.name().to_owned()).collect();
                let mut numbers = (1_u32..).map(|number| format!("{number}.0"));
                numbers.find(|number| !taken.contains(number)).unwrap_or_default()
            }
            kind => self.free_name(&capital(kind.word())),
        }
    }

    /// Of these elements those to choose, after they came or changed: what stands on the map, else what belongs to no
    /// other of them. The landscape itself only stays chosen.
    pub(super) fn worth_choosing(&self, ids: impl Iterator<Item = ElementId>) -> SortedSet<ElementId> {
        let there: SortedSet<ElementId> = ids.filter(|id| self.landscape().contains(*id)).collect();
        let on_map: SortedSet<ElementId> = there.iter().copied().filter(|id| self.is_on_map(*id)).collect();
        if !on_map.is_empty() {
            return on_map;
        }
        let is_held = |id: ElementId| {
            let holders = self.landscape().get(id).map(|record| record.holders()).unwrap_or_default();
            holders.iter().any(|holder| there.contains(holder))
        };
        let is_new_header = |id: ElementId| id == ElementId::Header && !self.selection.contains(&id);
        there.iter().copied().filter(|id| !is_new_header(*id) && !is_held(*id)).collect()
    }
}

/// The value with which such a field names one element.
fn reference(spec: &FieldSpec, id: ElementId) -> Value {
    let name = Value::Text(id.to_string());
    match spec.shape {
        Shape::Reference { number: Number::Any, .. } => Value::List(vec![name]),
        _ => name,
    }
}

fn lacking(kind: ElementKind) -> String {
    match kind {
        ElementKind::Interaction => "Two teams interact: draw them first.".to_owned(),
        kind => format!("There is nothing yet that a {} could belong to.", kind.word()),
    }
}

/// The text with a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use atoll_core::command::Set;
    use atoll_core::model::{ContractId, Toggle, ToggleId};
    use atoll_core::sketch::Sketch;

    use super::*;
    use crate::editor::driver::Driver;
    use crate::editor::{Effect, Show};

    /// Somebody at a landscape with a context and two teams, none of them on the map.
    fn somebody() -> (Driver, ElementId) {
        let mut sketch = Sketch::new();
        let context = sketch.context("Quotes");
        sketch.team("Blue", &[context]);
        sketch.team("Green", &[]);
        (Driver::at(sketch.landscape), context.into())
    }

    fn add(driver: &mut Driver, kind: ElementKind, naming: &[(&str, ElementId)]) -> bool {
        let is_added = driver.editor.add(kind, naming);
        let outcome = driver.editor.take_outcome();
        driver.took(outcome);
        is_added
    }

    #[test]
    fn every_kind_is_added_named_chosen_and_taken_back() {
        let (mut driver, context) = somebody();
        let empty = driver.editor.landscape().clone();
        for kind in INVENTORY {
            assert!(add(&mut driver, kind, &[]), "{kind:?}");
            let id = driver.editor.single().expect("it is chosen");
            assert_eq!(id.kind(), kind);
            driver.key("Ctrl+z");
            assert_eq!(*driver.editor.landscape(), empty, "{kind:?}");
            assert!(driver.editor.selection.is_empty(), "{kind:?} is gone");
        }
        for kind in [ElementKind::Contract, ElementKind::Term, ElementKind::BuildingBlock, ElementKind::Aggregate] {
            assert!(add(&mut driver, kind, &[("context", context)]));
            let record = driver.editor.single().and_then(|id| driver.editor.landscape().get(id)).expect("it is there");
            assert_eq!(record.holders(), [context]);
            assert_eq!(record.name(), format!("{} 1", capital(kind.word())));
        }
        assert_eq!(driver.problems(), Vec::<String>::new());
    }

    #[test]
    fn versions_count_on_within_their_contract() {
        let (mut driver, context) = somebody();
        for _ in 0..2 {
            add(&mut driver, ElementKind::Contract, &[("context", context)]);
            let contract = driver.editor.single().expect("a contract");
            for _ in 0..2 {
                add(&mut driver, ElementKind::Version, &[("contract", contract)]);
            }
        }
        let names: Vec<_> = driver.editor.landscape().versions.values().map(|version| version.name.clone()).collect();
        assert_eq!(names, ["1.0", "2.0", "1.0", "2.0"]);
    }

    #[test]
    fn what_lacks_its_holder_is_told_and_not_added() {
        let mut driver = Driver::new();
        assert!(!add(&mut driver, ElementKind::Interaction, &[]));
        assert!(!add(&mut driver, ElementKind::Contract, &[("context", ContractId::new(1).into())]));
        assert_eq!(driver.problems().len(), 2);
        assert!(driver.problems()[0].contains("Two teams"), "{:?}", driver.problems());
        assert_eq!(driver.editor.landscape().ids().count(), 0);
    }

    #[test]
    fn an_interaction_is_between_two_teams_and_can_be_told_which() {
        let (mut driver, _) = somebody();
        add(&mut driver, ElementKind::Interaction, &[]);
        let teams: Vec<_> = driver.editor.landscape().teams.keys().copied().collect();
        let made = |driver: &Driver| driver.editor.landscape().interactions.values().next_back().map(|i| i.teams());
        assert_eq!(made(&driver), Some([teams[0], teams[1]]));
        add(&mut driver, ElementKind::Interaction, &[("consumer", teams[0].into())]);
        assert_eq!(made(&driver), Some([teams[1], teams[0]]));
    }

    #[test]
    fn what_is_not_on_the_map_is_deleted_renamed_and_edited_by_the_same_keys() {
        let (mut driver, context) = somebody();
        add(&mut driver, ElementKind::Toggle, &[("context", context)]);
        let id = driver.editor.single().expect("a toggle");
        driver.effects.clear();
        driver.key("F2").key("Enter");
        assert_eq!(driver.effects.iter().filter(|effect| matches!(effect, Effect::FocusInspector)).count(), 2);
        assert_eq!(driver.editor.rename, None, "there is no place for a field on the map");
        // Nothing of the map moves or is walked from there, and nothing breaks.
        for keys in ["Up", "Shift+Left", "Alt+Right", "Ctrl+Down", "x"] {
            let before = driver.editor.landscape().clone();
            driver.key(keys);
            assert_eq!(*driver.editor.landscape(), before, "{keys}");
        }
        driver.editor.run("Rename", Set::new(id, "name", &"quick-quote".to_owned()));
        driver.key("Ctrl+z");
        assert_eq!(driver.editor.single(), Some(id), "what an undo touches stays chosen");
        driver.key("Delete");
        assert!(!driver.editor.landscape().contains(id));
        driver.key("Ctrl+z");
        assert_eq!(driver.editor.single(), Some(id), "what comes back is chosen");
        driver.key("Tab");
        assert_eq!(driver.editor.single(), Some(context), "Tab goes on on the map");
    }

    #[test]
    fn an_actor_gets_a_place_and_is_named_there() {
        let (mut driver, _) = somebody();
        add(&mut driver, ElementKind::Actor, &[]);
        let actor = driver.editor.single().expect("an actor");
        assert!(driver.editor.rect_of(actor).is_some());
        driver.key("F2");
        assert!(driver.editor.rename.as_ref().is_some_and(|rename| rename.id == actor));
    }

    #[test]
    fn what_comes_back_with_its_parts_is_chosen_alone() {
        let (mut driver, context) = somebody();
        add(&mut driver, ElementKind::Contract, &[("context", context)]);
        let contract = driver.editor.single().expect("a contract");
        add(&mut driver, ElementKind::Version, &[("contract", contract)]);
        driver.editor.go_to(contract);
        driver.key("Delete").key("Ctrl+z");
        assert_eq!(driver.editor.single(), Some(contract));
        assert_eq!(driver.editor.landscape().versions.len(), 1);
    }

    #[test]
    fn going_to_something_beside_the_map_leaves_the_map_where_it_is() {
        let mut sketch = Sketch::new();
        sketch.context("Quotes");
        let toggle = ToggleId::new(7);
        sketch.put(Toggle { id: toggle, name: "quick-quote".to_owned(), ..Toggle::default() });
        let mut driver = Driver::at(sketch.landscape);
        let camera = driver.editor.camera;
        driver.editor.go_to(toggle.into());
        let outcome = driver.editor.take_outcome();
        driver.took(outcome);
        assert_eq!(driver.editor.camera, camera);
        assert!(driver.effects.contains(&Effect::Announce("“quick-quote”, toggle".to_owned())));
        driver.key("Ctrl+d");
        assert_eq!(driver.editor.landscape().toggles.len(), 2);
        assert_ne!(driver.editor.single(), Some(toggle.into()), "the copy is chosen");
        driver.key("k");
        assert!(!driver.effects.iter().any(|effect| matches!(effect, Effect::Show(Show::Connect(_)))));
    }
}
