//! Everything that is wrong, why, and what to do about it.

use std::sync::Arc;

use atoll_core::rule::{Finding, Severity};
use leptos::prelude::*;

use crate::session::{LeftPanel, use_session};
use crate::widget::{Button, IconButton, Sign};

/// The list of findings.
#[component]
pub fn Problems() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let count = move || signals.findings.with(|findings| findings.len());
    let list = move || {
        let findings = signals.findings.get();
        let item = |index: usize| {
            let findings = findings.clone();
            view! { <Item findings index/> }
        };
        (0..findings.len().min(LIMIT)).map(item).collect_view()
    };
    view! {
        <aside class="side left-panel" aria-label="Findings">
            <header class="side-head">
                <h2>{move || if count() == 1 { "1 finding".to_owned() } else { format!("{} findings", count()) }}</h2>
                <IconButton
                    label="Close"
                    sign=Sign::Close
                    on_press=move |()| session.toggle_left(LeftPanel::Problems)
                />
            </header>
            <Show when=move || count() == 0>
                <p class="quiet">"Nothing is wrong with this landscape."</p>
            </Show>
            <ol class="findings-list">{list}</ol>
            <Show when=move || { count() > LIMIT }>
                <p class="quiet">{move || format!("and {} more: mend some of these first.", count() - LIMIT)}</p>
            </Show>
        </aside>
    }
}

/// More than this at once help nobody.
const LIMIT: usize = 200;

#[component]
fn Item(findings: Arc<Vec<Finding>>, index: usize) -> impl IntoView {
    let session = use_session();
    let finding = findings.get(index)?.clone();
    let is_open = move || session.signals.finding.get() == Some(index);
    let message = finding.message.clone();
    let severity = finding.severity;
    let details = move || is_open().then(|| view! { <Details finding=finding.clone()/> });
    Some(view! {
        <li class="finding" class:open=is_open>
            <button
                type="button"
                class="finding-head"
                aria-expanded=move || is_open().to_string()
                on:click=move |_| {
                    if is_open() { session.signals.finding.set(None) } else { session.go_to_finding(index) }
                }
            >
                <SeverityMark severity/>
                <span>{message}</span>
            </button>
            {details}
        </li>
    })
}

/// How bad it is, by shape, colour and word.
#[component]
pub fn SeverityMark(
    /// How bad it is.
    severity: Severity,
) -> impl IntoView {
    let shape = match severity {
        Severity::Error => "M7.500 1.500h7l6 6v7l-6 6h-7l-6-6v-7z",
        Severity::Warning => "M11 1.500L21.500 20H.500z",
        Severity::Info => "M11 1.500a9.500 9.500 0 1 0 0 19 9.500 9.500 0 0 0 0-19z",
    };
    view! {
        <svg class=format!("severity {severity}") viewBox="0 0 22 22" role="img" aria-label=severity.to_string()>
            <path d=shape/>
        </svg>
    }
}

#[component]
fn Details(finding: Finding) -> impl IntoView {
    let session = use_session();
    let rule = finding.rule()?;
    let fixes = finding.fixes.into_iter().map(|fix| {
        let label = fix.label.clone();
        view! { <Button label=label on_press=move |()| session.fix(&fix)/> }
    });
    Some(view! {
        <div class="finding-details">
            <p>{rule.why}</p>
            <p>
                <strong>"What to do: "</strong>
                {rule.advice}
            </p>
            <div class="fixes">{fixes.collect_view()}</div>
            <p class="quiet">{format!("{} · {}", rule.code, rule.source)}</p>
        </div>
    })
}
