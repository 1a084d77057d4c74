//! The control that a field gets by its shape.

use atoll_core::model::{Choice as Member, Shape, Value};
use leptos::prelude::*;

use super::{Said, reference};
use crate::widget::{Adder, Choice, Field, IconButton, Lines, Segments, Sign, Tick};

/// Choices stand side by side where there are this many of them at most, each with no more letters than there is room for.
const SEGMENTS: usize = 4;
const LETTERS_OF_FEW: usize = 13;
const LETTERS_OF_FOUR: usize = 11;

/// How files write that nothing was chosen.
const UNDEFINED: &str = "undefined";

/// The control of a field, with the sentence that helps to fill it in.
pub(super) fn control(said: Said) -> AnyView {
    let spec = said.spec;
    let control = match spec.shape {
        Shape::Text | Shape::Count | Shape::Date => typed(said),
        Shape::Lines => lines(said),
        Shape::Flag => flag(said),
        Shape::Choice(members) => choice(said, members),
        Shape::Choices(members) => several(said, members),
        Shape::Reference { .. } => reference::reference(said),
        Shape::Other => return ().into_any(),
    };
    // In a large field there is room for it, as long as nothing else is in there.
    let is_in_field = spec.is_long || matches!(spec.shape, Shape::Lines);
    let hint = (!spec.hint.is_empty() && !is_in_field).then(|| view! { <p class="help-line">{spec.hint}</p> });
    view! { {control} {hint} }.into_any()
}

fn typed(said: Said) -> AnyView {
    let spec = said.spec;
    let value = Signal::derive(move || match said.value.get() {
        Value::Text(text) => text,
        Value::Whole(number) if number != 0 => number.to_string(),
        _ => String::new(),
    });
    let kind = match spec.shape {
        Shape::Count => "number",
        Shape::Date => "date",
        _ => "text",
    };
    let take = move |text: String| {
        said.set(match spec.shape {
            Shape::Count => Value::Whole(text.parse::<u32>().unwrap_or_default().into()),
            Shape::Date if text.is_empty() => Value::Nothing,
            _ => Value::Text(text),
        });
    };
    view! {
        <Field
            label=spec.label
            id=said.field_id()
            kind
            value
            is_long=spec.is_long
            placeholder=if spec.is_long { spec.hint } else { "" }
            suggestions=spec.suggestions
            on_change=take
        />
    }
    .into_any()
}

fn lines(said: Said) -> AnyView {
    let values = Signal::derive(move || texts(said.value.get()));
    let take = move |lines: Vec<String>| said.set(Value::List(lines.into_iter().map(Value::Text).collect()));
    view! { <Lines label=said.spec.label id=said.field_id() hint=said.spec.hint values on_change=take/> }.into_any()
}

fn flag(said: Said) -> AnyView {
    let is_on = Signal::derive(move || said.value.get() == Value::Flag(true));
    let take = move |is_on| said.set(Value::Flag(is_on));
    view! { <Tick label=said.spec.label id=said.field_id() is_on on_change=take/> }.into_any()
}

fn choice(said: Said, members: &'static [Member]) -> AnyView {
    let (label, id) = (said.spec.label, said.field_id());
    let chosen = Signal::derive(move || {
        let key = said.value.get();
        let is_it = |member: &Member| matches!(&key, Value::Text(key) if key == member.key);
        members.iter().position(is_it).unwrap_or_default()
    });
    let take = move |index: usize| said.set(Value::Text(members[index].key.to_owned()));
    if is_short(members) {
        let word = |member: &Member| if member.key == UNDEFINED { "–" } else { member.word }.to_owned();
        let options = members.iter().map(word).collect();
        view! { <Segments label id options chosen on_change=take/> }.into_any()
    } else {
        let options: Vec<String> = members.iter().map(|member| member.word.to_owned()).collect();
        view! { <Choice label id options=Signal::stored(options) chosen on_change=take/> }.into_any()
    }
}

/// Whether all members can be told side by side, each in one line.
fn is_short(members: &[Member]) -> bool {
    let letters = if members.len() < SEGMENTS { LETTERS_OF_FEW } else { LETTERS_OF_FOUR };
    let mut said = members.iter().filter(|member| member.key != UNDEFINED);
    members.len() <= SEGMENTS && said.all(|member| member.word.chars().count() <= letters)
}

/// Several out of a list: those that were chosen, each of which can be taken away, and the rest to choose from.
fn several(said: Said, members: &'static [Member]) -> AnyView {
    let label = said.spec.label;
    let set = move |is_on: &dyn Fn(&Member) -> bool| {
        let keys = members.iter().filter(|member| is_on(member)).map(|member| Value::Text(member.key.to_owned()));
        said.set(Value::List(keys.collect()));
    };
    let keys = move || texts(said.value.get());
    let split = move |is_on: bool| {
        let keys = keys();
        members.iter().filter(move |member| keys.iter().any(|key| key == member.key) == is_on).collect::<Vec<_>>()
    };
    let item = move |member: &'static Member| {
        let without = move |()| {
            let keys = keys();
            set(&|other| other.key != member.key && keys.iter().any(|key| key == other.key));
        };
        view! {
            <li class="link">
                <span class="row-text">{member.word}</span>
                <IconButton label=format!("Remove {}", member.word) sign=Sign::Close on_press=without/>
            </li>
        }
    };
    let options =
        Signal::derive(move || split(false).into_iter().map(|member| member.word.to_owned()).collect::<Vec<_>>());
    let add = move |index: usize| {
        if let Some(added) = split(false).get(index).copied() {
            let keys = keys();
            set(&|other| other.key == added.key || keys.iter().any(|key| key == other.key));
        }
    };
    view! {
        <div class="field">
            <span>{label}</span>
            <ul class="links">{move || split(true).into_iter().map(item).collect_view()}</ul>
            <Adder label="Add…" described=format!("Add to {label}") id=said.field_id() options on_add=add/>
        </div>
    }
    .into_any()
}

fn texts(value: Value) -> Vec<String> {
    let Value::List(values) = value else { return Vec::new() };
    let text = |value| match value {
        Value::Text(text) => Some(text),
        _ => None,
    };
    values.into_iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use atoll_core::model::{Classification, Criticality, ElementKind, EnvironmentKind, FieldSpec, MessageKind};

    use super::*;

    #[test]
    fn short_choices_stand_side_by_side_and_long_ones_in_a_list() {
        assert!(is_short(Classification::CHOICES) && is_short(MessageKind::CHOICES));
        assert!(!is_short(EnvironmentKind::CHOICES), "too many");
        assert!(!is_short(Criticality::CHOICES), "too long");
    }

    #[test]
    fn every_field_that_is_not_hidden_has_a_control() {
        let specs = ElementKind::ALL.iter().flat_map(|kind| kind.specs());
        let without: Vec<&FieldSpec> =
            specs.filter(|spec| !spec.is_hidden && matches!(spec.shape, Shape::Other)).collect();
        assert!(without.is_empty(), "{without:?}");
    }
}
