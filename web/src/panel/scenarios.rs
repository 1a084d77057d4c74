//! Scenarios: the to-be beside the as-is, what it brings, what contradicts it, and the way there.

mod conflicts;
mod prospects;
mod roadmap;
mod steps;

use std::sync::Arc;

use atoll_core::change::Changes;
use atoll_core::command::Set;
use atoll_core::difference::Difference;
use atoll_core::model::{Scenario, ScenarioId, date};
use leptos::prelude::*;

use self::conflicts::Conflicts;
use self::prospects::Prospects;
use self::roadmap::Roadmap;
use self::steps::Steps;
use super::difference::DifferenceList;
use crate::platform::page;
use crate::session::{LeftPanel, use_session};
use crate::widget::{Button, Field, IconButton, Sign, Tick, Tone};

/// The panel of scenarios.
#[component]
pub fn Scenarios() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let all = Memo::new(move |_| {
        signals.revision.track();
        session.peek(|editor| {
            let all = editor.document.base().scenarios.values();
            all.map(|it| (it.id, it.name.clone(), it.steps.len())).collect::<Vec<_>>()
        })
    });
    let item = move |(id, name, steps): (ScenarioId, String, usize)| {
        let words = if steps == 1 { "1 step".to_owned() } else { format!("{steps} steps") };
        view! { <Way of=Some(id) name words/> }
    };
    view! {
        <aside class="side left-panel" aria-label="Scenarios">
            <header class="side-head">
                <h2>"Scenarios"</h2>
                <IconButton
                    label="Close"
                    sign=Sign::Close
                    on_press=move |()| session.toggle_left(LeftPanel::Scenarios)
                />
            </header>
            <div class="side-body scenarios">
                <p class="quiet">
                    "A scenario is what you would do, drawn over what is. It changes nothing until you merge it."
                </p>
                <ul class="views">
                    <Way of=None name="As it is".to_owned() words="What is drawn and kept".to_owned()/>
                    {move || all.get().into_iter().map(item).collect_view()}
                </ul>
                <Button label="New scenario" on_press=move |()| session.new_scenario()/>
                {move || signals.scenario.get().map(|id| view! { <One id/> })}
                <Show when=move || all.with(|all| !all.is_empty())>
                    <Prospects/>
                </Show>
            </div>
        </aside>
    }
}

/// What is, or a scenario: a press draws on it.
#[component]
fn Way(of: Option<ScenarioId>, name: String, words: String) -> impl IntoView {
    let session = use_session();
    let is_on = move || session.signals.scenario.get() == of;
    view! {
        <li>
            <button
                type="button"
                class="view-item"
                class:on=is_on
                aria-pressed=move || is_on().to_string()
                on:click=move |_| session.plan(of)
            >
                <strong>{name}</strong>
                <span class="quiet">{words}</span>
            </button>
        </li>
    }
}

/// The scenario that is drawn on.
#[component]
fn One(id: ScenarioId) -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let said = move |of: fn(&Scenario) -> &String| {
        Signal::derive(move || {
            signals.revision.track();
            session
                .peek(|editor| editor.document.base().scenarios.get(&id).map(|it| of(it).clone()).unwrap_or_default())
        })
    };
    let set = move |field: &'static str| {
        move |text: String| {
            session.change_scenario("Edit scenario", |_| Ok(Set::new(id, field, &text).into()));
        }
    };
    let marks = move |is_on: bool| session.show_marks(is_on);
    let difference: Signal<Arc<Difference>> = session.figures_of(|editor| {
        let (base, to_be) = (editor.document.base(), editor.landscape());
        Difference::between(base, to_be, &Changes::between(base, to_be), date(&page::today()))
    });
    view! {
        <section class="scenario">
            <Field label="Name" value=said(|it| &it.name) on_change=set("name")/>
            <Field label="What it is to bring" value=said(|it| &it.description) on_change=set("description") is_long=true/>
            <Tick label="Mark what it brings" is_on=signals.marks_scenario on_change=marks/>
            <Conflicts id/>
            <Steps id/>
            <h3>"What it brings"</h3>
            <DifferenceList difference/>
            <Roadmap id/>
            <div class="row">
                <Button label="Merge into what is" tone=Tone::Main on_press=move |()| session.merge_scenario(id)/>
                <Button label="Delete" tone=Tone::Quiet on_press=move |()| session.delete_scenario(id)/>
            </div>
        </section>
    }
}
