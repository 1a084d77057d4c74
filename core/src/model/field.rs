//! Fields as data: what there is to know of each field of a record, and what any field can do.
//!
//! A record's struct and its table of fields are written once, by [`record`](super::record). Files, the command that
//! edits, inspectors, search, comparisons, removal and copying go through the table, so that a new field or a whole new
//! kind of record needs no code of its own in any of them.

use chrono::{Datelike as _, NaiveDate};

use super::value::{Misfit, Value};
use super::{ElementId, ElementKind};

/// What there is to know of a field, whichever record has it.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// Its name in code, files and commands.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// A sentence that helps to fill it in; empty where the label says it all.
    pub hint: &'static str,
    /// The fold of the inspector that it lies in; empty for what is always in sight.
    pub section: &'static str,
    /// What it can hold.
    pub shape: Shape,
    /// Texts of several lines.
    pub is_long: bool,
    /// Written to files even when it says nothing.
    pub is_always_written: bool,
    /// Shown by no generic list: it has a place of its own on the screen, or none.
    pub is_hidden: bool,
    /// The order of what it names says something, and a thing can be named more than once.
    pub is_ordered: bool,
    /// What people often write here, to choose from.
    pub suggestions: &'static [&'static str],
}

/// A field that is always in sight.
pub(crate) const fn field(label: &'static str) -> FieldSpec {
    FieldSpec {
        name: "",
        label,
        hint: "",
        section: "",
        shape: Shape::Other,
        is_long: false,
        is_always_written: false,
        is_hidden: false,
        is_ordered: false,
        suggestions: &[],
    }
}

impl FieldSpec {
    /// Folded away under this heading.
    pub(crate) const fn under(mut self, section: &'static str) -> Self {
        self.section = section;
        self
    }

    /// With a sentence that helps.
    pub(crate) const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// A text of several lines.
    pub(crate) const fn long(mut self) -> Self {
        self.is_long = true;
        self
    }

    /// Written even when it says nothing.
    pub(crate) const fn always(mut self) -> Self {
        self.is_always_written = true;
        self
    }

    /// Not in generic lists.
    pub(crate) const fn hidden(mut self) -> Self {
        self.is_hidden = true;
        self
    }

    /// In an order that says something.
    pub(crate) const fn ordered(mut self) -> Self {
        self.is_ordered = true;
        self
    }

    /// With texts to choose from.
    pub(crate) const fn suggest(mut self, suggestions: &'static [&'static str]) -> Self {
        self.suggestions = suggestions;
        self
    }

    /// The specification of the field of this name, which holds this.
    pub(crate) const fn named(mut self, name: &'static str, shape: Shape) -> Self {
        self.name = name;
        self.shape = shape;
        self
    }
}

/// What a field can hold.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// Several texts.
    Lines,
    /// A whole number, 0 for not said.
    Count,
    /// Yes or no.
    Flag,
    /// One out of a list.
    Choice(&'static [Choice]),
    /// Several out of a list.
    Choices(&'static [Choice]),
    /// A day.
    Date,
    /// Another element.
    Reference {
        /// Of which kinds; none named means any.
        kinds: &'static [ElementKind],
        /// How many it can name.
        number: Number,
    },
    /// What only its own editor understands.
    Other,
}

/// How many elements a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Exactly one: the record belongs to it and goes when it goes.
    ExactlyOne,
    /// One or none.
    AtMostOne,
    /// Any number.
    Any,
}

/// A member of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// How files write it.
    pub key: &'static str,
    /// What people call it.
    pub word: &'static str,
}

/// What the generic parts of the product ask of any field.
pub trait Field {
    /// What it holds.
    fn value(&self) -> Value;

    /// Lets it hold something else.
    ///
    /// # Errors
    ///
    /// The value is not of the field's shape; the field is then as it was.
    fn set(&mut self, value: Value) -> Result<(), Misfit>;

    /// Whether it says nothing, so that a file leaves it out.
    fn is_silent(&self) -> bool;

    /// Adds every element that it names.
    fn references(&self, _into: &mut Vec<ElementId>) {}

    /// Names other elements in place of those that it named; where there is none it names nothing, or stays as it is
    /// where it must name one.
    fn follow(&mut self, _follow: &dyn Fn(ElementId) -> Option<ElementId>) {}
}

/// The shape that a type of field has.
pub trait Shaped {
    /// Its shape.
    const SHAPE: Shape;
}

impl Field for String {
    fn value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        match value {
            Value::Text(text) => *self = text,
            other => return Err(Misfit::of(&other, "a string")),
        }
        Ok(())
    }

    fn is_silent(&self) -> bool {
        self.is_empty()
    }
}

impl Shaped for String {
    const SHAPE: Shape = Shape::Text;
}

impl Field for bool {
    fn value(&self) -> Value {
        Value::Flag(*self)
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        match value {
            Value::Flag(flag) => *self = flag,
            other => return Err(Misfit::of(&other, "true or false")),
        }
        Ok(())
    }

