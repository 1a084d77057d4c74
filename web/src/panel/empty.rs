//! What an empty map says: how to begin.

use atoll_core::gallery::EXAMPLES;
use leptos::prelude::*;

use crate::session::use_session;
use crate::widget::{Button, Tone};

/// How to begin, while nothing is drawn.
#[component]
pub fn Empty() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let is_empty = move || {
        signals.sight.track();
        signals.revision.track();
        session.peek(|editor| editor.map.nodes().next().is_none() && editor.map.regions().next().is_none())
    };
    let first = move |()| {
        session.edit(|editor| editor.take_up(crate::editor::ToolKind::Context));
        session.handle(crate::editor::Input::Key(crate::editor::Key::Enter, crate::editor::Modifiers::default()));
    };
    let open = move |()| {
        session.act("open");
    };
    view! {
        <Show when=is_empty>
            <section class="empty" aria-label="An empty map">
                <h1>"Open water"</h1>
                <p>"Double-click anywhere to draw a bounded context, or drop an Atoll or Context Mapper file here."</p>
                <div class="row">
                    <Button label="Draw the first context" tone=Tone::Main on_press=first/>
                    <Button label="Open a file…" on_press=open/>
                    <Button
                        label="Look at an example"
                        on_press=move |()| {
                            if let Some(example) = EXAMPLES.first() {
                                session.open_example(example);
                            }
                        }
                    />
                </div>
            </section>
        </Show>
    }
}
