//! What an answer rests on: every number that is not drawn, where it is from, and how to change it.

use atoll_core::command::{EditHeader, HeaderEdit};
use atoll_core::simulation::{Evidence, Parameter, Simulation};
use atoll_core::sorted_map::SortedMap;
use leptos::prelude::*;

use crate::session::use_session;
use crate::widget::Fold;

/// The assumptions of a simulation, as sliders.
#[component]
pub fn Assumptions(
    /// Whose.
    simulation: &'static Simulation,
) -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let is_own = move |key: &str| (simulation.parameters)().iter().any(|parameter| parameter.key == key);
    let changed = Memo::new(move |_| {
        signals.revision.track();
        session.peek(|editor| editor.landscape().header.assumptions.keys().filter(|key| is_own(key)).count())
    });
    let amount = Signal::derive(move || match changed.get() {
        0 => (simulation.parameters)().len().to_string(),
        changed => format!("{changed} changed"),
    });
    let reset = move |_| {
        let kept = session.peek(|editor| {
            let all = editor.landscape().header.assumptions.clone();
            all.into_iter().filter(|(key, _)| !is_own(key)).collect::<SortedMap<_, _>>()
        });
        session.run("Reset assumptions", EditHeader { edit: HeaderEdit::Assumptions(kept) });
    };
    let (is_open, toggle) = session.unfolding("assumptions".to_owned());
    let sliders = move || {
        let all = (simulation.parameters)().into_iter();
        all.map(|parameter| view! { <Assumption parameter/> }).collect_view()
    };
    let content = move || {
        view! {
            <p class="quiet">
                "Numbers that are not drawn. Move them to see what follows; they are saved with the landscape."
            </p>
            {sliders()}
            <button type="button" class="button" disabled=move || changed.get() == 0 on:click=reset>
                "Use the defaults"
            </button>
        }
    };
    view! { <Fold title="Assumptions" amount is_open on_press=toggle content/> }
}

/// A number that can be moved.
#[component]
fn Assumption(parameter: Parameter) -> impl IntoView {
    let session = use_session();
    let own = parameter.clone();
    let value = Memo::new(move |_| {
        session.signals.revision.track();
        session.peek(|editor| own.value(editor.landscape()))
    });
    let Parameter { key, label, unit, default, minimum, maximum, evidence, .. } = parameter;
    let take = move |text: String| {
        let Ok(value) = text.parse::<f64>() else { return };
        let mut values = session.peek(|editor| editor.landscape().header.assumptions.clone());
        if (value - default).abs() < 1e-9 {
            values.remove(&key);
        } else {
            values.insert(key.clone(), value);
        }
        let command = EditHeader { edit: HeaderEdit::Assumptions(values) };
        session.edit(|editor| editor.run_part("Change assumption", command, "assumption"));
    };
    let is_changed = move || (value.get() - default).abs() > 1e-9;
    let words = match evidence {
        Evidence::Published(source) => format!("published: {source}"),
        evidence => evidence.word().to_owned(),
    };
    // Slider steps are round parts of the whole.
    let step = 10_f64.powf(((maximum - minimum).max(1e-9) / 100.0).log10().floor());
    view! {
        <label class="assumption" class:changed=is_changed>
            <span>{label}</span>
            <span class="figure">{move || unit.spell(value.get())}</span>
            <input
                type="range"
                min=minimum.to_string()
                max=maximum.to_string()
                step=step.to_string()
                prop:value=move || value.get().to_string()
                on:input=move |event| take(event_target_value(&event))
            />
            <span class="quiet evidence">{words}</span>
        </label>
    }
}
