//! Simulations: what would happen if, with every figure's interval and reasons, in pictures and in tables.

mod answer;
mod assumptions;
mod chance;
mod comparison;
mod question;
mod tables;

use atoll_core::simulation::{SIMULATIONS, Simulation};
use leptos::prelude::*;

use self::answer::AnswerView;
use self::assumptions::Assumptions;
use self::chance::Chance;
use self::question::Question;
use crate::session::{LeftPanel, use_session};
use crate::widget::{Fold, IconButton, Sign};

/// The panel of simulations.
#[component]
pub fn Simulations() -> impl IntoView {
    let session = use_session();
    let simulating = session.simulating();
    let open = simulating.open.clone();
    on_cleanup(move || session.close_simulations());
    Effect::new(move |is_again: Option<()>| {
        session.signals.revision.track();
        session.signals.scenario.track();
        // Opened again, it shows at once what it showed; later it follows what is drawn.
        if is_again.is_some() || open.get_untracked().is_some() {
            session.ask_soon();
        }
    });
    Effect::new(move |_| {
        session.signals.selection.track();
        session.follow_chosen();
    });
    let open = simulating.open;
    let title = {
        let open = open.clone();
        move || open.get().map_or("Simulations", |simulation| simulation.name)
    };
    let (wide, widening, widen) = (simulating.is_wide.clone(), simulating.is_wide.clone(), simulating.is_wide);
    let is_wide = move || wide.get();
    let has_one = {
        let open = open.clone();
        move || open.get().is_some()
    };
    view! {
        <aside class="side left-panel" class:wide=is_wide aria-label="Simulations">
            <header class="side-head">
                <div class="row">
                    <Show when=has_one>
                        <IconButton
                            label="All simulations"
                            sign=Sign::Back
                            on_press=move |()| session.open_simulation(None)
                        />
                    </Show>
                    <h2>{title}</h2>
                </div>
                <span class="row">
                    <IconButton
                        label="Wider"
                        sign=Sign::Swap
                        is_on=Signal::derive(move || widening.get())
                        on_press=move |()| widen.update(|is_wide| *is_wide = !*is_wide)
                    />
                    <IconButton
                        label="Close"
                        sign=Sign::Close
                        on_press=move |()| session.toggle_left(LeftPanel::Simulations)
                    />
                </span>
            </header>
            <div class="side-body simulations">
                {move || match open.get() {
                    None => view! { <List/> }.into_any(),
                    Some(simulation) => view! { <One simulation/> }.into_any(),
                }}
            </div>
        </aside>
    }
}

/// What can be asked.
#[component]
fn List() -> impl IntoView {
    let session = use_session();
    let item = move |simulation: &'static Simulation| {
        view! {
            <li>
                <button
                    type="button"
                    class="view-item"
                    on:click=move |_| session.open_simulation(Some(simulation))
                >
                    <strong>{simulation.name}</strong>
                    <span class="quiet">{simulation.question}</span>
                </button>
            </li>
        }
    };
    view! {
        <p class="quiet">
            "What would happen if. Every figure follows from what is drawn and from assumptions that you can change, and says how sure it is."
        </p>
        <ul class="views">{SIMULATIONS.into_iter().map(item).collect_view()}</ul>
    }
}

/// A simulation: what is asked, the answer, and what it rests on.
#[component]
fn One(simulation: &'static Simulation) -> impl IntoView {
    let (is_open, toggle) = use_session().unfolding("how a simulation works".to_owned());
    let how = move || view! { <p>{simulation.explanation}</p> };
    view! {
        <p class="question">{simulation.question}</p>
        <Question simulation/>
        <Chance simulation/>
        <AnswerView/>
        <Assumptions simulation/>
        <Fold title="How it works" amount=String::new() is_open on_press=toggle content=how/>
    }
}
