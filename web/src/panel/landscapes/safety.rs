//! How safe what is drawn is on this computer, and installing the app.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::launch;
use crate::session::use_session;
use crate::widget::{Button, Tone};

/// How safe what is drawn is on this computer.
#[component]
pub(super) fn OnThisComputer() -> impl IntoView {
    let session = use_session();
    let safety = session.safety();
    let advice = move || safety.get().map(|safety| safety.advice()).unwrap_or_default();
    let can_be_safer = move || safety.with(|safety| safety.as_ref().is_some_and(|safety| safety.can_be_safer()));
    let lines = move || {
        let line = |advice: crate::session::Advice| {
            let class = if advice.is_warning { "safety warning" } else { "safety quiet" };
            view! { <li class=class>{advice.text}</li> }
        };
        advice().into_iter().map(line).collect_view()
    };
    let install = move |()| {
        spawn_local(async move {
            if launch::install().await {
                session.toast("Atoll is installed. It opens like any other program, also offline.".to_owned(), false);
            }
        });
        session.signals.dialog.set(None);
    };
    view! {
        <h3>"On this computer"</h3>
        <ul class="safety-list">{lines}</ul>
        <div class="row">
            <Show when=can_be_safer>
                <Button label="Let the browser keep it all" on_press=move |()| session.keep_safely(safety)/>
            </Show>
            {launch::can_install().then(|| view! {
                <Button label="Install Atoll" tone=Tone::Main on_press=install/>
            })}
        </div>
    }
}
