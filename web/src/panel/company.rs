//! Who else draws here, beside the landscape's name, and where they are on the map.

use leptos::prelude::*;

use crate::platform::page;
use crate::session::sharing::Other;
use crate::session::{Dialog, use_session};
use crate::widget::{IconButton, Sign};

/// So many people are shown by their initials; the rest is a number.
const SHOWN: usize = 4;

/// The button that shares, and who is here. What listens to the page for it is set up here, once.
#[component]
pub fn CompanyBar() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    session.open_linked();
    page::on_fragment_change(move || session.open_linked());
    page::on_online_change(move |is_online| session.network_changed(is_online));
    page::on_pointer(move |at| session.point_at(at));
    Effect::new(move |_| {
        signals.selection.track();
        signals.camera.track();
        signals.perspective.track();
        untrack(|| session.presence_changed());
    });
    let others =
        Memo::new(move |_| signals.company.with(|company| company.as_ref().map(|company| company.others.clone())));
    let shown = move || others.get().unwrap_or_default().into_iter().take(SHOWN).collect::<Vec<_>>();
    let more = move || others.with(|others| others.as_ref().map_or(0, Vec::len).saturating_sub(SHOWN));
    view! {
        <IconButton
            label="Share"
            sign=Sign::Company
            is_on=Signal::derive(move || signals.company.with(Option::is_some))
            on_press=move |()| signals.dialog.set(Some(Dialog::Share))
        />
        <ul class="company" aria-label="Others here" hidden=move || shown().is_empty()>
            <For each=shown key=|other| (other.member, other.initials.clone(), other.is_looking) let:other>
                <li>
                    <Face other/>
                </li>
            </For>
            <Show when=move || { more() > 0 }>
                <li class="more">{move || format!("+{}", more())}</li>
            </Show>
        </ul>
        <Pointers/>
    }
}

/// Somebody, by initials; a press follows them.
#[component]
fn Face(other: Other) -> impl IntoView {
    let session = use_session();
    let Other { member, name, initials, hue, is_looking, .. } = other;
    let is_followed = Signal::derive(move || {
        let company = session.signals.company.get();
        company.and_then(|company| company.following) == Some(member)
    });
    let label = move || match (is_followed.get(), is_looking) {
        (true, _) => format!("You follow {name}: press to go your own way"),
        (false, true) => format!("{name} is looking: press to follow"),
        (false, false) => format!("{name} is drawing: press to follow"),
    };
    view! {
        <button
            type="button"
            class=format!("face hue-{hue}")
            class:on=move || is_followed.get()
            aria-pressed=move || is_followed.get().to_string()
            title=label.clone()
            aria-label=label
            on:click=move |_| session.follow(Some(member))
        >
            {initials}
        </button>
    }
}

/// The others' pointers, and what they have chosen, above the map.
#[component]
fn Pointers() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let is_map = move || signals.scene.with(Option::is_none);
    let marks = move || {
        signals.sight.track();
        let camera = signals.camera.get();
        let company = signals.company.get()?;
        if !is_map() {
            return None;
        }
        let marks = company.others.iter().map(|other| {
            let chosen = other.selection.iter().filter_map(|id| {
                let rect = session.peek(|editor| editor.rect_of(*id))?;
                let rect = camera.screen_rect(rect).inflate(4.0);
                Some(view! { <rect x=rect.x y=rect.y width=rect.width height=rect.height rx="8"></rect> })
            });
            let chosen = chosen.collect_view();
            let pointer = other.pointer.map(|pointer| {
                let at = camera.screen_from_map(pointer);
                let place = format!("translate({:.0} {:.0})", at.x, at.y);
                view! {
                    <g transform=place>
                        <path d="M0 0l13 5-6 2-2 6z"></path>
                        <text x="12" y="26">{other.name.clone()}</text>
                    </g>
                }
            });
            view! { <g class=format!("hue-{}", other.hue)>{chosen} {pointer}</g> }
        });
        Some(marks.collect_view())
    };
    view! { <svg class="pointers" aria-hidden="true">{marks}</svg> }
}
