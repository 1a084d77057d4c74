//! Everything that is wrong, why, what to do about it, and what people have said of it.

mod item;
mod rules;
mod score;

use std::sync::Arc;

use atoll_core::model::{AcceptanceId, ElementId, Record};
use atoll_core::rule::{Finding, Severity, Standing};
use atoll_core::sorted_set::SortedSet;
use leptos::prelude::*;

use self::item::Item;
pub use self::item::SeverityMark;
use self::rules::Rules;
use self::score::ScoreLine;
use crate::session::{LeftPanel, Session, use_session};
use crate::widget::{Button, Fold, IconButton, Sign, Tone};

/// More than this at once help nobody.
const LIMIT: usize = 200;

/// The open findings by severity, the worst first, as the list is headed.
const SEVERITIES: [(Severity, &str); 3] =
    [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Info, "Worth knowing")];

/// The list of findings.
#[component]
pub fn Problems() -> impl IntoView {
    let session = use_session();
    let findings = session.signals.findings;
    let total = move || findings.with(|findings| findings.len());
    let groups = Memo::new(move |_| Groups::of(session));
    let count = move || groups.with(|groups| groups.open_in_all);
    view! {
        <aside class="side left-panel" aria-label="Findings">
            <header class="side-head">
                <h2 id="findings-title" tabindex="-1">
                    {move || if count() == 1 { "1 finding".to_owned() } else { format!("{} findings", count()) }}
                </h2>
                <IconButton
                    label="Close"
                    sign=Sign::Close
                    on_press=move |()| session.toggle_left(LeftPanel::Problems)
                />
            </header>
            <div class="findings-body">
                <Show when=move || total() != 0>
                    <ScoreLine/>
                    <Sieve groups/>
                </Show>
                <Show when=move || count() == 0>
                    <p class="quiet">
                        {move || match total() {
                            0 => "Nothing is wrong with this landscape.",
                            _ => "Nothing is open: all that is found is known or accepted.",
                        }}
                    </p>
                </Show>
                {SEVERITIES.map(|(severity, title)| view! { <Open groups severity title/> }).collect_view()}
                <Hidden groups/>
                <Baseline groups/>
                <Folded groups/>
                <Rules/>
            </div>
        </aside>
    }
}

/// The findings as the list shows them, each by its place among all of them.
#[derive(Clone, Debug, Default, PartialEq)]
struct Groups {
    /// What is open, the worst severity last.
    open: [Vec<usize>; 3],
    known: Vec<usize>,
    accepted: Vec<usize>,
    /// How many are open in each severity where no severity is asked for.
    counts: [usize; 3],
    /// How many are open in all, whatever is asked for.
    open_in_all: usize,
}

impl Groups {
    fn of(session: Session) -> Self {
        let judging = session.signals.judging;
        let severity = judging.severity.get();
        let chosen = judging.is_chosen_only.get().then(|| session.signals.selection.get());
        let is_about = |finding: &Finding| {
            let chosen = chosen.as_deref();
            chosen.is_none_or(|chosen: &SortedSet<ElementId>| finding.targets.iter().any(|id| chosen.contains(id)))
        };
        let mut groups = Self::default();
        session.signals.findings.with(|findings| {
            for (index, finding) in findings.iter().enumerate() {
                let is_open = finding.standing == Standing::Open;
                groups.open_in_all += usize::from(is_open);
                if !is_about(finding) {
                    continue;
                }
                groups.counts[finding.severity as usize] += usize::from(is_open);
                match finding.standing {
                    _ if severity.is_some_and(|severity| severity != finding.severity) => {}
                    Standing::Open => groups.open[finding.severity as usize].push(index),
                    Standing::Known => groups.known.push(index),
                    Standing::Accepted(_) => groups.accepted.push(index),
                }
            }
        });
        groups
    }

    fn listed(&self) -> usize {
        self.open.iter().map(Vec::len).sum()
    }
}

