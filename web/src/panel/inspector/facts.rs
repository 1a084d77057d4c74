//! What inspectors say beyond single fields: where an element belongs, what belongs to it, who names it, what is not said
//! yet. Pure: a landscape in, lists out, the same for every kind of record.

use atoll_core::model::{ElementId, ElementKind, FieldSpec, Landscape, Number, Record, Shape, Value};
use atoll_core::order;

use crate::editor::INVENTORY;
use crate::panel::outline::shown;

/// The fold for what is hardly ever asked for. It comes last, and nobody is asked to fill it.
pub(super) const MORE: &str = "More";

/// How many fields in the open and in all are named as not said yet: a hint, not a list of duties.
const UNSAID_IN_THE_OPEN: usize = 3;
const UNSAID: usize = 5;

/// An element in a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// What the line leads to.
    pub id: ElementId,
    /// What it is called.
    pub words: String,
    /// What it is, in a word or two.
    pub detail: String,
}

/// A kind of record that belongs to another kind: the field that says so and, where it belongs to two, the field for the
/// other one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub kind: ElementKind,
    pub field: &'static FieldSpec,
    pub other: Option<&'static FieldSpec>,
}

/// The fields that a fold shows, or those in the open under no name. The name comes first.
pub(super) fn fields_in(kind: ElementKind, section: &str) -> Vec<&'static FieldSpec> {
    let shown = kind.specs().iter().filter(|spec| !spec.is_hidden && section_of(kind, spec) == section);
    let mut fields: Vec<&'static FieldSpec> = shown.collect();
    order::sort_by_key(&mut fields, |spec| spec.name != "name");
    fields
}

/// The folds of a kind, in the order of its fields.
pub(super) fn sections(kind: ElementKind) -> Vec<&'static str> {
    let mut sections = Vec::new();
    for spec in kind.specs().iter().filter(|spec| !spec.is_hidden) {
        let section = section_of(kind, spec);
        if !section.is_empty() && !sections.contains(&section) {
            sections.push(section);
        }
    }
    order::sort_by_key(&mut sections, |section| *section == MORE);
    sections
}

/// What the one holder of a record is called stands above its fields: to give it to another is a rare thing.
fn section_of(kind: ElementKind, spec: &FieldSpec) -> &'static str {
    let is_only_holder = spec.is_vital() && kind.specs().iter().filter(|spec| spec.is_vital()).count() == 1;
    if is_only_holder { MORE } else { spec.section }
}

/// The field that is typed in first: the name, where it is in the open.
pub(super) fn first_field(kind: ElementKind) -> &'static str {
    // A relationship's name has a place of its own.
    if kind == ElementKind::Relationship { "name" } else { fields_in(kind, "").first().map_or("", |spec| spec.name) }
}

/// How the page names the field.
pub(super) fn field_id(kind: ElementKind, field: &str) -> String {
    if first_field(kind) == field { "inspector-first".to_owned() } else { format!("field-{field}") }
}

/// How many of the fields of a fold say something.
pub(super) fn filled(record: &Record, fields: &[&'static FieldSpec]) -> usize {
    fields.iter().filter(|spec| !is_silent(record, spec)).count()
}

fn is_silent(record: &Record, spec: &FieldSpec) -> bool {
    let place = record.specs().iter().position(|other| other.name == spec.name);
    place.is_none_or(|place| record.fields()[place].is_silent())
}

/// The fields that would say most and say nothing yet: some of those in the open, and the first of each fold.
pub(super) fn unsaid(record: &Record, except: &[&str]) -> Vec<&'static FieldSpec> {
    let kind = record.id().kind();
    // Nobody has to own what lies outside.
    let is_outside = matches!(record, Record::Context(context) if context.is_external());
    let is_asked = |spec: &&'static FieldSpec| {
        let says_yes_or_how_many = matches!(spec.shape, Shape::Flag | Shape::Count);
        let is_needless = says_yes_or_how_many || spec.is_vital() || is_outside && spec.name == "owners";
        !is_needless && !except.contains(&spec.name) && is_silent(record, spec)
    };
    let mut open: Vec<&'static FieldSpec> = fields_in(kind, "").into_iter().filter(is_asked).collect();
    order::sort_by_key(&mut open, |spec| matches!(spec.shape, Shape::Choice(_)));
    let in_the_open = open.into_iter().take(UNSAID_IN_THE_OPEN);
    let folds = sections(kind).into_iter().filter(|section| *section != MORE);
    let folded = folds.filter_map(|section| fields_in(kind, section).into_iter().find(is_asked));
    in_the_open.chain(folded).take(UNSAID).collect()
}

