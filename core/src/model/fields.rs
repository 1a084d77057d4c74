//! What is done with any record by way of its fields: files, editing, references.

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::field::{Field, FieldSpec, Number, Shape};
use super::id::FromNumber;
use super::value::{Misfit, Reader, Value};
use super::{ElementId, ElementKind, Record};

/// A record as its table of fields.
pub trait Fields: Default {
    /// Which kind of element it describes.
    const KIND: ElementKind;
    /// What there is to know of its fields.
    const SPECS: &'static [FieldSpec];

    /// Names the element.
    fn id(&self) -> ElementId;
    /// Gives it another identifier of its kind; one of another kind changes nothing.
    fn identify(&mut self, id: ElementId);
    /// What people know it by.
    fn name(&self) -> &str;
    /// What its fields hold, in the order of [`Fields::SPECS`].
    fn fields(&self) -> Vec<&dyn Field>;
    /// Its fields, to be changed.
    fn fields_mut(&mut self) -> Vec<&mut dyn Field>;
}

/// A record with an identifier of its own: every one but the header.
pub trait Identified: Fields + Into<Record> {
    /// The type of its identifier.
    type Id: FromNumber;

    /// The record with this number for an identifier, and that identifier.
    #[must_use]
    fn numbered(mut self, number: u64) -> (Self, Self::Id) {
        self.identify(Self::KIND.id(number));
        (self, Self::Id::from_number(number))
    }
}

impl Record {
    /// What the field of this name holds; nothing where there is no such field.
    pub fn field(&self, name: &str) -> Value {
        let place = self.specs().iter().position(|spec| spec.name == name);
        place.map_or(Value::Nothing, |place| self.fields()[place].value())
    }

    /// Lets the field of this name hold something else.
    ///
    /// # Errors
    ///
    /// There is no such field, or the value is not of its shape; the record is then as it was.
    pub fn set(&mut self, name: &str, value: Value) -> Result<(), Misfit> {
        let place = self.specs().iter().position(|spec| spec.name == name);
        let place = place.ok_or_else(|| Misfit::new(format!("there is no field `{name}` here")))?;
        self.fields_mut()[place].set(value)
    }

    /// Every element that the record names, in the order of its fields.
    pub fn references(&self) -> Vec<ElementId> {
        let mut named = Vec::new();
        self.fields().into_iter().for_each(|field| field.references(&mut named));
        named
    }

    /// Every element that the field of this name names.
    pub fn named_by(&self, name: &str) -> Vec<ElementId> {
        let mut named = Vec::new();
        let place = self.specs().iter().position(|spec| spec.name == name);
        if let Some(place) = place {
            self.fields()[place].references(&mut named);
        }
        named
    }

    /// The elements that the record cannot be without: it goes when one of them goes.
    pub fn holders(&self) -> Vec<ElementId> {
        let mut named = Vec::new();
        for (spec, field) in self.specs().iter().zip(self.fields()) {
            if spec.is_vital() {
                field.references(&mut named);
            }
        }
        named
    }

    /// The record naming others in place of what it named; what has no place any more is forgotten. Nothing where that
    /// is the record as it is.
    pub fn followed(&self, follow: &dyn Fn(ElementId) -> Option<ElementId>) -> Option<Self> {
        if self.references().into_iter().all(|id| follow(id) == Some(id)) {
            return None;
        }
        let mut after = self.clone();
        after.fields_mut().into_iter().for_each(|field| field.follow(follow));
        Some(after)
    }

    /// The record in the form of files, without its kind.
    pub fn to_value(&self) -> Value {
        let mut entries = Vec::new();
        if self.id() != ElementId::Header {
            entries.push(("id".to_owned(), Value::Text(self.id().to_string())));
        }
        for (spec, field) in self.specs().iter().zip(self.fields()) {
            if spec.is_always_written || !field.is_silent() {
                entries.push((spec.name.to_owned(), field.value()));
            }
        }
        Value::Map(entries)
    }
}

