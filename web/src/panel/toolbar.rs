//! The tools, and what the relationship tool draws.

use atoll_core::pattern::PATTERNS;
use leptos::prelude::*;

use crate::editor::{TOOLS, ToolKind, ToolSpec};
use crate::session::use_session;
use crate::widget::{IconButton, Sign};

/// The tools.
#[component]
pub fn Toolbar() -> impl IntoView {
    let session = use_session();
    let tools = TOOLS.iter().enumerate().map(|(index, tool)| view! { <Tool tool place=index + 1/> }).collect_view();
    view! {
        <div class="toolbar island" role="toolbar" aria-label="Tools">{tools}</div>
        <Show when=move || session.signals.tool.get() == ToolKind::Relationship>
            <Patterns/>
        </Show>
    }
}

#[component]
fn Tool(tool: &'static ToolSpec, place: usize) -> impl IntoView {
    let session = use_session();
    let is_on = Signal::derive(move || session.signals.tool.get() == tool.kind);
    let label = format!("{} ({place} or {})", tool.name, tool.letter.to_ascii_uppercase());
    view! {
        <IconButton
            label=label
            sign=sign(tool.kind)
            key_hint=place.to_string()
            is_on=is_on
            on_press=move |()| session.edit(|editor| editor.take_up(tool.kind))
        />
    }
}

/// The patterns that a relationship can be drawn with.
#[component]
fn Patterns() -> impl IntoView {
    let session = use_session();
    let chip = |(index, spec): (usize, &'static &'static atoll_core::pattern::PatternSpec)| {
        let is_on = move || session.signals.pattern.get() == index;
        view! {
            <button
                type="button"
                class="pattern"
                class:on=is_on
                aria-pressed=move || is_on().to_string()
                title=format!("{}: {}", spec.name, spec.summary)
                on:click=move |_| session.edit(|editor| editor.pattern = index)
            >
                {spec.code}
            </button>
        }
    };
    view! {
        <div class="patterns island" role="group" aria-label="Pattern of the relationships that you draw">
            {PATTERNS.iter().enumerate().map(chip).collect_view()}
        </div>
    }
}

fn sign(tool: ToolKind) -> Sign {
    match tool {
        ToolKind::Select => Sign::Pointer,
        ToolKind::Hand => Sign::Hand,
        ToolKind::Context => Sign::Island,
        ToolKind::Team => Sign::People,
        ToolKind::Domain => Sign::Region,
        ToolKind::Relationship => Sign::Route,
        ToolKind::Ripple => Sign::Ripple,
        ToolKind::Actor => Sign::Person,
    }
}
