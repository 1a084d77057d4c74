//! Changes one field of one record.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{CommandError, Draft};
use crate::model::{ElementId, Field, Value};

/// Lets a field of a record hold something else. What the field then names must be there, unless it named it before: a
/// list with something missing in it can still be made shorter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Set {
    /// Which record.
    pub id: ElementId,
    /// The field's name, as [`crate::model::FieldSpec::name`] has it.
    pub field: String,
    /// What it will hold.
    pub value: Value,
}

impl Set {
    /// Lets this field hold this.
    pub fn new(id: impl Into<ElementId>, field: &str, value: &impl Field) -> Self {
        Self { id: id.into(), field: field.to_owned(), value: value.value() }
    }

    pub(super) fn run(&self, draft: &mut Draft<'_>) -> Result<(), CommandError> {
        let mut record = draft.require(self.id)?;
        let before = record.named_by(&self.field);
        record.set(&self.field, self.value.clone()).map_err(CommandError::Unfit)?;
        let named = record.named_by(&self.field);
        named.iter().filter(|id| !before.contains(id)).try_for_each(|id| draft.require(*id).map(drop))?;
        draft.put(record);
        Ok(())
    }
}

/// Reads what this Atoll writes, and the edits of the logs of before: `{"id": "c1", "edit": {"name": "Sales"}}`, where
/// those of the header have no identifier.
impl<'de> Deserialize<'de> for Set {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            #[serde(default)]
            id: Option<ElementId>,
            field: Option<String>,
            #[serde(default)]
            value: Value,
            edit: Option<Value>,
        }
        let Written { id, field, value, edit } = Written::deserialize(deserializer)?;
        let id = id.unwrap_or(ElementId::Header);
        match (field, edit) {
            (Some(field), None) => Ok(Self { id, field, value }),
            (None, Some(Value::Map(entries))) => match <[_; 1]>::try_from(entries) {
                Ok([(field, value)]) => Ok(Self { id, field, value }),
                Err(_) => Err(D::Error::custom("an edit is about one field")),
            },
            _ => Err(D::Error::custom("an edit says which field becomes what")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Command, apply};
    use crate::model::{TeamId, Toggle, ToggleId};
    use crate::sketch::Sketch;

    #[test]
    fn a_field_is_set_where_it_fits_and_what_it_names_is_there() {
        let mut sketch = Sketch::new();
        let context = sketch.context("Sales");
        let team = sketch.team("Blue", &[context]);
        let toggle = ToggleId::new(9);
        sketch.put(Toggle { id: toggle, name: "new-prices".to_owned(), ..Toggle::default() });
        let set = |field: &str, value: Value| Command::Set(Set { id: toggle.into(), field: field.to_owned(), value });
        let text = |text: &str| Value::Text(text.to_owned());
        let mut landscape = sketch.landscape.clone();
        for (field, value) in [("owner", text(&team.to_string())), ("kind", text("operations"))] {
            apply(&mut landscape, &set(field, value)).expect("it fits");
        }
        assert_eq!(landscape.toggles[&toggle].owner, Some(team));
        for (field, value, told) in [
            ("owner", text("t99"), "not in this landscape"),
            ("owner", text("c1"), "not an identifier of the expected kind"),
            ("kind", text("sideways"), "not one of undefined"),
            ("colour", Value::Nothing, "no field"),
            ("expires", text("tomorrow"), "a date like"),
        ] {
            let before = landscape.clone();
            let error = apply(&mut landscape, &set(field, value)).expect_err(field);
            assert!(error.to_string().contains(told), "{field}: {error}");
            assert_eq!(landscape, before);
        }
        let lost = Set::new(toggle, "owner", &None::<TeamId>).into();
        apply(&mut landscape, &lost).expect("nothing fits");
        assert_eq!(landscape.toggles[&toggle].owner, None);
    }

    #[test]
    fn edits_of_older_logs_are_read() {
        for (old, new) in [
            (
                r#"{"edit_context":{"id":"c1","edit":{"name":"A"}}}"#,
                r#"{"set":{"id":"c1","field":"name","value":"A"}}"#,
            ),
            (
                r#"{"edit_header":{"edit":{"kind":"organizational"}}}"#,
                r#"{"set":{"id":"landscape","field":"kind","value":"organizational"}}"#,
            ),
        ] {
            let command: Command = serde_json::from_str(old).expect("an old edit");
            assert_eq!(serde_json::to_string(&command).expect("written"), new);
            assert_eq!(serde_json::from_str::<Command>(new).expect("a new edit"), command);
        }
        assert!(serde_json::from_str::<Command>(r#"{"set":{"id":"c1","edit":{"name":"A","kind":"system"}}}"#).is_err());
    }
}
