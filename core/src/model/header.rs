//! What is said of the landscape as a whole.

use super::field::field;
use super::record::choices;
use super::{ElementId, ElementKind, Field, FieldSpec, Fields, Misfit, Shape, Shaped, Value};
use crate::sorted_map::SortedMap;

/// The landscape's own record: its name and what holds for the whole map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// What people call this landscape.
    pub name: String,
    /// What it is for, in a sentence or two.
    pub purpose: String,
    /// Which kind of map this is, in Context Mapper's terms.
    pub kind: MapKind,
    /// Whether it shows what is or what is to be.
    pub state: MapState,
    /// Simulation parameters that this landscape sets differently from their defaults, by parameter key.
    pub assumptions: SortedMap<String, f64>,
    /// How bad a rule's findings are here, by the rule's code, where that is not what the rule says.
    pub severities: SortedMap<String, Grade>,
    /// What a finding counts in the score, by the rule's code, where that is not what its severity counts.
    pub weights: SortedMap<String, u32>,
    /// Which findings were there when somebody last said "from here on", each by its fingerprint.
    pub baseline: Vec<String>,
    /// Text of an imported file that belongs to no other record.
    pub held: Vec<Held>,
}

impl Fields for Header {
    const KIND: ElementKind = ElementKind::Header;
    const SPECS: &'static [FieldSpec] = &[
        field("Name").always().named("name", Shape::Text),
        field("Purpose").long().named("purpose", Shape::Text),
        field("Kind of map").named("kind", MapKind::SHAPE),
        field("State").named("state", MapState::SHAPE),
        field("Assumptions").hidden().named("assumptions", Shape::Other),
        field("Severities").hidden().named("severities", Shape::Other),
        field("Weights").hidden().named("weights", Shape::Other),
        field("Baseline")
            .hidden()
            .hint("The fingerprints of the findings that were there when it was drawn.")
            .named("baseline", Shape::Lines),
        field("Kept from the file").hidden().named("held", Shape::Other),
    ];

    fn id(&self) -> ElementId {
        ElementId::Header
    }

    fn identify(&mut self, _: ElementId) {}

    fn name(&self) -> &str {
        &self.name
    }

    fn fields(&self) -> Vec<&dyn Field> {
        let Self { name, purpose, kind, state, assumptions, severities, weights, baseline, held } = self;
        vec![name, purpose, kind, state, assumptions, severities, weights, baseline, held]
    }

    fn fields_mut(&mut self) -> Vec<&mut dyn Field> {
        let Self { name, purpose, kind, state, assumptions, severities, weights, baseline, held } = self;
        vec![name, purpose, kind, state, assumptions, severities, weights, baseline, held]
    }
}

choices! {
    /// Which kind of map this is, in Context Mapper's terms.
    MapKind {
        /// Not said.
        Undefined "undefined" "not said",
        /// Contexts and how they relate; no teams on the map.
        SystemLandscape "system_landscape" "system landscape",
        /// Teams and what they realise.
        Organizational "organizational" "organisational map",
    }
}

choices! {
    /// Whether a map shows what is or what is to be.
    MapState {
        /// Not said.
        Undefined "undefined" "not said",
        /// What is.
        AsIs "as_is" "as is",
        /// What is to be.
        ToBe "to_be" "to be",
    }
}

choices! {
    /// How bad a landscape says that a rule's findings are.
    Grade {
        /// Not looked for.
        Off "off" "off",
        /// Worth knowing.
        Info "info" "info",
        /// Likely to hurt.
        Warning "warning" "warning",
        /// Cannot stay.
        Error "error" "error",
    }
}

/// Text of an imported file that Atoll keeps word for word because it has no record of its own for it yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// What it is, as the file calls it: `Entity Customer`.
    pub label: String,
    /// The text as it stood in the file.
    pub text: String,
}

impl Field for Held {
    fn value(&self) -> Value {
        Value::Map(vec![("label".to_owned(), self.label.value()), ("text".to_owned(), self.text.value())])
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        let mut after = Self::default();
        let Value::Map(entries) = value else { return Err(Misfit::of(&value, "a kept text")) };
        for (name, value) in entries {
            match name.as_str() {
                "label" => after.label.set(value)?,
                "text" => after.text.set(value)?,
                _ => return Err(Misfit::new(format!("unknown field `{name}`"))),
            }
        }
        *self = after;
        Ok(())
    }

    fn is_silent(&self) -> bool {
        false
    }
}

impl Shaped for Vec<Held> {
    const SHAPE: Shape = Shape::Other;
}

impl<T: Field + Default> Field for SortedMap<String, T> {
    fn value(&self) -> Value {
        Value::Map(self.iter().map(|(name, inner)| (name.clone(), inner.value())).collect())
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        let Value::Map(entries) = value else { return Err(Misfit::of(&value, "a map")) };
        let mut after = Self::default();
        for (name, value) in entries {
            let mut inner = T::default();
            inner.set(value)?;
            after.insert(name, inner);
        }
        *self = after;
        Ok(())
    }

    fn is_silent(&self) -> bool {
        self.is_empty()
    }
}