/// Narrows the list to a severity, and to what is chosen on the map.
#[component]
fn Sieve(groups: Memo<Groups>) -> impl IntoView {
    let session = use_session();
    let judging = session.signals.judging;
    let button = move |(severity, title): (Severity, &'static str)| {
        let count = move || groups.with(|groups| groups.counts[severity as usize]);
        let is_on = move || judging.severity.get() == Some(severity);
        let press = move |_| judging.severity.update(|now| *now = (*now != Some(severity)).then_some(severity));
        view! {
            <button
                type="button"
                aria-pressed=move || is_on().to_string()
                aria-label=move || format!("Only {}: {}", title.to_lowercase(), count())
                title=format!("Only {}", title.to_lowercase())
                on:click=press
            >
                <SeverityMark severity/>
                <span>{count}</span>
            </button>
        }
    };
    let has_chosen = move || session.signals.selection.with(|chosen| !chosen.is_empty());
    view! {
        <div class="sieve">
            <div class="segments" role="group" aria-label="Severity">{SEVERITIES.map(button).collect_view()}</div>
            <label class="check">
                <input
                    type="checkbox"
                    disabled=move || !has_chosen() && !judging.is_chosen_only.get()
                    prop:checked=move || judging.is_chosen_only.get()
                    on:change=move |event| judging.is_chosen_only.set(event_target_checked(&event))
                />
                "Only what is chosen"
            </label>
        </div>
    }
}

/// The open findings of a severity.
#[component]
fn Open(groups: Memo<Groups>, severity: Severity, title: &'static str) -> impl IntoView {
    let count = move || groups.with(|groups| groups.open[severity as usize].len());
    view! {
        <Show when=move || count() != 0>
            <section class="findings-group">
                <h3>{move || format!("{title} ({})", count())}</h3>
                <List indices=Signal::derive(move || groups.with(|groups| groups.open[severity as usize].clone()))/>
            </section>
        </Show>
    }
}

/// Findings, as many as help.
#[component]
fn List(
    /// Their places among all of them.
    indices: Signal<Vec<usize>>,
) -> impl IntoView {
    let session = use_session();
    let list = move || {
        let findings = session.signals.findings.get();
        let item = |index: usize| {
            let findings = findings.clone();
            view! { <Item findings index/> }
        };
        indices.get().into_iter().take(LIMIT).map(item).collect_view()
    };
    let more = move || indices.with(|indices| indices.len().saturating_sub(LIMIT));
    view! {
        <ol class="findings-list">{list}</ol>
        <Show when=move || more() != 0>
            <p class="quiet">{move || format!("and {} more: mend some of these first.", more())}</p>
        </Show>
    }
}

/// What is open and not listed, because something else was asked for.
#[component]
fn Hidden(groups: Memo<Groups>) -> impl IntoView {
    let judging = use_session().signals.judging;
    let count = move || groups.with(|groups| groups.open_in_all - groups.listed());
    let show_all = move |()| {
        judging.severity.set(None);
        judging.is_chosen_only.set(false);
    };
    view! {
        <Show when=move || count() != 0>
            <div class="row between quiet">
                <span>{move || format!("{} not listed", count())}</span>
                <Button label="Show all" tone=Tone::Quiet on_press=show_all/>
            </div>
        </Show>
    }
}

/// What is new since somebody last said "from here on".
#[component]
fn Baseline(groups: Memo<Groups>) -> impl IntoView {
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
fn Folded(groups: Memo<Groups>) -> impl IntoView {
    let judging = use_session().signals.judging;
    let known = move || groups.with(|groups| groups.known.clone());
    let accepted = move || groups.with(|groups| groups.accepted.clone());
    let [has_known, has_accepted] = [
        Memo::new(move |_| groups.with(|groups| !groups.known.is_empty())),
        Memo::new(move |_| groups.with(|groups| !groups.accepted.is_empty())),
    ];
    let idle = Memo::new(|_| idle_acceptances(use_session()));
    view! {
        <Show when=move || has_known.get()>
            <Fold
                label=Signal::derive(move || format!("Known before ({})", known().len()))
                is_open=judging.is_known_open
            >
                <List indices=Signal::derive(known)/>
            </Fold>
        </Show>
        <Show when=move || has_accepted.get() || idle.with(|idle| !idle.is_empty())>
            <Fold
                label=Signal::derive(move || format!("Accepted ({})", accepted().len()))
                is_open=judging.is_accepted_open
            >
                <List indices=Signal::derive(accepted)/>
                <Idle idle/>
            </Fold>
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