    fn is_silent(&self) -> bool {
        !*self
    }
}

impl Shaped for bool {
    const SHAPE: Shape = Shape::Flag;
}

macro_rules! whole {
    ($($Type:ident)*) => {$(
        impl Field for $Type {
            fn value(&self) -> Value {
                Value::Whole(i64::from(*self))
            }

            fn set(&mut self, value: Value) -> Result<(), Misfit> {
                let number = match value {
                    Value::Whole(number) => $Type::try_from(number).ok(),
                    _ => None,
                };
                *self = number.ok_or_else(|| Misfit::of(&value, "a number that fits here"))?;
                Ok(())
            }

            fn is_silent(&self) -> bool {
                *self == 0
            }
        }

        impl Shaped for $Type {
            const SHAPE: Shape = Shape::Count;
        }
    )*};
}
whole! { u8 u32 i32 }

impl Field for f64 {
    fn value(&self) -> Value {
        Value::Number(*self)
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        *self = match value {
            Value::Whole(number) => number as f64,
            Value::Number(number) if number.is_finite() => number,
            other => return Err(Misfit::of(&other, "a number")),
        };
        Ok(())
    }

    fn is_silent(&self) -> bool {
        *self == 0.0
    }
}

impl Field for NaiveDate {
    fn value(&self) -> Value {
        Value::Text(format!("{:04}-{:02}-{:02}", self.year(), self.month(), self.day()))
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        let date = match &value {
            Value::Text(text) => date(text),
            _ => None,
        };
        *self = date.ok_or_else(|| Misfit::of(&value, "a date like 2026-03-31"))?;
        Ok(())
    }

    fn is_silent(&self) -> bool {
        false
    }
}

impl Shaped for Option<NaiveDate> {
    const SHAPE: Shape = Shape::Date;
}

/// The day that a text like `2026-03-31` names.
pub fn date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = parts.next().is_none() && [year, month, day].iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()));
    if !is_whole || (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

impl<T: Field + Default> Field for Option<T> {
    fn value(&self) -> Value {
        self.as_ref().map_or(Value::Nothing, Field::value)
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        *self = match value {
            Value::Nothing => None,
            value => {
                let mut inner = T::default();
                inner.set(value)?;
                Some(inner)
            }
        };
        Ok(())
    }

    fn is_silent(&self) -> bool {
        self.is_none()
    }

    fn references(&self, into: &mut Vec<ElementId>) {
        self.iter().for_each(|inner| inner.references(into));
    }

    fn follow(&mut self, follow: &dyn Fn(ElementId) -> Option<ElementId>) {
        if let Some(inner) = self {
            if is_lost(inner, follow) {
                *self = None;
            } else {
                inner.follow(follow);
            }
        }
    }
}

impl<T: Field + Default> Field for Vec<T> {
    fn value(&self) -> Value {
        Value::List(self.iter().map(Field::value).collect())
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        let Value::List(values) = value else { return Err(Misfit::of(&value, "a list")) };
        let mut items = Vec::with_capacity(values.len());
        for value in values {
            let mut item = T::default();
            item.set(value)?;
            items.push(item);
        }
        *self = items;
        Ok(())
    }

    fn is_silent(&self) -> bool {
        self.is_empty()
    }

    fn references(&self, into: &mut Vec<ElementId>) {
        self.iter().for_each(|item| item.references(into));
    }

    fn follow(&mut self, follow: &dyn Fn(ElementId) -> Option<ElementId>) {
        self.retain(|item| !is_lost(item, follow));
        self.iter_mut().for_each(|item| item.follow(follow));
    }
}

/// Whether a field names something for which there is nothing.
fn is_lost<T: Field>(field: &T, follow: &dyn Fn(ElementId) -> Option<ElementId>) -> bool {
    let mut named = Vec::new();
    field.references(&mut named);
    named.into_iter().any(|id| follow(id).is_none())
}

impl Shaped for Vec<String> {
    const SHAPE: Shape = Shape::Lines;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_that_there_is() {
        assert_eq!(date("2026-02-28"), NaiveDate::from_ymd_opt(2026, 2, 28));
        for text in ["", "2026-02-30", "2026-2-3", "26-02-03", "2026-02-03T00:00", "+026-02-03", "2026-02"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_field_keeps_what_it_held_when_a_value_does_not_fit() {
        let mut lines = vec!["a".to_owned()];
        let wrong = Value::List(vec![Value::Text("b".to_owned()), Value::Flag(true)]);
        assert_eq!(lines.set(wrong).expect_err("a flag is no text").to_string(), "true is not a string");
        assert_eq!(lines, ["a"]);
        let mut count = 5_u32;
        assert!(count.set(Value::Whole(-1)).is_err() && count.set(Value::Number(1.5)).is_err());
        assert_eq!(count, 5);
    }
}
