//! What became of an import: what was kept, what is held as text, what was not understood.

use atoll_core::format::{Note, NoteKind};
use leptos::prelude::*;

use crate::session::use_session;
use crate::widget::{Button, Modal, Tone};

/// More lines than this are counted and not listed.
const LIMIT: usize = 60;

/// What became of the last import.
#[component]
pub fn ImportReport() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let report = signals.report.get_untracked()?;
    let close = move |()| signals.dialog.set(None);
    let title = match report.failure {
        Some(_) => format!("{} was not opened", report.file),
        None => format!("{} is open", report.file),
    };
    let failure = report.failure.clone().map(|reason| {
        view! {
            <p class="failure">{reason}</p>
            <p class="quiet">"Nothing was changed: the landscape that you had is still there."</p>
        }
    });
    let kept = report.failure.is_none().then(|| {
        let kept = if report.kept.is_empty() { "nothing".to_owned() } else { report.kept.join(", ") };
        view! { <p><strong>"Taken over: "</strong>{kept}"."</p> }
    });
    let kinds = [
        (NoteKind::NotUnderstood, "Not understood", "Mend these lines in the file and open it again."),
        (NoteKind::Changed, "Taken over differently", "The file says something that cannot be so."),
        (NoteKind::Held, "Kept as text", "Atoll has no place for these yet; their text stays with the element."),
    ];
    let sections = kinds.into_iter().filter_map(|(kind, title, advice)| {
        let notes: Vec<Note> = report.of_kind(kind).cloned().collect();
        (!notes.is_empty()).then(|| view! { <Section title advice notes/> })
    });
    let sections = sections.collect_view();
    let undo = report.failure.is_none().then(|| {
        let undo = move |()| {
            signals.dialog.set(None);
            session.act("undo");
        };
        view! { <Button label="Go back to what I had" on_press=undo/> }
    });
    Some(view! {
        <Modal id="import" title on_close=close>
            {failure} {kept} {sections}
            <div class="row end">
                {undo}
                <Button label="Close" tone=Tone::Main on_press=close/>
            </div>
        </Modal>
    })
}

#[component]
fn Section(title: &'static str, advice: &'static str, notes: Vec<Note>) -> impl IntoView {
    let more = notes.len().saturating_sub(LIMIT);
    let heading = format!("{title} ({})", notes.len());
    let line = |note: Note| {
        let place = match note.file {
            Some(file) => format!("{file}, line {}", note.line),
            None => format!("Line {}", note.line),
        };
        view! { <li><span class="quiet">{place}</span>" "{note.message}</li> }
    };
    view! {
        <details class="notes" open=title == "Not understood">
            <summary>{heading}</summary>
            <p class="quiet">{advice}</p>
            <ul>{notes.into_iter().take(LIMIT).map(line).collect_view()}</ul>
            {(more > 0).then(|| format!("and {more} more"))}
        </details>
    }
}
