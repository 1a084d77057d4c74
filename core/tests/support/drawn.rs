//! Random commands, drawn from the types themselves: a kind of command, record or field is drawn as soon as there is one.
//!
//! [`Pen`] is a deserialiser that reads no text. Where a type asks for a variant, a number or a name, it gets a random
//! one; where it asks for an identifier, it mostly gets that of an element which is there.

use std::any::type_name;
use std::collections::BTreeMap;

use atoll_core::command::{Command, apply};
use atoll_core::model::{ElementId, Landscape};
use atoll_core::random::Random;
use serde::Deserialize;
use serde::de::value::Error;
use serde::de::{Deserializer, Error as _, Visitor};

#[path = "drawn/access.rs"]
mod access;
use access::{Entries, Fields, Items, Variant};

/// Names that a careless program trips over, and ordinary ones.
pub(crate) const TEXTS: [&str; 16] = [
    "",
    "Order management",
    "CustomerSelfServiceContext",
    "Claims",
    "Überweisungsträger",
    "受注管理コンテキスト",
    "<script>alert('x')</script> & \"so\" on]]>",
    "&lt;already&gt; &amp;amp; &#0;",
    "two\nlines\tand\r\na tab",
    "\u{0}\u{1}\u{7f}\u{85}\u{9f}\u{fffe}\u{ffff}",
    "left \u{202e}to right\u{202c} \u{2066}and back\u{2069}\u{200f}",
    "e\u{301}\u{301}\u{301} \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{10ffff}",
    "\\ \u{2028} \u{feff} {\"json\": [1, null]}",
    "  ",
    "ein_sehr-langer/Name.ohne,Ende_ohne_Ende_ohne_Ende_ohne_Ende_ohne_Ende_ohne_Ende_ohne_Ende_ohne_Ende_ohne_Ende",
    "url(javascript:alert(1));}*{--paper:red",
];

/// The letters that an identifier of each type can begin with.
const LETTERS: [(&str, &str); 9] = [
    ("DomainId", "d"),
    ("SubdomainId", "s"),
    ("ContextId", "c"),
    ("AggregateId", "a"),
    ("TeamId", "t"),
    ("RelationshipId", "r"),
    ("Party", "ct"),
    ("ProblemSpace", "ds"),
    ("ElementId", "dscatrl"),
];

/// Draws values and remembers which variants there were to choose from.
pub(crate) struct Pen<'a> {
    /// The only source of chance.
    pub(crate) random: &'a mut Random,
    /// Whose elements are spoken of.
    pub(crate) landscape: &'a Landscape,
    /// Every enumeration that was asked for, with its variants.
    pub(crate) met: &'a mut BTreeMap<&'static str, &'static [&'static str]>,
}

/// A random command about a landscape. It may well be refused.
pub(crate) fn command(random: &mut Random, landscape: &Landscape) -> Command {
    value(random, landscape, &mut BTreeMap::new())
}

/// A random value of any type that can be read.
pub(crate) fn value<'de, T: Deserialize<'de>>(
    random: &mut Random,
    landscape: &Landscape,
    met: &mut BTreeMap<&'static str, &'static [&'static str]>,
) -> T {
    let mut pen = Pen { random, landscape, met };
    let drawn = T::deserialize(Draw { pen: &mut pen, what: type_name::<T>(), own_id: false, depth: 0 });
    drawn.unwrap_or_else(|error| panic!("{} cannot be drawn: {error}", type_name::<T>()))
}

/// What so many random commands make of a landscape.
pub(crate) fn grown(mut landscape: Landscape, random: &mut Random, steps: usize) -> Landscape {
    for _ in 0..steps {
        let command = command(random, &landscape);
        let _ = apply(&mut landscape, &command);
    }
    landscape
}

struct Draw<'p, 'a> {
    pen: &'p mut Pen<'a>,
    /// The name of the type that asks.
    what: &'static str,
    /// Whether the identifier is that of the record being drawn, and so preferably a new one.
    own_id: bool,
    depth: usize,
}

impl<'a> Draw<'_, 'a> {
    fn within(&mut self, what: &'static str) -> Draw<'_, 'a> {
        Draw { pen: self.pen, what, own_id: false, depth: self.depth + 1 }
    }

    fn chance(&mut self, share: f64) -> bool {
        self.pen.random.unit() < share
    }

    fn pick<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        &items[self.pen.random.below(items.len())]
    }

    fn length(&mut self) -> usize {
        let most = if self.depth > 6 { 1 } else { 4 };
        self.pen.random.below(most)
    }

    fn text(&mut self) -> String {
        let bare = self.what.trim_end_matches('>').rsplit("::").next().unwrap_or_default();
        let Some((_, letters)) = LETTERS.iter().find(|(name, _)| *name == bare) else {
            assert!(!bare.ends_with("Id"), "{bare} is a new kind of identifier: give it its letter in LETTERS");
            return (*self.pick(&TEXTS)).to_owned();
        };
        let known: Vec<String> = self.pen.landscape.ids().map(|id| id.to_string()).collect();
        let fitting: Vec<&String> =
            known.iter().filter(|id| id.starts_with(|letter| letters.contains(letter))).collect();
        let share = if self.own_id { 0.1 } else { 0.93 };
        if self.chance(share) && !fitting.is_empty() {
            return (*self.pick(&fitting)).clone();
        }
        let letter = letters.as_bytes()[self.pen.random.below(letters.len())] as char;
        if letter == 'l' {
            return ElementId::Header.to_string();
        }
        format!("{letter}{}", 1 + self.pen.random.below(80))
    }
}

impl<'de> Deserializer<'de> for Draw<'_, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom(format!("nothing here knows how to draw {}", self.what)))
    }

    fn deserialize_bool<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.chance(0.4))
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(self.pen.random.below(256) as u8)
    }

    fn deserialize_u32<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let extreme = self.chance(0.03);
        visitor.visit_u32(if extreme { *self.pick(&[0, u32::MAX]) } else { 8 * self.pen.random.below(36) as u32 })
    }

    fn deserialize_i32<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let extreme = self.chance(0.02);
        let usual = 8 * (self.pen.random.below(400) as i32 - 200);
        visitor.visit_i32(if extreme { *self.pick(&[i32::MIN, i32::MAX]) } else { usual })
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f64(self.pen.random.unit() * 2.0 - 0.5)
    }

    fn deserialize_string<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text())
    }

    fn deserialize_option<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        if self.chance(0.7) { visitor.visit_some(self.within(type_name::<V::Value>())) } else { visitor.visit_none() }
    }

    fn deserialize_seq<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let left = self.length();
        visitor.visit_seq(Items { draw: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Items { draw: self, left })
    }

    fn deserialize_map<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let left = self.length();
        visitor.visit_map(Entries { draw: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let is_edit = name.starts_with("Edit");
        visitor.visit_map(Fields { draw: self, fields, own_id: !is_edit, key: "" })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.pen.met.insert(name, variants);
        // Landscapes grow: more is added than taken away. Commands within commands end at some depth.
        let variant = match name {
            "Command" if self.chance(0.3) || self.depth > 5 => variants[0],
            _ => *self.pick(variants),
        };
        visitor.visit_enum(Variant { draw: self, variant })
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i64 i128 u16 u64 u128 f32 char str bytes byte_buf unit unit_struct newtype_struct tuple_struct identifier
        ignored_any
    }
}
