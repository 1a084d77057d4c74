//! The panel on the right: what is chosen, or what a change does.

use leptos::prelude::*;

use super::inspector::Inspector;
use super::ripple::RipplePanel;
use crate::session::{RightTab, use_session};
use crate::widget::{IconButton, Sign};

/// The panel on the right.
#[component]
pub fn RightPanel() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let has_ripple = move || signals.ripple.with(Option::is_some);
    let tab = move |tab: RightTab, label: &'static str| {
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                aria-selected=move || (signals.right.get() == tab).to_string()
                on:click=move |_| {
                    signals.right.set(tab);
                    session.lay_panels();
                }
            >
                {label}
            </button>
        }
    };
    let fold = move |()| {
        signals.right_folded.set(true);
        session.lay_panels();
    };
    view! {
        <Show when=move || session.is_right_open()>
            <aside class="side right-panel" id="details" tabindex="-1" aria-label="Details">
                <header class="side-head">
                    <Show when=has_ripple fallback=|| view! { <h2>"Details"</h2> }>
                        <div class="tabs" role="tablist" aria-label="Details or ripple">
                            {tab(RightTab::Inspector, "Details")} {tab(RightTab::Ripple, "Ripple")}
                        </div>
                    </Show>
                    <IconButton label="Fold away" sign=Sign::Fold on_press=fold/>
                </header>
                <div class="side-body" id="details-body">
                    <Show when=move || signals.right.get() == RightTab::Ripple fallback=|| view! { <Inspector/> }>
                        <RipplePanel/>
                    </Show>
                </div>
            </aside>
        </Show>
        <Show when=move || signals.right_folded.get() && (has_ripple() || !signals.selection.with(|s| s.is_empty()))>
            <div class="island unfold">
                <IconButton
                    label="Show details"
                    sign=Sign::Fold
                    on_press=move |()| {
                        signals.right_folded.set(false);
                        session.lay_panels();
                    }
                />
            </div>
        </Show>
    }
}
