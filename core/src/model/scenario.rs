//! A landscape as it could be: what would be done to the one that is.

use super::record::record;
use super::{ElementId, Field, Misfit, ScenarioId, Shape, Shaped, Value};

record! {
    /// A named list of changes over the landscape that it is kept in: the to-be beside the as-is.
    Scenario(ScenarioId) named name {
        /// What people call it.
        name: String = field("Name").always();
        /// What it is to bring.
        description: String = field("Description").long();
        /// What would be done, step by step.
        steps: Vec<Step> = field("Steps").hidden();
        /// What the steps touched, as it was when the scenario last saw it: what moved since is a conflict.
        seen: Vec<Seen> = field("Seen").hidden();
    }
}

impl Scenario {
    /// The numbers of the elements that the steps speak of: of what they add, none is free any more.
    pub(super) fn numbers(&self) -> Vec<u64> {
        let mut numbers = Vec::new();
        self.steps.iter().for_each(|step| named(&step.command, &mut numbers));
        numbers
    }
}

/// Adds the number of everything that a command calls by its `id`.
fn named(command: &Value, numbers: &mut Vec<u64>) {
    match command {
        Value::List(items) => items.iter().for_each(|item| named(item, numbers)),
        Value::Map(entries) => {
            for (name, value) in entries {
                match value {
                    Value::Text(id) if name == "id" => {
                        numbers.extend(id.parse().ok().and_then(|id: ElementId| id.number()));
                    }
                    value => named(value, numbers),
                }
            }
        }
        _ => {}
    }
}

/// A change that a scenario would make. Written as `["Merge contexts", {"batch": …}]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// What people call what was done.
    pub label: String,
    /// The command, as logs write it. It is checked when the scenario is worked out, not when a file is read.
    pub command: Value,
}

impl Field for Step {
    fn value(&self) -> Value {
        Value::List(vec![Value::Text(self.label.clone()), self.command.clone()])
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        let [label, command] = pair(value, "a step of a scenario")?;
        self.label.set(label)?;
        self.command = command;
        Ok(())
    }

    fn is_silent(&self) -> bool {
        false
    }
}

impl Shaped for Vec<Step> {
    const SHAPE: Shape = Shape::Other;
}

/// A record of the base as a scenario saw it; nothing where it was not there. Written as `["c1", {"id": "c1", …}]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// Which element.
    pub id: ElementId,
    /// Its record, as files write it, or nothing.
    pub record: Value,
}

impl Field for Seen {
    fn value(&self) -> Value {
        Value::List(vec![self.id.value(), self.record.clone()])
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        let [id, record] = pair(value, "what a scenario saw")?;
        self.id.set(id)?;
        self.record = record;
        Ok(())
    }

    fn is_silent(&self) -> bool {
        false
    }
}

impl Shaped for Vec<Seen> {
    const SHAPE: Shape = Shape::Other;
}

fn pair(value: Value, what: &str) -> Result<[Value; 2], Misfit> {
    let Value::List(parts) = value else { return Err(Misfit::of(&value, "a list of two")) };
    let length = parts.len();
    <[Value; 2]>::try_from(parts)
        .map_err(|_| Misfit::new(format!("{what} is a list of two, not a list of length {length}")))
}
