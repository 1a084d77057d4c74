//! Links to the landscape: what each lets people do, made and taken back.

use atoll_core::protocol::Link;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::panel::landscapes::moment;
use crate::platform::page;
use crate::session::sharing::{Expiry, LinkForm};
use crate::session::use_session;
use crate::widget::{Button, Choice, Field, Tone};

/// Links to the landscape.
#[component]
pub(super) fn Links() -> impl IntoView {
    let form = LinkForm::new(use_session());
    let LinkForm { links, address, right, expiry, label, .. } = form;
    let rights = Signal::stored(LinkForm::rights());
    let expiries = Signal::stored(Expiry::ALL.map(|expiry| expiry.words().to_owned()).to_vec());
    view! {
        <h3>"A new link"</h3>
        <div class="link-maker">
            <Choice id="link-right" label="Who opens it may" options=rights chosen=right on_change=move |at| right.set(at)/>
            <Choice id="link-expiry" label="It holds" options=expiries chosen=expiry on_change=move |at| expiry.set(at)/>
            <Field
                id="link-label"
                label="For whom (a note to yourself)"
                value=label
                on_change=move |text| label.set(text)
            />
            <Button label="Make and copy the link" tone=Tone::Main on_press=move |()| form.make()/>
        </div>
        {move || address.get().map(|address| view! {
            <p class="made-link">
                <code id="made-link">{address}</code>
            </p>
            <p class="quiet">"Copied. It is shown only now: the server keeps no copy of it."</p>
        })}
        <ul class="share-list" aria-label="Links">
            <For each=move || links.get() key=|link| (link.id.clone(), link.revoked) let:link>
                <LinkRow link on_revoked=Callback::new(move |()| form.list())/>
            </For>
        </ul>
    }
}

#[component]
fn LinkRow(link: Link, on_revoked: Callback<()>) -> impl IntoView {
    let session = use_session();
    let Link { id, right, label, expires, revoked, made, .. } = link;
    let now = DateTime::from_timestamp_millis(page::now() as i64).unwrap_or_default();
    let state = match (revoked, expires) {
        (Some(at), _) => format!("taken back {}", day(at)),
        (None, Some(end)) if end <= now => format!("ended {}", day(end)),
        (None, Some(end)) => format!("until {}", day(end)),
        (None, None) => format!("since {}", day(made)),
    };
    let is_over = revoked.is_some() || expires.is_some_and(|end| end <= now);
    let name =
        if label.is_empty() { format!("May {}", right.words()) } else { format!("{label}: may {}", right.words()) };
    let take_back = move |()| session.revoke_link(id.clone(), move || on_revoked.run(()));
    view! {
        <li class="share-row" class:over=is_over>
            <span class="grow">{name} <span class="quiet">" "{state}</span></span>
            {(!is_over).then(|| view! { <Button label="Take back" tone=Tone::Quiet on_press=take_back/> })}
        </li>
    }
}

/// A moment, as people where this browser is write it.
fn day(at: DateTime<Utc>) -> String {
    moment(at.timestamp_millis() as f64)
}
