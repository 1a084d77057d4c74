//! Who speaks to a context and with what, or whom it speaks to.

use std::sync::Arc;

use atoll_core::command::{Add, Remove, Set};
use atoll_core::model::{
    ContextId, ElementId, End, Message, MessageId, MessageKind, Party, Record, Relationship, RelationshipId,
};
use atoll_core::view::bounded_context_canvas::{ContextCanvas, Lane};
use leptos::prelude::{Set as _, *};

use crate::panel::inspector::parts::{AddChoice, derived};
use crate::panel::outline::shown;
use crate::platform::{frame, page};
use crate::session::{Session, use_session};
use crate::widget::{IconButton, Sign};

/// The lanes of one side, each a collaborator with its messages.
#[component]
pub(super) fn Communication(id: ContextId, canvas: Signal<ContextCanvas>, is_inbound: bool) -> impl IntoView {
    let session = use_session();
    // Lanes and messages keep their place on the page while one of them changes, and with it the focus.
    let keys = Memo::new(move |_| canvas.with(|canvas| side(canvas, is_inbound).iter().map(key).collect::<Vec<_>>()));
    let lane_of = move |wanted: (RelationshipId, End)| {
        let find =
            move |canvas: &ContextCanvas| side(canvas, is_inbound).iter().find(|lane| key(lane) == wanted).cloned();
        Memo::new(move |before: Option<&Option<Lane>>| canvas.with(find).or_else(|| before.cloned().flatten()))
    };
    // A message can go over any relationship of the context.
    let options = derived(session, move |landscape| {
        let own = Party::Context(id);
        let touching = landscape.relationships.values().filter(|relationship| relationship.touches(own));
        let option = |relationship: &Arc<Relationship>| {
            let other = if relationship.upstream == own { relationship.downstream } else { relationship.upstream };
            (ElementId::from(relationship.id), shown(landscape, other.into()))
        };
        touching.map(option).collect::<Vec<_>>()
    });
    let add = move |over: ElementId| {
        let ElementId::Relationship(over) = over else { return };
        let own = session.peek(|editor| {
            let relationship = editor.landscape().relationships.get(&over)?;
            Some(if relationship.upstream == Party::Context(id) { End::Upstream } else { End::Downstream })
        });
        if let Some(own) = own {
            add_message(session, over, if is_inbound { own.other() } else { own });
        }
    };
    let label = if is_inbound { "Message from…" } else { "Message to…" };
    view! {
        <ul class="lanes">
            <For each=move || keys.get() key=|key| *key let:key>
                <Collaborator relationship=key.0 sender=key.1 lane=lane_of(key)/>
            </For>
        </ul>
        <Show when=move || options.with(Vec::is_empty)>
            <p class="quiet">"Connect the context on the map; then say here what is sent."</p>
        </Show>
        <AddChoice label options on_add=add/>
    }
}

fn side(canvas: &ContextCanvas, is_inbound: bool) -> &[Lane] {
    if is_inbound { &canvas.inbound } else { &canvas.outbound }
}

fn key(lane: &Lane) -> (RelationshipId, End) {
    (lane.relationship, lane.sender)
}

/// A collaborator, what it is, and what is sent.
#[component]
fn Collaborator(relationship: RelationshipId, sender: End, lane: Memo<Option<Lane>>) -> impl IntoView {
    let session = use_session();
    let with = move |look: fn(&Lane) -> String| lane.with(|lane| lane.as_ref().map(look)).unwrap_or_default();
    let named = |lane: &Lane| if lane.name.is_empty() { "Unnamed".to_owned() } else { lane.name.clone() };
    let add_label = format!("Add a message: {}", with(named));
    let go = move |_| {
        let collaborator = lane.with_untracked(|lane| lane.as_ref().map(|lane| lane.collaborator));
        session.signals.dialog.set(None);
        if let Some(collaborator) = collaborator {
            session.edit(|editor| editor.go_to(collaborator));
        }
    };
    let messages = Memo::new(move |_| {
        lane.with(|lane| lane.iter().flat_map(|lane| &lane.messages).map(|message| message.0).collect::<Vec<_>>())
    });
    view! {
        <li class="lane">
            <div class="lane-head">
                <button type="button" class="row-button" on:click=go>
                    <span>{move || with(named)}</span>
                    <span class="quiet">{move || with(|lane| format!("{} · {}", lane.sort, lane.pattern))}</span>
                </button>
                <IconButton
                    label=add_label
                    sign=Sign::Plus
                    on_press=move |()| add_message(session, relationship, sender)
                />
            </div>
            <ul>
                <For each=move || messages.get() key=|id| *id let:id>
                    <MessageRow id/>
                </For>
            </ul>
        </li>
    }
}

/// What sort of message it is and what it is called.
#[component]
fn MessageRow(id: MessageId) -> impl IntoView {
    let session = use_session();
    let message = Memo::new(move |before: Option<&Arc<Message>>| match session.record(id.into()) {
        Some(Record::Message(message)) => message,
        _ => before.cloned().unwrap_or_default(),
    });
    let kind = move || message.with(|message| message.kind);
    let choose = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        if let Some(kind) = place.and_then(|place| MessageKind::ALL.get(place)) {
            session.run("Change message", Set::new(id, "kind", kind));
        }
    };
    let option = |(place, choice): (usize, &MessageKind)| {
        let word = if *choice == MessageKind::Undefined { "message" } else { choice.word() };
        view! { <option value=place.to_string()>{word}</option> }
    };
    let options = MessageKind::ALL.iter().enumerate().map(option).collect_view();
    let name = move || message.with(|message| message.name.clone());
    view! {
        <li class=move || format!("message {}", MessageKind::CHOICES[kind() as usize].key)>
            <select
                aria-label="What sort of message"
                prop:value=move || (kind() as usize).to_string()
                on:change=choose
            >
                {options}
            </select>
            <input
                id=format!("message-{id}")
                aria-label="What the message is called"
                placeholder="What is sent"
                maxlength="200"
                autocomplete="off"
                prop:value=name
                on:change=move |event| {
                    session.run("Rename", Set::new(id, "name", &event_target_value(&event)));
                }
            />
            <IconButton
                label="Delete this message"
                sign=Sign::Close
                on_press=move |()| {
                    session.run("Delete message", Remove { elements: [id.into()].into() });
                }
            />
        </li>
    }
}

/// Adds a message, ready to be named.
fn add_message(session: Session, relationship: RelationshipId, sender: End) {
    let id = session.edit(|editor| {
        let id: MessageId = editor.document.ids.fresh();
        let message = Message { id, relationship, sender, ..Message::default() };
        editor.run("Add message", Add::new(message));
        id
    });
    // The row is there with the next turn of the page.
    frame::surely_later(30, move || page::focus(&format!("message-{id}")));
}
