//! Everything that is wrong, why, what to do about it, and what people have said of it.

mod groups;
mod item;
mod rules;
mod score;
mod standing;

use atoll_core::rule::Severity;
use leptos::prelude::*;

use self::groups::{Groups, Hidden, Sieve};
use self::item::Item;
pub use self::item::SeverityMark;
use self::rules::Rules;
use self::score::ScoreLine;
use self::standing::{Baseline, Folded};
use crate::session::{LeftPanel, use_session};
use crate::widget::{IconButton, Sign};

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
    // A finding that is gone to from the map is where it can be seen.
    Effect::new(move |_| {
        if let Some(index) = session.signals.finding.get() {
            session.show_finding(index);
        }
    });
    // Whoever mended all of it may see that.
    let has_course = move || session.signals.judging.course.with(|course| course.steps.len() > 1);
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
                <Show when=move || total() != 0 || has_course()>
                    <ScoreLine/>
                </Show>
                <Show when=move || total() != 0>
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
