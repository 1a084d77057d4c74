//! What the server did not accept: what it was and why, to be tried again, copied or let go.

use leptos::prelude::*;

use crate::session::sharing::RefusedWork;
use crate::session::use_session;
use crate::widget::{Button, Tone};

/// What the server did not accept.
#[component]
pub(super) fn RefusedList() -> impl IntoView {
    let signals = use_session().signals;
    let refused = move || signals.company.with(|company| company.as_ref().map(|company| company.refused.clone()));
    view! {
        <h3>"Not accepted"</h3>
        <p class="quiet">"Others changed what these changes were about. Nothing of them is in the landscape."</p>
        <ul class="share-list" aria-label="Not accepted">
            <For each=move || refused().unwrap_or_default() key=|work| work.key.clone() let:work>
                <Row work/>
            </For>
        </ul>
    }
}

#[component]
fn Row(work: RefusedWork) -> impl IntoView {
    let session = use_session();
    let RefusedWork { key, label, reason, command } = work;
    let (again, gone) = (key.clone(), key);
    view! {
        <li class="share-row">
            <span class="grow"><strong>{label}</strong>" "{reason}</span>
            <Button label="Try again" on_press=move |()| session.retry_refused(&again)/>
            <Button
                label="Copy"
                tone=Tone::Quiet
                on_press=move |()| session.copy(command.clone(), "Copied the change as JSON".to_owned())
            />
            <Button label="Let go" tone=Tone::Quiet on_press=move |()| session.forget_refused(&gone)/>
        </li>
    }
}