/// What an element is in a word: the first choice among its fields in the open, else its date.
pub fn detail(record: &Record) -> String {
    let fields = fields_in(record.id().kind(), "");
    let said = fields.iter().filter(|spec| !is_silent(record, spec));
    let mut words = said.filter_map(|spec| match (spec.shape, record.field(spec.name)) {
        (Shape::Choice(choices), Value::Text(key)) => {
            choices.iter().find(|choice| choice.key == key).map(|choice| choice.word.to_owned())
        }
        (Shape::Date, Value::Text(date)) => Some(date),
        _ => None,
    });
    words.next().unwrap_or_default()
}

/// What can belong to an element of this kind.
pub(super) fn parts(kind: ElementKind) -> Vec<Part> {
    let mut parts = Vec::new();
    for part in ElementKind::ALL {
        let mut vital = part.specs().iter().filter(|spec| spec.is_vital());
        let (first, second) = (vital.next(), vital.next());
        if let Some(field) = first.filter(|spec| spec.can_name(kind)) {
            parts.push(Part { kind: *part, field, other: second });
        }
    }
    parts
}

/// The elements of a kind that belong to this one.
pub(super) fn parts_of(landscape: &Landscape, id: ElementId, kind: ElementKind) -> Vec<Line> {
    let records = landscape.ids_of(kind).into_iter().filter_map(|part| landscape.get(part));
    let held = records.filter(|record| record.holders().contains(&id));
    let line = |record: Record| Line { id: record.id(), words: shown(landscape, record.id()), detail: detail(&record) };
    by_name(held.map(line).collect())
}

/// Who names this element without belonging to it, kind by kind. What an inspector shows in another place is left out:
/// `except` has kinds and their fields.
pub(super) fn users(landscape: &Landscape, id: ElementId, except: &[(ElementKind, &str)]) -> Vec<Line> {
    let mut users = Vec::new();
    // What people say of it has a place of its own.
    for kind in ElementKind::ALL.iter().filter(|kind| **kind != ElementKind::Comment) {
        let is_meant = |spec: &&FieldSpec| !spec.is_vital() && !except.contains(&(*kind, spec.name));
        let fields: Vec<&FieldSpec> =
            kind.specs().iter().filter(is_meant).filter(|spec| spec.can_name(id.kind())).collect();
        if fields.is_empty() {
            continue;
        }
        let named = Value::Text(id.to_string());
        let names = |record: &Record, spec: &FieldSpec| match record.field(spec.name) {
            Value::List(values) => values.contains(&named),
            value => value == named,
        };
        let line = |record: Record| {
            let ways: Vec<&&FieldSpec> = fields.iter().filter(|spec| names(&record, spec)).collect();
            // Where there is but one way, the kind says it.
            let told = ways.iter().filter(|_| fields.len() > 1).map(|spec| format!(", {}", lower(spec.label)));
            let detail = format!("{}{}", kind.word(), told.collect::<String>());
            (!ways.is_empty()).then(|| Line { id: record.id(), words: shown(landscape, record.id()), detail })
        };
        let records = landscape.ids_of(*kind).into_iter().filter_map(|other| landscape.get(other));
        users.extend(by_name(records.filter_map(line).collect()));
    }
    users
}

/// What could be added beside the map so that it names an element of this kind: by which field, and how lists call it.
pub(super) fn possible_users(kind: ElementKind) -> Vec<(ElementKind, &'static FieldSpec, String)> {
    let mut possible = Vec::new();
    for user in INVENTORY {
        let fields = user.specs().iter().filter(|spec| !spec.is_vital() && spec.can_name(kind));
        let fields: Vec<&'static FieldSpec> = fields.collect();
        let called = |spec: &FieldSpec| match fields.len() {
            1 => capital(user.word()),
            _ => format!("{}, {}", capital(user.word()), lower(spec.label)),
        };
        possible.extend(fields.iter().map(|spec| (user, *spec, called(spec))));
    }
    possible
}

/// The elements that a field could name: those of the same house first, then all others with the house they are of.
pub(super) fn candidates(landscape: &Landscape, id: ElementId, spec: &FieldSpec) -> Vec<(ElementId, String)> {
    let Shape::Reference { kinds, .. } = spec.shape else { return Vec::new() };
    let house = houses(landscape, id);
    let kinds = if kinds.is_empty() { &ElementKind::ALL[1..] } else { kinds };
    let ids = kinds.iter().flat_map(|kind| landscape.ids_of(*kind)).filter(|other| *other != id);
    let mut found: Vec<(bool, ElementId, String)> = Vec::new();
    for other in ids {
        let above = houses(landscape, other);
        let is_near = above.iter().any(|holder| house.contains(holder));
        let name = shown(landscape, other);
        let words = match above.first() {
            Some(holder) if !is_near && kinds.len() <= 3 => format!("{name} ({})", shown(landscape, *holder)),
            _ if kinds.len() > 3 => format!("{name}, {}", other.kind().word()),
            _ => name,
        };
        found.push((!is_near, other, words));
    }
    order::sort_by_key(&mut found, |(is_far, id, words)| (*is_far, words.to_lowercase(), *id));
    found.into_iter().map(|(_, id, words)| (id, words)).collect()
}

