//! Landscapes to start from, and those drawn before.

mod safety;

use atoll_core::gallery::EXAMPLES;
use chrono::{Datelike as _, FixedOffset, Timelike as _};
use leptos::prelude::*;

use self::safety::OnThisComputer;
use crate::platform::outbox::Kept;
use crate::platform::page;
use crate::session::sharing::SHARED;
use crate::session::{Recent, use_session};
use crate::widget::{IconButton, Modal, Sign};

/// Landscapes to start from, and those drawn before.
#[component]
pub fn Landscapes() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let close = move || signals.dialog.set(None);
    let example = move |example: &'static atoll_core::gallery::Example| {
        view! {
            <li>
                <button
                    type="button"
                    class="card"
                    on:click=move |_| {
                        close();
                        session.open_example(example);
                        page::focus_canvas_later();
                    }
                >
                    <strong>{example.name}</strong>
                    <span>{example.summary}</span>
                </button>
            </li>
        }
    };
    let has_recent = move || signals.recent.with(|recent| !recent.is_empty());
    view! {
        <Modal id="landscapes" title="Landscapes" on_close=move |()| close()>
            <h3>"Examples"</h3>
            <ul class="cards">{EXAMPLES.into_iter().map(example).collect_view()}</ul>
            <Show when=has_recent>
                <h3>"Drawn in this browser"</h3>
                <ul class="recent">
                    <For each=move || signals.recent.get() key=|recent| recent.key.clone() let:recent>
                        <RecentRow recent/>
                    </For>
                </ul>
            </Show>
            <SharedOnes/>
            <OnThisComputer/>
        </Modal>
    }
}

/// Shared landscapes that were opened here.
#[component]
fn SharedOnes() -> impl IntoView {
    let session = use_session();
    let (kept, list) = session.listing_shared();
    let row = move |one: Kept| {
        let name = named(one.name);
        let (key, removed) = (format!("{SHARED}{}", one.id), format!("{SHARED}{}", one.id));
        let is_open = session.peek(|editor| editor.document.key == key);
        let label = format!("Forget “{name}” in this browser");
        let open = move |()| session.open_shared(&key, None, false);
        view! {
            <Row name contexts=one.contexts at=one.at is_open on_open=open>
                {(!is_open).then(|| view! {
                    <IconButton
                        label
                        sign=Sign::Bin
                        on_press=move |()| session.forget_shared(&removed, list)
                    />
                })}
            </Row>
        }
    };
    let has_some = move || kept.with(|kept| !kept.is_empty());
    view! {
        <Show when=has_some>
            <h3>"Shared with others"</h3>
            <ul class="recent">
                <For each=move || kept.get() key=|one| one.id.clone() children=row/>
            </ul>
        </Show>
    }
}

#[component]
fn RecentRow(recent: Recent) -> impl IntoView {
    let session = use_session();
    let Recent { key, name, contexts, at } = recent;
    let name = named(name);
    let is_open = session.peek(|editor| editor.document.key == key);
    let removed = key.clone();
    let label = format!("Remove “{name}” from this browser");
    view! {
        <Row name contexts at is_open on_open=move |()| session.open_recent(key.clone())>
            <IconButton
                label
                sign=Sign::Bin
                is_off=is_open
                on_press=move |()| session.remove_recent(removed.clone())
            />
        </Row>
    }
}

/// A landscape that is kept here: a press opens it, unless it is open; beside it is what takes it away.
#[component]
fn Row(
    name: String,
    contexts: u32,
    at: f64,
    is_open: bool,
    #[prop(into)] on_open: Callback<()>,
    children: Children,
) -> impl IntoView {
    let session = use_session();
    let detail = if is_open { "open now".to_owned() } else { format!("{contexts} contexts · {}", moment(at)) };
    view! {
        <li class="recent-row">
            <button
                type="button"
                class="row-button"
                disabled=is_open
                on:click=move |_| {
                    session.signals.dialog.set(None);
                    on_open.run(());
                    page::focus_canvas_later();
                }
            >
                <span>{name}</span>
                <span class="quiet">{detail}</span>
            </button>
            {children()}
        </li>
    }
}

fn named(name: String) -> String {
    if name.is_empty() { "Unnamed landscape".to_owned() } else { name }
}

/// The day and the hour of a moment, where the person is.
pub(super) fn moment(milliseconds: f64) -> String {
    let zone = FixedOffset::east_opt(page::zone_seconds());
    let moment = chrono::DateTime::from_timestamp_millis(milliseconds as i64).zip(zone);
    let Some(moment) = moment.map(|(moment, zone)| moment.with_timezone(&zone)) else { return String::new() };
    let (year, month, day) = (moment.year(), moment.month(), moment.day());
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", moment.hour(), moment.minute())
}
