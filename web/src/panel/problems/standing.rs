//! What people have said of findings: what the baseline knows, and what is accepted.

use std::sync::Arc;

use atoll_core::model::{AcceptanceId, ElementId, Record};
use atoll_core::rule::Finding;
use atoll_core::sorted_set::SortedSet;
use leptos::prelude::*;

use super::List;
use super::groups::Groups;
use crate::session::{Session, use_session};
use crate::widget::{Button, Disclosure, Tone};

/// What is new since somebody last said "from here on".
#[component]
pub(super) fn Baseline(groups: Memo<Groups>) -> impl IntoView {
    let session = use_session();
    let open = move || groups.with(|groups| groups.open_in_all);
    let has_baseline = Memo::new(move |_| match session.record(ElementId::Header) {
        Some(Record::Header(header)) => !header.baseline.is_empty(),
        _ => false,
    });
    let fresh = move || {
        view! {
            <p class="quiet">"Too much to mend at once? Take all of it for known: only what is new stays open."</p>
            <div class="row">
                <Button label="From here on" on_press=move |()| session.draw_baseline()/>
            </div>
        }
    };
    let drawn = move || {
        view! {
            <p aria-live="polite">
                <strong>{move || format!("New since the baseline: {}", open())}</strong>
            </p>
            <div class="row">
                <Show when=move || open() != 0>
                    <Button label="From here on" on_press=move |()| session.draw_baseline()/>
                </Show>
                <Button label="Forget the baseline" tone=Tone::Quiet on_press=move |()| session.forget_baseline()/>
            </div>
        }
    };
    view! {
        <Show when=move || open() != 0 || has_baseline.get()>
            <section class="baseline" aria-label="Baseline">
                {move || if has_baseline.get() { drawn().into_any() } else { fresh().into_any() }}
            </section>
        </Show>
    }
}

/// What was known before, and what is accepted.
#[component]
pub(super) fn Folded(groups: Memo<Groups>) -> impl IntoView {
    let session = use_session();
    let judging = session.signals.judging;
    let known = move || groups.with(|groups| groups.known.clone());
    let accepted = move || groups.with(|groups| groups.accepted.clone());
    let [has_known, has_accepted] = [
        Memo::new(move |_| groups.with(|groups| !groups.known.is_empty())),
        Memo::new(move |_| groups.with(|groups| !groups.accepted.is_empty())),
    ];
    let idle = Memo::new(move |_| idle_acceptances(session));
    view! {
        <Show when=move || has_known.get()>
            <Disclosure
                label=Signal::derive(move || format!("Known before ({})", known().len()))
                is_open=judging.is_known_open
            >
                <List indices=Signal::derive(known)/>
            </Disclosure>
        </Show>
        <Show when=move || has_accepted.get() || idle.with(|idle| !idle.is_empty())>
            <Disclosure
                label=Signal::derive(move || format!("Accepted ({})", accepted().len()))
                is_open=judging.is_accepted_open
            >
                <List indices=Signal::derive(accepted)/>
                <Idle idle/>
            </Disclosure>
        </Show>
    }
}

/// Acceptances of what is not found any more.
#[component]
fn Idle(idle: Memo<Vec<AcceptanceId>>) -> impl IntoView {
    let session = use_session();
    let count = move || idle.with(Vec::len);
    let forget = move |()| session.take_back(&idle.get_untracked(), "Forgotten.");
    view! {
        <Show when=move || count() != 0>
            <div class="row between quiet">
                <span>{move || format!("{} accepted and no longer found", count())}</span>
                <Button label="Forget" tone=Tone::Quiet on_press=forget/>
            </div>
        </Show>
    }
}

fn idle_acceptances(session: Session) -> Vec<AcceptanceId> {
    session.signals.findings.with(|findings: &Arc<Vec<Finding>>| {
        session.peek(|editor| {
            let acceptances = &editor.landscape().acceptances;
            if acceptances.is_empty() {
                return Vec::new();
            }
            let found: SortedSet<String> = findings.iter().map(Finding::fingerprint).collect();
            let idle = acceptances.values().filter(|acceptance| !found.contains(&acceptance.fingerprint()));
            idle.map(|acceptance| acceptance.id).collect()
        })
    })
}
