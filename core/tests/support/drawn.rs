//! Random commands, drawn from the tables of fields: a kind of record or a field is drawn as soon as there is one.

#![allow(dead_code, reason = "each test file takes what it needs")]

use atoll_core::command::{Add, Batch, Command, Place, Remove, Restore, Set, apply};
use atoll_core::model::{ElementId, ElementKind, FieldSpec, Frame, Landscape, Number, Record, Shape, Value};
use atoll_core::random::Random;
use atoll_core::simulation::ripple;

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

/// A random command about a landscape. It may well be refused.
pub(crate) fn command(random: &mut Random, landscape: &Landscape) -> Command {
    nested(random, landscape, 0)
}

/// What so many random commands make of a landscape.
pub(crate) fn grown(mut landscape: Landscape, random: &mut Random, steps: usize) -> Landscape {
    for _ in 0..steps {
        let command = command(random, &landscape);
        let _ = apply(&mut landscape, &command);
    }
    landscape
}

/// A random record of any kind.
pub(crate) fn record(random: &mut Random, landscape: &Landscape) -> Record {
    // Contexts and relationships are what the rest hangs on.
    let kind = if random.unit() < 0.4 {
        *pick(random, &[ElementKind::Context, ElementKind::Relationship, ElementKind::Team])
    } else {
        *pick(random, ElementKind::ALL)
    };
    let mut record = Record::empty(kind);
    record.identify(if random.unit() < 0.1 { element(random, landscape, &[kind]) } else { unknown(random, kind) });
    let vital = record.specs().iter().filter(|spec| spec.is_vital());
    let others = record.specs().iter().filter(|spec| !spec.is_vital() && random.unit() < 0.5);
    for spec in vital.chain(others.collect::<Vec<_>>()) {
        let value = value(random, landscape, spec);
        record.set(spec.name, value).unwrap_or_else(|misfit| panic!("{kind:?}.{}: {misfit}", spec.name));
    }
    record
}

fn nested(random: &mut Random, landscape: &Landscape, depth: usize) -> Command {
    let share = random.unit();
    // Landscapes grow: more is added than taken away. Commands within commands end at some depth.
    if share < 0.3 {
        return Add { record: record(random, landscape) }.into();
    }
    if share < 0.7 {
        return set(random, landscape).into();
    }
    let count = random.below(4);
    if share < 0.8 {
        let places = [ElementKind::Context, ElementKind::Team, ElementKind::Domain, ElementKind::Actor];
        let mut frames: Vec<(ElementId, Frame)> =
            (0..count).map(|_| (element(random, landscape, &places), frame(random))).collect();
        if random.unit() < 0.1 {
            frames.push((element(random, landscape, ElementKind::ALL), frame(random)));
        }
        return Place { frames: frames.into_iter().collect() }.into();
    }
    if share < 0.87 {
        let elements = (0..count).map(|_| element(random, landscape, ElementKind::ALL)).collect();
        return Remove { elements }.into();
    }
    if share < 0.94 || depth > 2 {
        let put = (0..count).map(|_| record(random, landscape)).collect();
        let remove = (0..random.below(2)).map(|_| element(random, landscape, ElementKind::ALL)).collect();
        return Restore { put, remove }.into();
    }
    Batch { commands: (0..count).map(|_| nested(random, landscape, depth + 1)).collect() }.into()
}

fn set(random: &mut Random, landscape: &Landscape) -> Set {
    let kind = *pick(random, ElementKind::ALL);
    let id = element(random, landscape, &[kind]);
    let spec = pick(random, kind.specs());
    let value =
        if random.unit() < 0.03 { Value::List(vec![Value::Flag(true)]) } else { value(random, landscape, spec) };
    let field = if random.unit() < 0.01 { "colour" } else { spec.name };
    Set { id, field: field.to_owned(), value }
}

