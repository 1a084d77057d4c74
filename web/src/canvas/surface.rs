//! The canvas: takes what pointers do, holds the layers.

use atoll_core::scene::svg;
use leptos::html;
use leptos::prelude::*;

use super::page::Page;
use super::picture::Picture;
use super::rename::RenameField;
use crate::editor::{Detail, Viewport};
use crate::platform::pointer;
use crate::session::use_session;

/// The canvas and everything that lies on it.
#[component]
pub fn Surface() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let surface = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some(element) = surface.get() else { return };
        pointer::listen(
            &element,
            move |input| {
                session.handle(input);
            },
            move |at| signals.menu_at.set(Some((at.x, at.y))),
        );
        pointer::on_click_in(&element, ".buoy", "data-finding", move |index| {
            signals.left.set(Some(crate::session::LeftPanel::Problems));
            session.lay_panels();
            session.go_to_finding(index);
        });
        pointer::on_resize(&element, move |width, height| {
            session.edit(|editor| {
                let is_first = editor.sight.version <= 1;
                editor.resize(Viewport { width, height, ..editor.viewport });
                if is_first {
                    editor.fit_all();
                }
            });
        });
    });
    let is_staged = move || signals.scene.with(Option::is_some);
    let label = move || {
        let view = signals.perspective.with(|perspective| perspective.view.word());
        let mut view = view.to_owned();
        view[..1].make_ascii_uppercase();
        format!("{view} of {}", signals.name.get())
    };
    view! {
        <div
            id="canvas"
            class="surface"
            class:staged=is_staged
            node_ref=surface
            tabindex="0"
            role="application"
            aria-roledescription="context map"
            aria-label=label
            aria-describedby="hint"
            style:cursor=move || signals.cursor.get()
        >
            // One for all that is drawn: a pattern in what is not shown paints nothing.
            <svg class="hatches" aria-hidden="true"><defs inner_html=svg::hatches()></defs></svg>
            <Show when=move || signals.detail.get() == Detail::Page fallback=|| view! { <Picture/> }>
                <Page/>
            </Show>
            {move || signals.parts.get().map(|parts| (parts.stage)())}
            <svg class="overlay" aria-hidden="true" inner_html=move || signals.overlay.get()></svg>
            <RenameField/>
        </div>
    }
}
