//! Short words to the person, and what a screen reader says.

use leptos::prelude::*;

use crate::session::{Toast, use_session};
use crate::widget::{Button, IconButton, Sign, Tone};

/// Short words to the person.
#[component]
pub fn Toasts() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    view! {
        <div class="toasts" role="region" aria-label="Messages">
            <For each=move || signals.toasts.get() key=|toast| toast.id let:toast>
                <ToastView toast/>
            </For>
            <Show when=move || signals.update_waits.get()>
                <div class="toast" role="status">
                    <p>"A newer Atoll is ready. Your work stays as it is."</p>
                    <Button
                        label="Use it now"
                        tone=Tone::Main
                        on_press=move |()| {
                            signals.update_waits.set(false);
                            session.with_parts(move |parts| (parts.use_update)(session));
                        }
                    />
                    <IconButton
                        label="Later"
                        sign=Sign::Close
                        on_press=move |()| signals.update_waits.set(false)
                    />
                </div>
            </Show>
        </div>
        <div class="for-ears" role="status" aria-live="polite">{move || signals.announcement.get()}</div>
        <Show when=move || signals.files_over.get()>
            <div class="files-over">
                <p>"Let go to open it. What is drawn now stays saved."</p>
            </div>
        </Show>
    }
}

#[component]
fn ToastView(toast: Toast) -> impl IntoView {
    let session = use_session();
    let toasts = session.signals.toasts;
    let id = toast.id;
    let close = move || toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
    let undo = toast.can_undo.then(|| {
        let undo = move |()| {
            session.act("undo");
            close();
        };
        view! { <Button label="Undo" on_press=undo/> }
    });
    view! {
        <div class="toast" class:problem=toast.is_problem role=if toast.is_problem { "alert" } else { "status" }>
            <p>{toast.text}</p>
            {undo}
            <IconButton label="Close" sign=Sign::Close on_press=move |()| close()/>
        </div>
    }
}
