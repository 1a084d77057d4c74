//! A finding of the list.

use std::sync::Arc;

use atoll_core::model::{Acceptance, ElementId, Record};
use atoll_core::refactoring::{self, Refactoring};
use atoll_core::rule::{Finding, Severity, Standing};
use leptos::prelude::*;

use crate::platform::page;
use crate::session::judging::{day, finding_element};
use crate::session::{Session, use_session};
use crate::widget::{Button, Reason, Tone};

/// A finding: one press shows why, and the ways out.
#[component]
pub(super) fn Item(findings: Arc<Vec<Finding>>, index: usize) -> impl IntoView {
    let session = use_session();
    let finding = findings.get(index)?.clone();
    let is_open = move || session.signals.finding.get() == Some(index);
    let message = finding.message.clone();
    let severity = finding.severity;
    let details = move || is_open().then(|| view! { <Details finding=finding.clone()/> });
    Some(view! {
        <li class="finding" id=finding_element(index) class:open=is_open>
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
    let fixes = finding.fixes.clone().into_iter().map(|fix| {
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
            <div class="offers">{refactorings(session, &finding)}</div>
            <Judgement finding/>
            <p class="quiet">
                {format!("{} · {}", rule.code, rule.source)}
            </p>
            <Button label="About this rule" tone=Tone::Quiet on_press=move |()| session.show_rule(rule.code)/>
        </div>
    })
}

/// The refactorings that can mend it: each shows first what it would do.
fn refactorings(session: Session, finding: &Finding) -> impl IntoView + use<> {
    let offered = session.peek(|editor| refactoring::offered_for(editor.landscape(), finding));
    let button = |(one, selection): (&'static Refactoring, Vec<ElementId>)| {
        let look = move |()| session.reshape(Some((one, selection.clone())));
        view! { <Button label=format!("{}…", one.name) on_press=look/> }
    };
    offered.into_iter().map(button).collect_view()
}

/// What was said of a finding, or a way to say it.
#[component]
fn Judgement(finding: Finding) -> impl IntoView {
    let session = use_session();
    let said = acceptance(session, &finding);
    match (finding.standing, said) {
        (Standing::Accepted(id), Some(Acceptance { reason, expires, .. })) => {
            let until = expires.map(|day| format!("Accepted until {day}: ")).unwrap_or("Accepted: ".to_owned());
            let take_back = move |()| session.take_back(&[id], "Taken back: it is open again.");
            view! {
                <p class="judgement"><strong>{until}</strong>{reason}</p>
                <div class="row"><Button label="Take back" on_press=take_back/></div>
            }
            .into_any()
        }
        (_, over) => {
            let was = over.and_then(|acceptance| Some((acceptance.expires?, acceptance.reason)));
            let was = was.map(
                |(day, reason)| view! { <p class="judgement">{format!("Was accepted until {day}: {reason}")}</p> },
            );
            let accept = move |(reason, until): (String, String)| session.accept(&finding, &reason, day(&until));
            view! {
                {was}
                <Reason
                    label="Accept…"
                    question="Why can it stay?"
                    day_question="Until (left empty: for good)"
                    done_label="Accept"
                    earliest=page::today()
                    on_done=accept
                />
            }
            .into_any()
        }
    }
}

/// The acceptance of a finding, also one that is over.
fn acceptance(session: Session, finding: &Finding) -> Option<Acceptance> {
    let of = |id: ElementId| match session.peek(|editor| editor.landscape().get(id)) {
        Some(Record::Acceptance(acceptance)) => Some(acceptance.as_ref().clone()),
        _ => None,
    };
    if let Standing::Accepted(id) = finding.standing {
        return of(id.into());
    }
    let fingerprint = finding.fingerprint();
    session.peek(|editor| {
        let mut acceptances = editor.landscape().acceptances.values();
        acceptances.rfind(|acceptance| acceptance.fingerprint() == fingerprint).map(|it| it.as_ref().clone())
    })
}
