//! Values of any stored type, made from what the type itself asks for while it is read, so that a
//! new event is covered without anybody listing it.

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, Expected, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};
use std::cell::RefCell;

type Fault = de::value::Error;

/// Where the next choice comes from: bytes while there are any, then zeros.
struct Source {
    bytes: Vec<u8>,
    next: usize,
    /// The variant of the outermost enum, and the names it has.
    outermost: Option<usize>,
    names: Vec<&'static str>,
}

/// A value of `T` with this variant of its own enum and other choices from the bytes.
pub(crate) fn sample<'de, T: Deserialize<'de>>(variant: usize, bytes: &[u8]) -> T {
    let source = RefCell::new(Source {
        bytes: bytes.to_vec(),
        next: 0,
        outermost: Some(variant),
        names: Vec::new(),
    });
    T::deserialize(Sample(&source)).expect("every stored type can be sampled")
}

/// The names of the variants of `T`.
pub(crate) fn variants<'de, T: Deserialize<'de>>() -> Vec<&'static str> {
    let source = RefCell::new(Source {
        bytes: Vec::new(),
        next: 0,
        outermost: Some(0),
        names: Vec::new(),
    });
    let read = T::deserialize(Sample(&source)).map(drop);
    read.expect("every stored type can be sampled");
    source.into_inner().names
}

impl Source {
    fn choose(&mut self, below: usize) -> usize {
        let byte = self.bytes.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        usize::from(byte) % below.max(1)
    }
}

#[derive(Clone, Copy)]
struct Sample<'s>(&'s RefCell<Source>);

impl Sample<'_> {
    fn choose(self, below: usize) -> usize {
        self.0.borrow_mut().choose(below)
    }

    fn number<N: TryFrom<usize>>(self) -> Result<N, Fault> {
        N::try_from(self.choose(100)).map_err(|_| de::Error::custom("a small number fits"))
    }

    /// A string of the kind the reader expects, as its own words tell.
    fn words(self, expected: &str) -> String {
        let choice = self.choose(5);
        if expected.contains("UUID") {
            format!("0198f000-0000-7000-8000-00000000000{choice}")
        } else if expected.contains("date and time") {
            format!("202{choice}-0{}-17T09:30:00Z", choice + 1)
        } else if expected.contains("date") {
            format!("202{choice}-0{}-17", choice + 1)
        } else {
            format!("word {choice}")
        }
    }
}

struct Told<'v, V>(&'v V);

impl<'de, V: Visitor<'de>> std::fmt::Display for Told<'_, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Expected::fmt(self.0, f)
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            visitor.$visit(self.number()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Sample<'_> {
    type Error = Fault;

    fn is_human_readable(&self) -> bool {
        true
    }

    /// Only a narrative asks for anything at all: it is stored as a commitment.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let digit = self.choose(10);
        let commitment = digit.to_string().repeat(64);
        let entries = std::iter::once(("commitment", commitment));
        visitor.visit_map(de::value::MapDeserializer::new(entries))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_bool(self.choose(2) == 0)
    }

    numbers! {
        deserialize_u8 visit_u8;
        deserialize_u16 visit_u16;
        deserialize_u32 visit_u32;
        deserialize_u64 visit_u64;
        deserialize_i32 visit_i32;
        deserialize_i64 visit_i64;
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let words = self.words(&Told(&visitor).to_string());
        visitor.visit_string(words)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.choose(4) == 3 {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let left = 1 + self.choose(3);
        visitor.visit_seq(Items { of: self, left })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_map(Items { of: self, left: 1 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_map(Fields { of: self, fields })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let outermost = self.0.borrow_mut().outermost.take();
        let index = outermost.unwrap_or_else(|| self.choose(variants.len()));
        if outermost.is_some() {
            self.0.borrow_mut().names = variants.to_vec();
        }
        let name = variants.get(index % variants.len()).copied();
        visitor.visit_enum(Variant {
            of: self,
            name: name.expect("an enum has variants"),
        })
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
        identifier ignored_any
    }
}

struct Items<'s> {
    of: Sample<'s>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Fault;
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(self.of).map(Some)
    }
}

impl<'de> MapAccess<'de> for Items<'_> {
    type Error = Fault;
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        SeqAccess::next_element_seed(self, seed)
    }
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        seed.deserialize(self.of)
    }
}

struct Fields<'s> {
    of: Sample<'s>,
    fields: &'static [&'static str],
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Fault;
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let Some((first, rest)) = self.fields.split_first() else {
            return Ok(None);
        };
        self.fields = rest;
        let name: de::value::StrDeserializer<'_, Fault> = (*first).into_deserializer();
        seed.deserialize(name).map(Some)
    }
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        seed.deserialize(self.of)
    }
}

struct Variant<'s> {
    of: Sample<'s>,
    name: &'static str,
}

impl<'de, 's> EnumAccess<'de> for Variant<'s> {
    type Error = Fault;
    type Variant = Sample<'s>;
    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Sample<'s>), Fault> {
        let name: de::value::StrDeserializer<'_, Fault> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self.of))
    }
}

impl<'de> VariantAccess<'de> for Sample<'_> {
    type Error = Fault;
    fn unit_variant(self) -> Result<(), Fault> {
        Ok(())
    }
    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Fault> {
        seed.deserialize(self)
    }
    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }
    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_map(Fields { of: self, fields })
    }
}
