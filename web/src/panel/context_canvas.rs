//! The Bounded Context Canvas of a context, as the page that people know: to fill in, to print, to save as text.

mod communication;
mod language;

use atoll_core::command::Set;
use atoll_core::model::{BoundedContext, Classification, ContextId, DomainRole, Evolution, Field as _, Value};
use atoll_core::view::bounded_context_canvas::ContextCanvas;
use leptos::prelude::{Set as _, *};

use self::communication::Communication;
use self::language::Language;
use super::inspector::parts::{context, derived};
use crate::platform::{file, page};
use crate::session::use_session;
use crate::widget::{Button, Choice, Field, Lines, Modal, Tone};

/// The canvas of a context, over everything.
#[component]
pub fn ContextCanvasPage(id: ContextId) -> impl IntoView {
    let session = use_session();
    let record = context(session, id);
    let canvas = derived(session, move |landscape| ContextCanvas::of(landscape, id));
    let close = move |()| session.signals.dialog.set(None);
    let save = move |()| {
        let text = session.peek(|editor| {
            let landscape = editor.landscape();
            landscape.contexts.get(&id).map(|context| canvas.get_untracked().markdown(landscape, context))
        });
        if let Some(text) = text {
            let name = record.with_untracked(|context| file_name(&context.name));
            file::download_text(&name, "text/markdown", &text);
        }
    };
    view! {
        <Modal id="context-canvas" title="Bounded Context Canvas" on_close=close>
            <div class="canvas-tools row">
                <Button label="Print" on_press=move |()| page::print()/>
                <Button label="Save as Markdown" tone=Tone::Quiet on_press=save/>
                <span class="quiet">"Bounded Context Canvas v5 by ddd-crew, CC BY 4.0"</span>
            </div>
            <div class="canvas-sheet">
                <section class="canvas-cell canvas-name">
                    <Text id record field="name" label="Name"/>
                </section>
                <section class="canvas-cell canvas-purpose">
                    <Text id record field="purpose" label="Purpose" is_long=true/>
                </section>
                <section class="canvas-cell canvas-strategy">
                    <h3>"Strategic classification"</h3>
                    <Strategy id/>
                </section>
                <section class="canvas-cell canvas-roles">
                    <h3>"Domain roles"</h3>
                    <Roles id/>
                </section>
                <section class="canvas-cell canvas-inbound">
                    <h3>"Inbound communication"</h3>
                    <Communication id canvas is_inbound=true/>
                </section>
                <section class="canvas-cell canvas-language">
                    <h3>"Ubiquitous language"</h3>
                    <Language id canvas/>
                </section>
                <section class="canvas-cell canvas-decisions">
                    <Several id record field="decisions" label="Business decisions"/>
                </section>
                <section class="canvas-cell canvas-outbound">
                    <h3>"Outbound communication"</h3>
                    <Communication id canvas is_inbound=false/>
                </section>
                <section class="canvas-cell canvas-assumptions">
                    <Several id record field="assumptions" label="Assumptions"/>
                </section>
                <section class="canvas-cell canvas-metrics">
                    <Several id record field="metrics" label="Verification metrics"/>
                </section>
                <section class="canvas-cell canvas-questions">
                    <Several id record field="questions" label="Open questions"/>
                </section>
            </div>
        </Modal>
    }
}

/// A name for the file that every system takes.
fn file_name(name: &str) -> String {
    let plain = |character: char| if character.is_alphanumeric() { character } else { '-' };
    let name: String = name.to_lowercase().chars().map(plain).take(60).collect();
    format!("{}-canvas.md", if name.is_empty() { "context" } else { name.as_str() })
}

/// What a field of the context holds.
fn held(record: Signal<std::sync::Arc<BoundedContext>>, field: &'static str) -> Value {
    record.with(|context| atoll_core::model::Record::Context(context.clone()).field(field))
}

