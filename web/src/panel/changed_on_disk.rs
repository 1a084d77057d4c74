//! The question what to do about a file that somebody else wrote since it was opened here.

use leptos::prelude::*;

use crate::session::{Session, use_session};
use crate::widget::{Button, Modal, Tone};

/// Asks whether to write over a file that is not as it was.
#[component]
pub fn ChangedOnDisk(
    /// What the file is called.
    name: String,
) -> impl IntoView {
    let session = use_session();
    let close = move || session.signals.dialog.set(None);
    let choice = move |label: &'static str, tone: Tone, does: fn(&Session)| {
        let on_press = move |()| {
            close();
            does(&session);
        };
        view! { <Button label tone on_press/> }
    };
    view! {
        <Modal id="changed-on-disk" title="The file was changed on disk" on_close=move |()| close()>
            <p>
                {format!("{name} was written by somebody else, or by another program, since it was opened or saved here.")}
            </p>
            <p class="quiet">"What you drew is kept in this browser, whatever you choose."</p>
            <div class="row end">
                {choice("Open what is on disk", Tone::Plain, Session::open_what_is_on_disk)}
                {choice("Save under another name…", Tone::Main, Session::save_elsewhere)}
                {choice("Write over it", Tone::Plain, Session::save_over)}
            </div>
        </Modal>
    }
}
