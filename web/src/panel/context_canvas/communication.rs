//! Who speaks to a context and with what, or whom it speaks to.

use atoll_core::command::{Add, Remove, Set};
use atoll_core::model::{ContextId, ElementId, End, Message, MessageId, MessageKind, Party, RelationshipId};
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
    let lanes = move || {
        let of_side =
            |canvas: &ContextCanvas| if is_inbound { canvas.inbound.clone() } else { canvas.outbound.clone() };
        canvas.with(of_side).into_iter().map(|lane| view! { <Collaborator lane/> }).collect_view()
    };
    // A message can go over any relationship of the context.
    let options = derived(session, move |landscape| {
        let own = Party::Context(id);
        let touching = landscape.relationships.values().filter(|relationship| relationship.touches(own));
        let option = |relationship: &std::sync::Arc<atoll_core::model::Relationship>| {
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
        <ul class="lanes">{lanes}</ul>
        <Show when=move || options.with(Vec::is_empty)>
            <p class="quiet">"Connect the context on the map; then say here what is sent."</p>
        </Show>
        <AddChoice label options on_add=add/>
    }
}

/// A collaborator, what it is, and what is sent.
#[component]
fn Collaborator(lane: Lane) -> impl IntoView {
    let session = use_session();
    let Lane { relationship, sender, collaborator, name, sort, pattern, messages } = lane;
    let name = if name.is_empty() { "Unnamed".to_owned() } else { name };
    let add_label = format!("Add a message: {name}");
    let go = move |_| {
        session.signals.dialog.set(None);
        session.edit(|editor| editor.go_to(collaborator));
    };
    view! {
        <li class="lane">
            <div class="lane-head">
                <button type="button" class="row-button" on:click=go>
                    <span>{name}</span>
                    <span class="quiet">{format!("{sort} · {pattern}")}</span>
                </button>
                <IconButton
                    label=add_label
                    sign=Sign::Plus
                    on_press=move |()| add_message(session, relationship, sender)
                />
            </div>
            <ul>{messages.into_iter().map(|message| view! { <MessageRow message/> }).collect_view()}</ul>
        </li>
    }
}

/// What sort of message it is and what it is called.
#[component]
fn MessageRow(message: (MessageId, MessageKind, String)) -> impl IntoView {
    let session = use_session();
    let (id, kind, name) = message;
    let choose = move |event| {
        let kind =
            event_target_value(&event).parse::<usize>().ok().and_then(|place| MessageKind::ALL.get(place).copied());
        if let Some(kind) = kind {
            session.run("Change message", Set::new(id, "kind", &kind));
        }
    };
    let option = |(place, choice): (usize, &MessageKind)| {
        let word = if *choice == MessageKind::Undefined { "message" } else { choice.word() };
        view! { <option value=place.to_string() selected=*choice == kind>{word}</option> }
    };
    let options = MessageKind::ALL.iter().enumerate().map(option).collect_view();
    let delete_label = format!("Delete message {name}");
    view! {
        <li class=format!("message {}", MessageKind::CHOICES[kind as usize].key)>
            <select aria-label="What sort of message" on:change=choose>{options}</select>
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
                label=delete_label
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