impl FieldSpec {
    /// Whether the record cannot be without what this field names.
    pub fn is_vital(&self) -> bool {
        matches!(self.shape, Shape::Reference { number: Number::ExactlyOne, .. })
    }

    /// Whether the field can name elements of this kind.
    pub fn can_name(&self, kind: ElementKind) -> bool {
        matches!(self.shape, Shape::Reference { kinds, .. } if kinds.is_empty() || kinds.contains(&kind))
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::Map(vec![(self.id().kind().key().to_owned(), self.to_value())]).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ByKind)
    }
}

/// Reads a map from the one kind to the fields.
struct ByKind;

impl<'de> Visitor<'de> for ByKind {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from the kind of a record to its fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let key = map.next_key::<String>()?.unwrap_or_default();
        let kind = ElementKind::ALL.iter().find(|kind| kind.key() == key);
        let kind = kind.ok_or_else(|| A::Error::custom(format!("there is no kind of record `{key}`")))?;
        map.next_value_seed(OneRecord(*kind))
    }
}

/// Reads the fields of a record of this kind. A mistake is reported where it stands.
pub(crate) struct OneRecord(pub(crate) ElementKind);

impl<'de> DeserializeSeed<'de> for OneRecord {
    type Value = Record;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Record, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OneRecord {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the fields of a {}", self.0.word())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let kind = self.0;
        let specs = kind.specs();
        let mut record = Record::empty(kind);
        let mut id = (kind == ElementKind::Header).then_some(ElementId::Header);
        let mut is_met = vec![false; specs.len()];
        let mut fields = record.fields_mut();
        while let Some(name) = map.next_key::<String>()? {
            if name == "id" && id.is_none() {
                let mut read = OwnId { kind, id: ElementId::Header };
                map.next_value_seed(IntoField(&mut read))?;
                id = Some(read.id);
                continue;
            }
            let place = specs.iter().position(|spec| spec.name == name);
            let place = place.ok_or_else(|| A::Error::custom(format!("unknown field `{name}`")))?;
            if std::mem::replace(&mut is_met[place], true) {
                return Err(A::Error::custom(format!("duplicate field `{name}`")));
            }
            map.next_value_seed(IntoField(fields[place]))?;
        }
        drop(fields);
        let unsaid = specs.iter().zip(is_met).find(|(spec, is_met)| spec.is_vital() && !is_met);
        let missing = if id.is_none() { Some("id") } else { unsaid.map(|(spec, _)| spec.name) };
        if let Some(name) = missing {
            return Err(A::Error::custom(format!("missing field `{name}`")));
        }
        record.identify(id.unwrap_or_default());
        Ok(record)
    }
}

/// The identifier of the record itself, which is of its kind.
struct OwnId {
    kind: ElementKind,
    id: ElementId,
}

impl Field for OwnId {
    fn value(&self) -> Value {
        Value::Text(self.id.to_string())
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        let id = super::id::read(&value)?;
        if id.kind() != self.kind {
            return Err(Misfit::of(&value, &format!("the identifier of a {}", self.kind.word())));
        }
        self.id = id;
        Ok(())
    }

    fn is_silent(&self) -> bool {
        false
    }
}

/// Reads a value into a field.
struct IntoField<'a>(&'a mut dyn Field);

impl IntoField<'_> {
    fn put<E: serde::de::Error>(self, value: Value) -> Result<(), E> {
        self.0.set(value).map_err(E::custom)
    }
}

impl<'de> DeserializeSeed<'de> for IntoField<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for IntoField<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.put(Value::Nothing)
    }

    fn visit_bool<E: serde::de::Error>(self, flag: bool) -> Result<(), E> {
        self.put(Value::Flag(flag))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<(), E> {
        self.put(Value::Whole(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<(), E> {
        self.put(Reader.visit_u64(number)?)
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<(), E> {
        self.put(Value::Number(number))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.put(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.put(Reader.visit_seq(list)?)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.put(Reader.visit_map(map)?)
    }
}
