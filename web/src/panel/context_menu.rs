//! The menu of the right button: what can be done with what is under it.

use atoll_core::model::ElementId;
use atoll_core::refactoring::{self, Refactoring};
use leptos::prelude::*;

use crate::editor::{ACTIONS, Editor};
use crate::platform::page;
use crate::session::use_session;

/// What the menu offers, in order; what cannot be done now is left out.
const OFFERED: [&str; 15] = [
    "ripple",
    "focus",
    "rename",
    "connect",
    "swap-ends",
    "duplicate",
    "copy",
    "cut",
    "delete",
    "align-left",
    "align-top",
    "canvas",
    "refactor",
    "select-all",
    "fit-all",
];

/// Names the menu on the page.
const ID: &str = "context-menu";

/// The menu of the right button, while it is open.
#[component]
pub fn ContextMenu() -> impl IntoView {
    let session = use_session();
    let at = session.signals.menu_at;
    let close = move || at.set(None);
    move || {
        let (x, y) = at.get()?;
        let is_offered = |editor: &Editor, code: &str| {
            ACTIONS.iter().find(|action| action.code == code).filter(|action| (action.is_enabled)(editor)).copied()
        };
        let actions: Vec<_> =
            session.peek(|editor| OFFERED.iter().filter_map(|code| is_offered(editor, code)).collect());
        let item = |action: &'static crate::editor::Action| {
            view! {
                <button
                    type="button"
                    role="menuitem"
                    class="menu-item"
                    on:click=move |_| {
                        close();
                        session.act(action.code);
                        page::focus("canvas");
                    }
                >
                    <span>{action.label}</span>
                    {action.keys.first().map(|keys| view! { <kbd>{keys.to_string()}</kbd> })}
                </button>
            }
        };
        // A menu that is longer than this is not read.
        const REFACTORINGS: usize = 6;
        let refactorings = session.peek(|editor| {
            let chosen: Vec<ElementId> = editor.selection.iter().copied().collect();
            let offered =
                if chosen.is_empty() { Vec::new() } else { refactoring::offered(editor.landscape(), &chosen) };
            offered.into_iter().take(REFACTORINGS).map(|one| (one, chosen.clone())).collect::<Vec<_>>()
        });
        let reshape = |(one, chosen): (&'static Refactoring, Vec<ElementId>)| {
            view! {
                <button
                    type="button"
                    role="menuitem"
                    class="menu-item"
                    on:click=move |_| {
                        close();
                        session.reshape(Some((one, chosen.clone())));
                    }
                >
                    <span>{format!("{}…", one.name)}</span>
                </button>
            }
        };
        let menu = NodeRef::<leptos::html::Div>::new();
        Effect::new(move |_| {
            if menu.get().is_some() {
                page::focus_button(ID, None);
            }
        });
        Some(view! {
            <div class="menu-backdrop" on:pointerdown=move |_| close() on:contextmenu=move |event| {
                event.prevent_default();
                close();
            }></div>
            <div
                id=ID
                node_ref=menu
                class="menu at-pointer"
                role="menu"
                aria-label="What to do"
                style:left=format!("min({x:.0}px, 100vw - 260px)")
                style:top=format!("min({y:.0}px, 100vh - 340px)")
                on:keydown=move |event| {
                    match event.key().as_str() {
                        "ArrowDown" => page::focus_button(ID, Some(1)),
                        "ArrowUp" => page::focus_button(ID, Some(-1)),
                        "Escape" | "Tab" => {
                            close();
                            page::focus("canvas");
                        }
                        _ => return,
                    }
                    event.prevent_default();
                    event.stop_propagation();
                }
            >
                {actions.into_iter().map(item).collect_view()}
                {refactorings.into_iter().map(reshape).collect_view()}
            </div>
        })
    }
}
