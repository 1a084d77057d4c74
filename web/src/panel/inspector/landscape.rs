//! What is said of the landscape as a whole.

use atoll_core::command::{EditHeader, HeaderEdit};
use atoll_core::model::{ElementId, MapKind, MapState, Record};
use leptos::prelude::*;

use super::parts::{HeldTexts, place, words};
use crate::session::use_session;
use crate::widget::{Choice, Field};

/// What is said of the landscape as a whole.
#[component]
pub(super) fn LandscapeInspector() -> impl IntoView {
    let session = use_session();
    let header = Memo::new(move |_| match session.record(ElementId::Header) {
        Some(Record::Header(header)) => header,
        _ => std::sync::Arc::default(),
    });
    let edit = move |label: &str, edit: HeaderEdit| {
        session.run(label, EditHeader { edit });
    };
    let name = Signal::derive(move || header.with(|header| header.name.clone()));
    let purpose = Signal::derive(move || header.with(|header| header.purpose.clone()));
    let kind = Signal::derive(move || header.with(|header| place(MapKind::ALL, &header.kind)));
    let state = Signal::derive(move || header.with(|header| place(MapState::ALL, &header.state)));
    view! {
        <div class="inspector">
            <Field label="Name" id="inspector-first" value=name on_change=move |name| edit("Rename", HeaderEdit::Name(name))/>
            <Field
                label="Purpose"
                is_long=true
                value=purpose
                on_change=move |text| edit("Change purpose", HeaderEdit::Purpose(text))
            />
            <Choice
                label="Kind of map"
                options=words(MapKind::ALL, MapKind::word)
                chosen=kind
                on_change=move |index: usize| edit("Change kind of map", HeaderEdit::Kind(MapKind::ALL[index]))
            />
            <Choice
                label="It shows what is, or what is to be"
                options=words(MapState::ALL, MapState::word)
                chosen=state
                on_change=move |index: usize| edit("Change state", HeaderEdit::State(MapState::ALL[index]))
            />
            <HeldTexts held=Signal::derive(move || header.with(|header| header.held.clone()))/>
        </div>
    }
}
