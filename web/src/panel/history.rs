//! The past of what is drawn: who did what when, how it was then, step by step, and having it back.

mod banner;
mod people;
mod revision;
mod scrubber;
mod sittings;

use atoll_core::protocol::{Person, Revision};
use atoll_core::timeline::{Step, Timeline};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

pub use self::banner::PastBanner;
use self::people::People;
use self::revision::OneRevision;
use self::scrubber::Scrubber;
use self::sittings::Sittings;
use crate::platform::clock;
use crate::session::sharing::hue;
use crate::session::{LeftPanel, use_session};
use crate::widget::{IconButton, Sign};

/// The panel of the past.
#[component]
pub fn HistoryPanel() -> impl IntoView {
    let session = use_session();
    let past = session.past();
    session.signals.filter.set(String::new());
    if past.timeline.with_untracked(Option::is_none) {
        session.open_history();
    }
    Effect::new(move |is_again: Option<()>| {
        session.signals.revision.track();
        if is_again.is_some() {
            session.follow_history();
        }
    });
    on_cleanup(move || session.pause());
    let problem = past.problem.clone();
    let is_read = Memo::new({
        let timeline = past.timeline.clone();
        move |_| timeline.with(Option::is_some)
    });
    let has_steps = Memo::new(move |_| past.timeline.with(|it| it.as_ref().is_some_and(|it| !it.steps().is_empty())));
    let body = move || match (is_read.get(), has_steps.get()) {
        (false, _) => view! { <p class="quiet">"Reading what was done…"</p> }.into_any(),
        (true, false) => view! { <Nothing/> }.into_any(),
        (true, true) => view! { <Scrubber/> <OneRevision/> <People/> <Sittings/> }.into_any(),
    };
    view! {
        <aside class="side left-panel" aria-label="History">
            <header class="side-head">
                <h2>"History"</h2>
                <IconButton
                    label="Close"
                    sign=Sign::Close
                    on_press=move |()| session.toggle_left(LeftPanel::History)
                />
            </header>
            <div class="side-body history">
                {move || problem.get().map(|problem| view! { <p class="history-problem">{problem}</p> })}
                {body}
            </div>
        </aside>
    }
}

/// There is no past yet.
#[component]
fn Nothing() -> impl IntoView {
    let session = use_session();
    let where_to = if session.is_of_many() {
        "Nobody has changed this landscape yet. From the first change on, everybody sees here who did what, and every \
         revision can be looked at, named and restored."
    } else {
        "Nothing was changed here yet. From your first change on, every revision of this landscape can be looked at, \
         named, compared and restored. It is kept in this browser."
    };
    view! { <p class="quiet">{where_to}</p> }
}

/// What people are called.
fn called(by: Option<&Person>) -> String {
    match by.map(|person| person.name.as_str()) {
        Some("") | None => "Somebody".to_owned(),
        Some(name) => name.to_owned(),
    }
}

/// The class that gives a person their colour.
fn colour(by: Option<&Person>) -> String {
    format!("person-dot hue-{}", hue(by.map_or("", |person| person.id.as_str())))
}

/// A day and a time, in one.
fn moment(at: DateTime<Utc>) -> String {
    let (day, time) = clock::local(at.timestamp_millis());
    format!("{day}, {time}")
}

/// Where a revision stands among all: "Revision 12 of 40".
fn place(timeline: &Timeline, revision: Revision) -> String {
    format!("Revision {revision} of {}", timeline.newest_revision())
}

/// Who did a step, and what: "Ann renamed the context Sales to Orders".
fn sentence(step: &Step) -> String {
    format!("{} {}", called(step.by.as_ref()), step.words)
}
