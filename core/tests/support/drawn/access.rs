//! The parts of what is drawn: the items of a list, the entries of a map, the fields of a record, what a variant holds.

use std::any::type_name;

use atoll_core::simulation::ripple;
use serde::de::value::Error;
use serde::de::{DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::Draw;

pub(super) struct Items<'p, 'a> {
    pub(super) draw: Draw<'p, 'a>,
    pub(super) left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(self.draw.within(type_name::<T::Value>())).map(Some)
    }
}

/// The entries of a map. Keys that are no identifiers are those of the simulations' parameters.
pub(super) struct Entries<'p, 'a> {
    pub(super) draw: Draw<'p, 'a>,
    pub(super) left: usize,
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        if type_name::<K::Value>() == type_name::<String>() {
            let keys: Vec<String> = ripple::parameters().into_iter().map(|parameter| parameter.key).collect();
            return seed.deserialize(self.draw.pick(&keys).as_str().into_deserializer()).map(Some);
        }
        seed.deserialize(self.draw.within(type_name::<K::Value>())).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.draw.within(type_name::<T::Value>()))
    }
}

pub(super) struct Fields<'p, 'a> {
    pub(super) draw: Draw<'p, 'a>,
    pub(super) fields: &'static [&'static str],
    pub(super) own_id: bool,
    pub(super) key: &'static str,
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((first, rest)) = self.fields.split_first() else { return Ok(None) };
        (self.key, self.fields) = (first, rest);
        seed.deserialize(first.into_deserializer()).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let own_id = self.own_id && self.key == "id";
        seed.deserialize(Draw { own_id, ..self.draw.within(type_name::<T::Value>()) })
    }
}

pub(super) struct Variant<'p, 'a> {
    pub(super) draw: Draw<'p, 'a>,
    pub(super) variant: &'static str,
}

impl<'de, 'p, 'a> EnumAccess<'de> for Variant<'p, 'a> {
    type Error = Error;
    type Variant = Draw<'p, 'a>;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Draw<'p, 'a>), Error> {
        Ok((seed.deserialize(self.variant.into_deserializer())?, self.draw))
    }
}

impl<'de> VariantAccess<'de> for Draw<'_, '_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(mut self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.within(type_name::<T::Value>()))
    }

    fn tuple_variant<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Items { draw: self, left })
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Fields { draw: self, fields, own_id: false, key: "" })
    }
}
