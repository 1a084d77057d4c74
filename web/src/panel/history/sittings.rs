//! Every step, newest first, in sittings: who, when, what; narrowed by words or to what is chosen.

use atoll_core::model::ElementId;
use atoll_core::protocol::Revision;
use atoll_core::timeline::{Sitting, Step, Timeline};
use leptos::prelude::*;

use super::{called, colour, sentence};
use crate::platform::clock;
use crate::session::use_session;
use crate::widget::{Button, Filter, Tick, Tone};

/// So many more steps are shown with each press.
const PAGE: usize = 200;

/// A step as the list shows it.
#[derive(Clone, PartialEq)]
struct Row {
    revision: Revision,
    time: String,
    words: String,
    name: Option<String>,
    is_refused: bool,
}

/// A sitting and those of its steps that are shown.
#[derive(Clone, PartialEq)]
struct Group {
    who: String,
    colour: String,
    when: String,
    amount: String,
    rows: Vec<Row>,
}

/// Every step.
#[component]
pub fn Sittings() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let past = session.past();
    let (is_only, toggle_only) = session.unfolding("only the history of what is chosen".to_owned());
    let listed = {
        let (timeline, shown) = (past.timeline.clone(), past.shown.clone());
        Memo::new(move |_| {
            let wanted = signals.filter.get().to_lowercase();
            let chosen: Option<Vec<ElementId>> =
                is_only.get().then(|| signals.selection.with(|selection| selection.iter().copied().collect()));
            let limit = shown.get();
            timeline.with(|it| it.as_ref().map(|it| groups(it, &wanted, chosen.as_deref(), limit)).unwrap_or_default())
        })
    };
    let more = past.shown;
    let groups = move || {
        listed.with(|(groups, _)| groups.iter().cloned().map(|group| view! { <OneSitting group/> }).collect_view())
    };
    let rest = move || {
        let more = more.clone();
        let rest = listed.with(|(_, rest)| *rest);
        let label = format!("Show {} more", rest.min(PAGE));
        (rest > 0).then(|| {
            view! { <Button label tone=Tone::Quiet on_press=move |()| more.update(|shown| *shown += PAGE)/> }
        })
    };
    let is_empty = move || listed.with(|(groups, _)| groups.is_empty());
    view! {
        <section class="sittings" aria-label="Steps">
            <h3>"Steps"</h3>
            <Filter label="Filter by words or people" value=signals.filter/>
            <Tick
                label="Only what happened to what is chosen"
                is_on=is_only
                on_change=move |_| toggle_only.run(())
            />
            <Show when=is_empty>
                <p class="quiet">"No step is about that. Take words away, or choose something else on the map."</p>
            </Show>
            <ol class="plain-list">{groups}</ol>
            {rest}
        </section>
    }
}

/// What one person did in one go.
#[component]
fn OneSitting(group: Group) -> impl IntoView {
    let Group { who, colour, when, amount, rows } = group;
    view! {
        <li class="sitting">
            <h4>
                <span class=colour aria-hidden="true"></span>
                <span>{who}</span>
                <span class="quiet">{when}</span>
                <span class="quiet amount">{amount}</span>
            </h4>
            <ol class="plain-list">{rows.into_iter().map(|row| view! { <OneStep row/> }).collect_view()}</ol>
        </li>
    }
}

/// A step: a press shows how it was after it.
#[component]
fn OneStep(row: Row) -> impl IntoView {
    let session = use_session();
    let look = session.past().look;
    let Row { revision, time, words, name, is_refused } = row;
    let is_shown = Memo::new(move |_| look.get() == Some(revision));
    view! {
        <li>
            <button
                type="button"
                class="step-row"
                class:on=move || is_shown.get()
                class:refused=is_refused
                aria-pressed=move || is_shown.get().to_string()
                title=format!("Revision {revision}")
                on:click=move |_| {
                    session.pause();
                    session.look_back(revision);
                }
            >
                <span class="quiet">{time}</span>
                <span>{name.map(|name| view! { <strong class="milestone">{name}</strong> })} {words}</span>
            </button>
        </li>
    }
}

/// The newest steps that are wanted, in sittings, newest first; and how many more there are.
fn groups(timeline: &Timeline, wanted: &str, chosen: Option<&[ElementId]>, limit: usize) -> (Vec<Group>, usize) {
    let mut groups: Vec<Group> = Vec::new();
    let (mut shown, mut rest) = (0, 0);
    for sitting in timeline.sittings().into_iter().rev() {
        let steps = (sitting.first.0..=sitting.last.0).rev().filter_map(|revision| timeline.step(Revision(revision)));
        let steps: Vec<&Step> = steps.filter(|step| is_wanted(timeline, step, wanted, chosen)).collect();
        let fitting = steps.len().min(limit.saturating_sub(shown));
        rest += steps.len() - fitting;
        shown += fitting;
        if fitting > 0 {
            groups.push(group(timeline, &sitting, &steps[..fitting]));
        }
    }
    (groups, rest)
}

fn is_wanted(timeline: &Timeline, step: &Step, wanted: &str, chosen: Option<&[ElementId]>) -> bool {
    let is_about = chosen.is_none_or(|chosen| chosen.iter().any(|id| step.is_about(*id)));
    let says = |text: &str| text.to_lowercase().contains(wanted);
    let is_named = || timeline.milestone(step.revision).is_some_and(|milestone| says(&milestone.name));
    is_about && (wanted.is_empty() || says(&sentence(step)) || is_named())
}

fn group(timeline: &Timeline, sitting: &Sitting, steps: &[&Step]) -> Group {
    let [(day, from), (last_day, to)] = [sitting.from, sitting.to].map(|at| clock::local(at.timestamp_millis()));
    let when = match (day == last_day, from == to) {
        (true, true) => format!("{day}, {from}"),
        (true, false) => format!("{day}, {from}–{to}"),
        (false, _) => format!("{day}, {from} – {last_day}, {to}"),
    };
    let amount = match sitting.steps() {
        1 => "1 step".to_owned(),
        steps => format!("{steps} steps"),
    };
    let row = |step: &&Step| Row {
        revision: step.revision,
        time: clock::local(step.at.timestamp_millis()).1,
        words: step.words.clone(),
        name: timeline.milestone(step.revision).map(|milestone| milestone.name.clone()),
        is_refused: step.is_refused,
    };
    Group {
        who: called(sitting.by.as_ref()),
        colour: colour(sitting.by.as_ref()),
        when,
        amount,
        rows: steps.iter().map(row).collect(),
    }
}
