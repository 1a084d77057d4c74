//! What inspectors of several kinds show alike.

use std::sync::Arc;

use atoll_core::model::{BoundedContext, ElementId, Field as _, Held, Landscape, Record, Relationship, Value};
use atoll_core::rule::{Finding, Standing};
use leptos::prelude::*;

use crate::panel::outline::shown;
use crate::panel::problems::SeverityMark;
use crate::session::{Session, use_session};
use crate::widget::{Adder, Button, IconButton, Sign, Tick};

macro_rules! followed {
    ($(#[doc = $doc:literal] $name:ident: $Record:ident($Type:ty);)*) => {$(
        #[doc = $doc]
        pub(in crate::panel) fn $name(session: Session, id: impl Into<ElementId>) -> Signal<Arc<$Type>> {
            let id = id.into();
            let empty: Arc<$Type> = session.peek(|editor| match editor.landscape().get(id) {
                Some(Record::$Record(record)) => record,
                _ => Arc::default(),
            });
            let kept = Memo::new(move |before: Option<&Arc<$Type>>| match session.record(id) {
                Some(Record::$Record(record)) => record,
                // What is gone looks as it did last, for the moment until its panel is gone as well.
                _ => before.cloned().unwrap_or_else(|| empty.clone()),
            });
            kept.into()
        }
    )*};
}

followed! {
    /// A context, followed.
    context: Context(BoundedContext);
    /// A relationship, followed.
    relationship: Relationship(Relationship);
}

/// Whether an element that can stand on the map does.
pub(super) fn on_map(session: Session, id: impl Into<ElementId>) -> AnyView {
    let id = id.into();
    let is_on =
        Memo::new(move |_| session.record(id).is_some_and(|record| record.field("off_map") == Value::Flag(false)));
    let take = move |is_on: bool| {
        use atoll_core::command::Set;
        session.run("Show or hide", Set::new(id, "off_map", &!is_on));
    };
    view! { <Tick label="On the map" is_on on_change=take/> }.into_any()
}

/// What is wrong with an element.
#[component]
pub(super) fn Findings(id: ElementId) -> impl IntoView {
    let session = use_session();
    let found = Memo::new(move |_| {
        session.signals.findings.with(|findings| {
            // What is accepted or known is in the list of findings, folded away; here is what is left to do.
            let is_about = |finding: &Finding| finding.standing == Standing::Open && finding.targets.contains(&id);
            let about = findings.iter().enumerate().filter(|(_, finding)| is_about(finding));
            about.map(|(index, finding)| (index, finding.clone())).collect::<Vec<_>>()
        })
    });
    let item = move |(index, finding): (usize, Finding)| {
        let why = finding.rule().map(|rule| rule.why).unwrap_or_default();
        let fixes = finding.fixes.into_iter().map(|fix| {
            let label = fix.label.clone();
            view! { <Button label=label on_press=move |()| session.fix(&fix)/> }
        });
        view! {
            <li class="about">
                <button type="button" class="finding-head" title="Show in the list" on:click=move |_| {
                    session.signals.left.set(Some(crate::session::LeftPanel::Problems));
                    session.signals.finding.set(Some(index));
                    session.lay_panels();
                }>
                    <SeverityMark severity=finding.severity/>
                    <span>{finding.message}</span>
                </button>
                <p class="quiet">{why}</p>
                <div class="fixes">{fixes.collect_view()}</div>
            </li>
        }
    };
    view! {
        <Show when=move || { found.with(|found| !found.is_empty()) }>
            <section class="inspector-findings">
                <h3>"Findings"</h3>
                <ul>{move || found.get().into_iter().map(item).collect_view()}</ul>
            </section>
        </Show>
    }
}

/// Text of an imported file that is kept with an element.
#[component]
pub(super) fn HeldTexts(#[prop(into)] id: ElementId) -> impl IntoView {
    let session = use_session();
    let held = Memo::new(move |_| {
        let mut held: Vec<Held> = Vec::new();
        let kept = session.record(id).map(|record| record.field("held"));
        let is_kept = kept.is_some_and(|kept| held.set(kept).is_ok());
        if is_kept { held } else { Vec::new() }
    });
    let item = |held: Held| {
        view! {
            <details class="held">
                <summary>{held.label}</summary>
                <pre>{held.text}</pre>
            </details>
        }
    };
    let count = move || held.with(Vec::len);
    view! {
        <Show when=move || { count() > 0 }>
            <details class="more">
                <summary>{move || format!("Kept from the file ({})", count())}</summary>
                {move || held.get().into_iter().map(item).collect_view()}
            </details>
        </Show>
    }
}

/// An element that can be gone to, and perhaps taken away.
#[component]
pub(super) fn Link(
    id: ElementId,
    #[prop(into)] words: String,
    #[prop(optional, into)] detail: String,
    /// What taking it away is called: it goes for good when it is deleted.
    #[prop(default = "Remove")]
    remove: &'static str,
    #[prop(optional, into)] on_remove: Option<Callback<()>>,
    /// Brings it before the one above it, in a list whose order says something.
    #[prop(optional_no_strip, into)]
    on_up: Option<Callback<()>>,
) -> impl IntoView {
    let session = use_session();
    let removed = format!("{remove} {words}");
    let earlier = format!("{words} earlier");
    let sign = if remove == "Delete" { Sign::Bin } else { Sign::Close };
    view! {
        <li class="link">
            <button type="button" class="row-button" on:click=move |_| session.go_on_to(id)>
                <span>{words}</span>
                <span class="quiet">{detail}</span>
            </button>
            {on_up.map(|on_up| view! { <IconButton label=earlier sign=Sign::Up on_press=on_up/> })}
            {on_remove.map(|on_remove| view! { <IconButton label=removed sign on_press=on_remove/> })}
        </li>
    }
}

/// Adds one out of a list by choosing it.
#[component]
pub(in crate::panel) fn AddChoice(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] options: Signal<Vec<(ElementId, String)>>,
    #[prop(into)] on_add: Callback<ElementId>,
    /// Names it on the page.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let words = Signal::derive(move || options.get().into_iter().map(|(_, words)| words).collect::<Vec<_>>());
    let add = move |index: usize| {
        if let Some((id, _)) = options.get_untracked().get(index).cloned() {
            on_add.run(id);
        }
    };
    view! { <Adder label options=words on_add=add id=id.unwrap_or_default()/> }
}

/// Elements of a kind with their names, in the order of names.
pub(super) fn named(landscape: &Landscape, ids: impl Iterator<Item = ElementId>) -> Vec<(ElementId, String)> {
    let mut named: Vec<(ElementId, String)> = ids.map(|id| (id, shown(landscape, id))).collect();
    atoll_core::order::sort_by_key(&mut named, |(id, name)| (name.to_lowercase(), *id));
    named
}

/// Follows the landscape as a whole: for lists that many records go into.
pub(in crate::panel) fn derived<T: Clone + PartialEq + Send + Sync + 'static>(
    session: Session,
    look: impl Fn(&Landscape) -> T + Send + Sync + 'static,
) -> Signal<T> {
    let memo = Memo::new(move |_| {
        session.signals.revision.track();
        session.peek(|editor| look(editor.landscape()))
    });
    memo.into()
}