/// A text of the context.
#[component]
fn Text(
    id: ContextId,
    record: Signal<std::sync::Arc<BoundedContext>>,
    field: &'static str,
    label: &'static str,
    #[prop(optional)] is_long: bool,
) -> impl IntoView {
    let session = use_session();
    let value = Signal::derive(move || match held(record, field) {
        Value::Text(text) => text,
        _ => String::new(),
    });
    let change = move |text: String| {
        session.run(&format!("Change {}", label.to_lowercase()), Set::new(id, field, &text));
    };
    view! { <Field label value is_long on_change=change/> }
}

/// Several texts of the context.
#[component]
fn Several(
    id: ContextId,
    record: Signal<std::sync::Arc<BoundedContext>>,
    field: &'static str,
    label: &'static str,
) -> impl IntoView {
    let session = use_session();
    let values = Signal::derive(move || {
        let mut lines: Vec<String> = Vec::new();
        // The field is a list of texts: what does not fit leaves the list empty.
        let _ = lines.set(held(record, field));
        lines
    });
    let change = move |lines: Vec<String>| {
        session.run(&format!("Change {}", label.to_lowercase()), Set::new(id, field, &lines));
    };
    view! { <Lines label values on_change=change/> }
}

/// How the business sees it.
#[component]
fn Strategy(id: ContextId) -> impl IntoView {
    let session = use_session();
    let context = context(session, id);
    let words = |choices: &'static [atoll_core::model::Choice]| {
        choices.iter().map(|choice| choice.word.to_owned()).collect::<Vec<_>>()
    };
    let class = Signal::derive(move || context.with(|context| context.classification as usize));
    // Where a context has no class of its own, it has that of its subdomain.
    let classes = derived(session, move |landscape| {
        let inherited = landscape.contexts.get(&id).map(|context| BoundedContext {
            classification: Classification::Undefined,
            ..BoundedContext::clone(context)
        });
        let inherited = inherited.map(|context| landscape.classification_of(&context)).unwrap_or_default();
        let mut classes = words(Classification::CHOICES);
        if inherited != Classification::Undefined {
            classes[0] = format!("{}, as its subdomain", inherited.word());
        }
        classes
    });
    let evolution = Signal::derive(move || context.with(|context| context.evolution as usize));
    let model = Signal::derive(move || context.with(|context| context.business_model.clone()));
    let classify = move |index: usize| {
        session.run("Classify", Set::new(id, "classification", &Classification::ALL[index]));
    };
    let evolve = move |index: usize| {
        session.run("Change evolution", Set::new(id, "evolution", &Evolution::ALL[index]));
    };
    let earn = move |text: String| {
        session.run("Change business model", Set::new(id, "business_model", &text));
    };
    view! {
        <Choice label="Domain" options=classes chosen=class on_change=classify/>
        <Field label="Business model" value=model placeholder="revenue, engagement, compliance…" on_change=earn/>
        <Choice label="Evolution" options=words(Evolution::CHOICES) chosen=evolution on_change=evolve/>
    }
}

/// Which parts it plays: those that are said, and the rest to choose from.
#[component]
fn Roles(id: ContextId) -> impl IntoView {
    let session = use_session();
    let context = context(session, id);
    let role = move |role: DomainRole| {
        let is_on = Signal::derive(move || context.with(|context| context.roles.contains(&role)));
        let toggle = move |_| {
            let mut roles = context.with_untracked(|context| context.roles.clone());
            match roles.iter().position(|one| *one == role) {
                Some(place) => drop(roles.remove(place)),
                None => roles.push(role),
            }
            session.run("Change domain roles", Set::new(id, "roles", &roles));
        };
        view! {
            <button type="button" class="role" aria-pressed=move || is_on.get().to_string() on:click=toggle>
                {role.word()}
            </button>
        }
    };
    view! {
        <div class="roles" role="group" aria-label="Domain roles">
            {DomainRole::ALL.iter().copied().map(role).collect_view()}
        </div>
    }
}
