//! What is asked: about which element, and what can be chosen.

use atoll_core::model::{ElementId, Landscape};
use atoll_core::simulation::{Setting, Simulation};
use leptos::prelude::*;

use crate::panel::outline::shown;
use crate::session::use_session;

/// About which element, and what can be chosen.
#[component]
pub(super) fn Question(simulation: &'static Simulation) -> impl IntoView {
    let session = use_session();
    let settings = Memo::new(move |_| {
        session.signals.revision.track();
        session.peek(|editor| (simulation.settings)(editor.landscape()))
    });
    let about = (!simulation.asks_of.is_empty()).then(|| view! { <About simulation/> });
    view! {
        <div class="asked">
            {about}
            {move || settings.get().into_iter().map(|setting| view! { <Choice setting/> }).collect_view()}
        </div>
    }
}

/// The element that is asked about.
#[component]
fn About(simulation: &'static Simulation) -> impl IntoView {
    let session = use_session();
    let request = session.simulating().request;
    let options = Memo::new(move |_| {
        session.signals.revision.track();
        session.peek(|editor| elements(simulation, editor.landscape()))
    });
    let chosen = move || request.with(|request| request.subject);
    let take = move |event| {
        let text = event_target_value(&event);
        let id: Option<ElementId> = text.parse().ok();
        session.ask_about(id);
        if let Some(id) = id {
            session.edit(|editor| editor.select_only(id));
        }
    };
    let whole = simulation.asks_of_all.then(|| {
        let chosen = chosen.clone();
        view! { <option value="" selected=move || chosen().is_none()>"The whole landscape"</option> }
    });
    let option = move |(id, name): (ElementId, String)| {
        let chosen = chosen.clone();
        view! { <option value=id.to_string() selected=move || chosen() == Some(id)>{name}</option> }
    };
    view! {
        <label class="field">
            <span>"About"</span>
            <select on:change=take>
                {whole} {move || options.get().into_iter().map(option.clone()).collect_view()}
            </select>
        </label>
    }
}

/// All that a simulation can be asked about, by name.
fn elements(simulation: &Simulation, landscape: &Landscape) -> Vec<(ElementId, String)> {
    let mut elements = Vec::new();
    for kind in simulation.asks_of {
        let mut of_kind: Vec<_> = landscape.ids_of(*kind).into_iter().map(|id| (id, shown(landscape, id))).collect();
        atoll_core::order::sort_by(&mut of_kind, |a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
        elements.append(&mut of_kind);
    }
    elements
}

/// A choice.
#[component]
fn Choice(setting: Setting) -> impl IntoView {
    let session = use_session();
    let request = session.simulating().request;
    let Setting { key, label, options, default } = setting;
    let chosen = move || request.with(|request| request.setting(key, &default).to_owned());
    let option = {
        let chosen = chosen.clone();
        move |(code, name): (String, String)| {
            let (chosen, own) = (chosen.clone(), code.clone());
            view! { <option value=code selected=move || chosen() == own>{name}</option> }
        }
    };
    view! {
        <label class="field">
            <span>{label}</span>
            <select on:change=move |event| session.choose_setting(key, event_target_value(&event))>
                {options.into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}
