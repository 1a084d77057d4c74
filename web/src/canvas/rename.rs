//! The field that a name is typed into, right where the name stands.

use atoll_core::model::ElementId;
use leptos::prelude::*;

use crate::editor::RenameEnd;
use crate::platform::{frame, page};
use crate::session::use_session;

/// The field, while something is being named.
#[component]
pub fn RenameField() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    move || {
        let rename = signals.rename.get()?;
        Some(view! { <Field id=rename.id/> })
    }
}

#[component]
fn Field(id: ElementId) -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let name = session.peek(|editor| editor.landscape().name(id));
    let field = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if field.get().is_some() {
            // The canvas takes the focus with the press that placed the element: come after it.
            frame::surely_later(0, || page::focus_and_select("rename"));
        }
    });
    let first = name.clone();
    // What nobody typed says nothing: the name may have been changed elsewhere in the meantime.
    let typed = move || {
        let text = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        if first == text { String::new() } else { text }
    };
    let typed_by_then = typed.clone();
    let end = move |how: RenameEnd| {
        session.edit(|editor| editor.rename_done(&typed(), how));
        page::focus("canvas");
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let how = match event.key().as_str() {
            "Enter" => RenameEnd::Keep,
            "Escape" => RenameEnd::Cancel,
            "Tab" if !event.shift_key() && matches!(id, ElementId::Context(_)) => RenameEnd::Next,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        end(how);
    };
    let rect = move || {
        signals.sight.track();
        let camera = signals.camera.get();
        session.peek(|editor| editor.rect_of(id)).map(|rect| camera.screen_rect(rect)).unwrap_or_default()
    };
    let pixels = |value: f64| format!("{value:.1}px");
    let is_domain = matches!(id, ElementId::Domain(_));
    let top = move || if is_domain { rect().y + 6.0 } else { rect().center().y - 17.0 };
    let width = move || if is_domain { 220.0 } else { (rect().width - 8.0).max(132.0) };
    let left = move || if is_domain { rect().x + 8.0 } else { rect().center().x - width() / 2.0 };
    view! {
        <input
            id="rename"
            class="rename"
            aria-label=format!("Name of the {}", id.kind().word())
            maxlength="120"
            autocomplete="off"
            spellcheck="false"
            node_ref=field
            prop:value=name
            style:left=move || pixels(left())
            style:top=move || pixels(top())
            style:width=move || pixels(width())
            on:keydown=on_key
            on:blur=move |_| {
                if signals.rename.get_untracked().is_some_and(|rename| rename.id == id) {
                    session.edit(|editor| editor.rename_done(&typed_by_then(), RenameEnd::Keep));
                }
            }
            on:pointerdown=|event| event.stop_propagation()
        />
    }
}
