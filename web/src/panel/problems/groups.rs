//! Which findings are listed where: by standing and severity, narrowed to what was asked for.

use atoll_core::model::ElementId;
use atoll_core::rule::{Finding, Severity, Standing};
use atoll_core::sorted_set::SortedSet;
use leptos::prelude::*;

use super::{SEVERITIES, SeverityMark};
use crate::session::{Session, use_session};
use crate::widget::{Button, Tone};

/// The findings as the list shows them, each by its place among all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Groups {
    /// What is open, the worst severity last.
    pub(super) open: [Vec<usize>; 3],
    pub(super) known: Vec<usize>,
    pub(super) accepted: Vec<usize>,
    /// How many are open in each severity where no severity is asked for.
    counts: [usize; 3],
    /// How many are open in all, whatever is asked for.
    pub(super) open_in_all: usize,
}

impl Groups {
    pub(super) fn of(session: Session) -> Self {
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
pub(super) fn Sieve(groups: Memo<Groups>) -> impl IntoView {
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

/// What is open and not listed, because something else was asked for.
#[component]
pub(super) fn Hidden(groups: Memo<Groups>) -> impl IntoView {
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