/// A value that the field can hold.
fn value(random: &mut Random, landscape: &Landscape, spec: &FieldSpec) -> Value {
    match spec.shape {
        Shape::Text => text(random),
        Shape::Lines => list(random, text),
        Shape::Count if spec.name == "mark" => Value::Whole(random.below(256) as i64),
        Shape::Count => Value::Whole(if random.unit() < 0.03 { i64::from(u32::MAX) } else { random.below(40) as i64 }),
        Shape::Flag => Value::Flag(random.unit() < 0.4),
        Shape::Choice(choices) => Value::Text(pick(random, choices).key.to_owned()),
        Shape::Choices(choices) => list(random, |random| Value::Text(pick(random, choices).key.to_owned())),
        Shape::Date if random.unit() < 0.3 => Value::Nothing,
        Shape::Date => Value::Text(format!(
            "{:04}-{:02}-{:02}",
            2020 + random.below(12),
            1 + random.below(12),
            1 + random.below(28)
        )),
        Shape::Reference { kinds, number } => {
            let kinds = if kinds.is_empty() { ElementKind::ALL } else { kinds };
            let one = |random: &mut Random| Value::Text(element(random, landscape, kinds).to_string());
            match number {
                Number::ExactlyOne => one(random),
                Number::AtMostOne if random.unit() < 0.3 => Value::Nothing,
                Number::AtMostOne => one(random),
                Number::Any => list(random, one),
            }
        }
        Shape::Other => other(random, landscape, spec.name),
    }
}

/// A value for a field that only its own editor understands.
fn other(random: &mut Random, landscape: &Landscape, field: &str) -> Value {
    let map = |entries: Vec<(String, Value)>| Value::Map(entries);
    let flags = |random: &mut Random, names: [&str; 2]| {
        Value::Map(names.map(|name| (name.to_owned(), Value::Flag(random.unit() < 0.5))).to_vec())
    };
    match field {
        "frame" if random.unit() < 0.3 => Value::Nothing,
        "frame" => {
            let Frame { x, y, width, height } = frame(random);
            Value::List([x.into(), y.into(), i64::from(width), i64::from(height)].map(Value::Whole).to_vec())
        }
        "upstream_roles" => flags(random, ["open_host_service", "published_language"]),
        "downstream_roles" => flags(random, ["anticorruption_layer", "conformist"]),
        "held" => {
            list(random, |random| map(vec![("label".to_owned(), text(random)), ("text".to_owned(), text(random))]))
        }
        "assumptions" => {
            let keys: Vec<String> = ripple::parameters().into_iter().map(|parameter| parameter.key).collect();
            map(vec![(pick(random, &keys).clone(), Value::Number(random.unit() * 2.0 - 0.5))])
        }
        "severities" | "weights" => {
            let rule = pick(random, &atoll_core::rule::RULES).code.to_owned();
            let grade = Value::Text((*pick(random, &["off", "info", "warning", "error"])).to_owned());
            map(vec![(rule, if field == "weights" { Value::Whole(random.below(9) as i64) } else { grade })])
        }
        "places" => list(random, |random| {
            let id = Value::Text(element(random, landscape, ElementKind::ALL).to_string());
            Value::List(vec![id, Value::Whole(random.below(900) as i64), Value::Whole(-8)])
        }),
        "steps" | "seen" => list(random, |random| {
            let first = match field {
                "steps" => text(random),
                _ => Value::Text(element(random, landscape, ElementKind::ALL).to_string()),
            };
            Value::List(vec![first, map(vec![("name".to_owned(), text(random))])])
        }),
        _ => panic!("`{field}` is new: say here what it can hold"),
    }
}

fn text(random: &mut Random) -> Value {
    Value::Text((*pick(random, &TEXTS)).to_owned())
}

fn list(random: &mut Random, mut one: impl FnMut(&mut Random) -> Value) -> Value {
    Value::List((0..random.below(4)).map(|_| one(random)).collect())
}

fn frame(random: &mut Random) -> Frame {
    let extreme = random.unit() < 0.02;
    let at = |random: &mut Random| 8 * (random.below(400) as i32 - 200);
    let size = |random: &mut Random| 8 * random.below(36) as u32;
    match extreme {
        true => Frame::new(i32::MIN, i32::MAX, 0, u32::MAX),
        false => Frame::new(at(random), at(random), size(random), size(random)),
    }
}

/// An identifier of one of these kinds, mostly of an element that is there.
fn element(random: &mut Random, landscape: &Landscape, kinds: &[ElementKind]) -> ElementId {
    let kind = *pick(random, kinds);
    let known = landscape.ids_of(kind);
    if known.is_empty() || random.unit() < 0.07 { unknown(random, kind) } else { *pick(random, &known) }
}

fn unknown(random: &mut Random, kind: ElementKind) -> ElementId {
    kind.id(1 + random.below(80) as u64)
}

fn pick<'i, T>(random: &mut Random, items: &'i [T]) -> &'i T {
    &items[random.below(items.len())]
}