/// What an element belongs to, and what that belongs to, and so on; the nearest first.
fn houses(landscape: &Landscape, id: ElementId) -> Vec<ElementId> {
    let mut above: Vec<ElementId> = Vec::new();
    let mut at = 0;
    let mut next = Some(id);
    while let Some(id) = next {
        for holder in landscape.get(id).map(|record| record.holders()).unwrap_or_default() {
            if !above.contains(&holder) {
                above.push(holder);
            }
        }
        next = above.get(at).copied();
        at += 1;
    }
    above
}

/// The elements that a value names.
pub(super) fn named_by(value: &Value) -> Vec<ElementId> {
    match value {
        Value::Text(text) => text.parse().into_iter().collect(),
        Value::List(values) => values.iter().flat_map(named_by).collect(),
        _ => Vec::new(),
    }
}

/// Whether a field names any number of elements.
pub(super) fn names_many(spec: &FieldSpec) -> bool {
    matches!(spec.shape, Shape::Reference { number: Number::Any, .. })
}

/// What people call several of a kind: as its table in files, with spaces.
pub fn plural(kind: ElementKind) -> String {
    capital(&kind.table().replace('_', " "))
}

/// A text with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A kind with its article: "an interaction".
pub(super) fn one(kind: ElementKind) -> String {
    let word = kind.word();
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// A label within a sentence: its first letter is small.
pub(super) fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn by_name(mut lines: Vec<Line>) -> Vec<Line> {
    order::sort_by_key(&mut lines, |line| (line.words.to_lowercase(), line.id));
    lines
}

#[cfg(test)]
mod tests {
    use atoll_core::model::{
        BuildingBlock, BuildingBlockId, Classification, ContextId, ContextKind, Contract, ContractId, ContractVersion,
        DataStore, DataStoreId, Field as _, Interaction, InteractionId, Lifecycle, Toggle, ToggleId, VersionId,
    };
    use atoll_core::sketch::Sketch;

    use super::*;

    fn spec(kind: ElementKind, name: &str) -> &'static FieldSpec {
        kind.specs().iter().find(|spec| spec.name == name).expect("there is such a field")
    }

    /// Quotes publishes a contract in two versions, Claims reads and writes a store that Quotes reads.
    fn landscape() -> (Landscape, ContextId, ContextId) {
        let mut sketch = Sketch::new();
        let [quotes, claims] = ["Quotes", "Claims"].map(|name| sketch.context(name));
        let team = sketch.team("Blue", &[quotes]);
        for (number, context, name) in [(1, quotes, "Quote API"), (2, claims, "Claim API")] {
            let contract = ContractId::new(number);
            sketch.put(Contract { id: contract, context, name: name.to_owned(), ..Contract::default() });
            let (id, name, lifecycle) = (VersionId::new(number), "1.0".to_owned(), Lifecycle::Active);
            sketch.put(ContractVersion { id, contract, name, lifecycle, ..ContractVersion::default() });
        }
        let (writers, readers, name) = (vec![claims], vec![claims, quotes], "Claims store".to_owned());
        sketch.put(DataStore { id: DataStoreId::new(1), name, writers, readers, ..DataStore::default() });
        let (name, owner) = ("quick".to_owned(), Some(team));
        sketch.put(Toggle { id: ToggleId::new(1), name, owner, ..Toggle::default() });
        (sketch.landscape, quotes, claims)
    }

    #[test]
    fn every_field_lies_in_one_place_and_the_name_comes_first() {
        for kind in ElementKind::ALL {
            let folds = sections(*kind).into_iter().chain([""]);
            let shown: usize = folds.map(|section| fields_in(*kind, section).len()).sum();
            assert_eq!(shown, kind.specs().iter().filter(|spec| !spec.is_hidden).count(), "{kind:?}");
            let ids = kind.specs().iter().filter(|spec| field_id(*kind, spec.name) == "inspector-first");
            assert_eq!(ids.count(), 1, "{kind:?} has one field that is typed in first");
        }
        assert_eq!(first_field(ElementKind::Version), "name");
        assert_eq!(first_field(ElementKind::Interaction), "provider");
        assert_eq!(sections(ElementKind::Context).last(), Some(&MORE));
    }

    #[test]
    fn what_is_asked_for_is_little_and_goes_once_it_is_said() {
        let (landscape, quotes, _) = landscape();
        let mut record = landscape.get(quotes.into()).expect("it is there");
        let names = |record: &Record| unsaid(record, &[]).iter().map(|spec| spec.name).collect::<Vec<_>>();
        assert_eq!(names(&record), ["purpose", "implements", "kind", "business_model", "sponsors"]);
        record.set("purpose", Value::Text("Prices".to_owned())).expect("a text");
        record.set("kind", Value::Text("external".to_owned())).expect("a kind");
        record.set("owners", Value::List(Vec::new())).expect("nobody");
        assert!(!names(&record).contains(&"purpose") && !names(&record).contains(&"owners"), "{:?}", names(&record));
    }

    #[test]
    fn what_belongs_to_an_element_is_told_with_where_it_stands() {
        let (landscape, quotes, _) = landscape();
        let contracts = parts_of(&landscape, quotes.into(), ElementKind::Contract);
        assert_eq!(contracts.len(), 1);
        let versions = parts_of(&landscape, contracts[0].id, ElementKind::Version);
        let told: Vec<_> = versions.iter().map(|line| (line.words.as_str(), line.detail.as_str())).collect();
        assert_eq!(told, [("Quote API 1.0", "active")]);
        let kinds_of = |kind: ElementKind| parts(kind).iter().map(|part| part.kind).collect::<Vec<_>>();
        assert_eq!(kinds_of(ElementKind::Contract), [ElementKind::Version]);
        assert!(kinds_of(ElementKind::Team).contains(&ElementKind::Interaction));
        assert!(kinds_of(ElementKind::Toggle).is_empty());
    }

    #[test]
    fn an_interaction_is_told_at_both_its_teams() {
        let mut sketch = Sketch::new();
        let [provider, consumer] = ["Blue", "Green"].map(|name| sketch.team(name, &[]));
        sketch.put(Interaction { id: InteractionId::new(1), provider, consumer, ..Interaction::default() });
        for team in [provider, consumer] {
            let told = parts_of(&sketch.landscape, team.into(), ElementKind::Interaction);
            assert_eq!(told.iter().map(|line| line.words.as_str()).collect::<Vec<_>>(), ["Blue – Green"]);
        }
    }

    #[test]
    fn who_names_an_element_is_told_once_with_every_way() {
        let (landscape, quotes, claims) = landscape();
        let told = |id: ContextId| {
            let users = users(&landscape, id.into(), &[]);
            users.into_iter().map(|line| (line.words, line.detail)).collect::<Vec<_>>()
        };
        let store = |detail: &str| vec![("Claims store".to_owned(), detail.to_owned())];
        assert_eq!(told(claims), store("data store, written by, read by"));
        assert_eq!(told(quotes), store("data store, read by"));
        let team = *landscape.teams.keys().next().expect("a team");
        let owned = (ElementKind::Context, "owners");
        assert_eq!(users(&landscape, team.into(), &[]).len(), 2);
        let others = users(&landscape, team.into(), &[owned]);
        assert_eq!(others.iter().map(|line| line.words.as_str()).collect::<Vec<_>>(), ["quick"]);
    }

    #[test]
    fn what_is_of_the_same_house_is_offered_first() {
        let (landscape, quotes, claims) = landscape();
        let mut with_blocks = Landscape::from_records(landscape.records());
        let block = |number: u64, context: ContextId, name: &str| {
            let id = BuildingBlockId::new(number);
            Record::from(BuildingBlock { id, context, name: name.to_owned(), ..BuildingBlock::default() })
        };
        let blocks = [block(1, quotes, "Tariff"), block(2, quotes, "Quote"), block(3, claims, "Claim")];
        with_blocks = Landscape::from_records(with_blocks.records().chain(blocks));
        let own = BuildingBlockId::new(1).into();
        let offered = candidates(&with_blocks, own, spec(ElementKind::BuildingBlock, "uses"));
        let words: Vec<_> = offered.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["Quote", "Claim (Claims)"]);
    }

    #[test]
    fn words_fit_into_sentences() {
        assert_eq!(plural(ElementKind::DeliveryPolicy), "Delivery policies");
        assert_eq!(
            (one(ElementKind::Interaction), one(ElementKind::Hotfix)),
            ("an interaction".into(), "a hotfix".into())
        );
        let mut sketch = Sketch::new();
        let outside = sketch.context("Bank");
        let mut record = sketch.landscape.get(outside.into()).expect("it is there");
        assert_eq!(detail(&record), "");
        record.set("kind", ContextKind::External.value()).expect("a kind");
        record.set("classification", Classification::Generic.value()).expect("a class");
        assert_eq!(detail(&record), "external system");
    }
}
