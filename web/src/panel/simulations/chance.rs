//! What is drawn by chance: begin, stop, how often, from which seed.

use atoll_core::simulation::{SEED, Simulation};
use leptos::prelude::*;

use crate::platform::page;
use crate::session::use_session;
use crate::widget::Button;

/// Begins and stops the drawing, and shows how far it is.
#[component]
pub(super) fn Chance(simulation: &'static Simulation) -> impl IntoView {
    simulation.start?;
    let session = use_session();
    let simulating = session.simulating();
    let progress = simulating.progress;
    let drawing = progress.clone();
    let is_drawing = move || drawing.get().is_some();
    let share = move || progress.get().unwrap_or_default();
    let seed = simulating.request;
    let words = {
        let share = share.clone();
        move || format!("{:.0} %", share() * 100.0)
    };
    Some(view! {
        <div class="chance">
            <Show
                when=is_drawing
                fallback=move || {
                    view! {
                        <Button
                            label="Draw by chance"
                            on_press=move |()| session.draw_by_chance()
                        />
                    }
                }
            >
                <progress max="1" prop:value=share.clone() aria-label="How much is drawn"></progress>
                <span class="figure">{words.clone()}</span>
                <Button label="Stop" on_press=move |()| session.stop_drawing()/>
            </Show>
            <label class="seed" title="The same seed gives the same figures, everywhere.">
                <span class="quiet">"Seed"</span>
                <input
                    type="number"
                    min="0"
                    step="1"
                    prop:value=move || seed.with(|request| request.seed.to_string())
                    on:change=move |event| {
                        match event_target_value(&event).parse::<u64>() {
                            Ok(seed) => session.set_chance(|request| request.seed = seed),
                            Err(_) => page::put_back(&event, &SEED.to_string()),
                        }
                    }
                />
            </label>
        </div>
    })
}
