//! Every rule: what it says, what it finds here, how bad that is here and what it weighs.

use std::sync::Arc;

use atoll_core::model::{ElementId, Grade, Header, Record};
use atoll_core::rule::score::default_weight;
use atoll_core::rule::{RULES, Rule};
use leptos::prelude::*;

use super::SeverityMark;
use crate::session::judging::rule_element;
use crate::session::use_session;
use crate::widget::{Choice, Disclosure, Field, Filter};

/// Every rule, folded away: also one that is switched off is found here.
#[component]
pub(super) fn Rules() -> impl IntoView {
    let session = use_session();
    let judging = session.signals.judging;
    let header = Memo::new(move |_| match session.record(ElementId::Header) {
        Some(Record::Header(header)) => header,
        _ => Arc::default(),
    });
    let label = Signal::derive(move || {
        let grades = header.with(|header| header.severities.len());
        match grades {
            0 => format!("Rules ({})", RULES.len()),
            _ => format!("Rules ({}, {grades} graded here)", RULES.len()),
        }
    });
    view! {
        <Disclosure label is_open=judging.is_rules_open>
            <Filter label="Find a rule" value=judging.rule_filter/>
            <ol class="rules">{RULES.iter().copied().map(|rule| view! { <Row rule header/> }).collect_view()}</ol>
        </Disclosure>
    }
}

#[component]
fn Row(rule: &'static Rule, header: Memo<Arc<Header>>) -> impl IntoView {
    let signals = use_session().signals;
    let judging = signals.judging;
    let is_open = Memo::new(move |_| judging.rule.get() == Some(rule.code));
    let grade = Memo::new(move |_| header.with(|header| rule.severity_in(header)));
    let count = Memo::new(move |_| {
        signals.findings.with(|findings| findings.iter().filter(|finding| finding.code == rule.code).count())
    });
    let is_hidden = move || {
        let wanted = judging.rule_filter.get().trim().to_lowercase();
        !wanted.is_empty() && !rule.code.contains(&wanted) && !rule.summary.to_lowercase().contains(&wanted)
    };
    let figure = move || match (grade.get(), count.get()) {
        (None, _) => "off".to_owned(),
        (_, 0) => String::new(),
        (_, count) => count.to_string(),
    };
    let toggle = move |_| judging.rule.set((!is_open.get_untracked()).then_some(rule.code));
    view! {
        <li class="rule" class:open=is_open class:off=move || grade.get().is_none() hidden=is_hidden>
            <button
                type="button"
                id=rule_element(rule.code)
                class="finding-head"
                aria-expanded=move || is_open.get().to_string()
                on:click=toggle
            >
                {move || grade.get().map(|severity| view! { <SeverityMark severity/> })}
                <span>{rule.summary}</span>
                <span class="figure">{figure}</span>
            </button>
            <Show when=move || is_open.get()>
                <About rule header/>
            </Show>
        </li>
    }
}

/// What there is to know of a rule, and what is made of it here.
#[component]
fn About(rule: &'static Rule, header: Memo<Arc<Header>>) -> impl IntoView {
    let session = use_session();
    let options: Vec<String> = std::iter::once(format!("As the rule says: {}", rule.severity))
        .chain(Grade::ALL.iter().map(|grade| match grade {
            Grade::Off => "Off: not looked for".to_owned(),
            grade => grade.word().to_owned(),
        }))
        .collect();
    let chosen = move || {
        let grade = header.with(|header| header.severities.get(rule.code).copied());
        grade.and_then(|grade| Grade::ALL.iter().position(|other| *other == grade)).map_or(0, |place| place + 1)
    };
    let grade = move |place: usize| session.grade(rule.code, place.checked_sub(1).map(|place| Grade::ALL[place]));
    let weight = move || header.with(|header| header.weights.get(rule.code).map(u32::to_string).unwrap_or_default());
    let weigh = move |text: String| session.weigh(rule.code, text.trim().parse().ok());
    let usual = move || header.with(|header| default_weight(rule.severity_in(header).unwrap_or(rule.severity)));
    view! {
        <div class="finding-details">
            <p>{rule.why}</p>
            <p>
                <strong>"What to do: "</strong>
                {rule.advice}
            </p>
            <p class="quiet">{format!("{} · {}", rule.code, rule.source)}</p>
            <Choice
                label="How bad is this here?"
                options=Signal::stored(options)
                chosen=Signal::derive(chosen)
                on_change=grade
            />
            {move || {
                let label = format!("Points of a finding in the score (left empty: {})", usual());
                view! { <Field label value=Signal::derive(weight) on_change=weigh kind="number"/> }
            }}
        </div>
    }
}
