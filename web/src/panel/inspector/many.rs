//! What can be done with several elements at once.

use atoll_core::command::{Batch, Command, ContextEdit, EditContext};
use atoll_core::model::{Classification, ContextId, ElementId, ProblemSpace};
use leptos::prelude::*;

use super::parts::{AddChoice, derived, named};
use crate::editor::ACTIONS;
use crate::session::use_session;
use crate::widget::Button;

/// What can be done with several elements at once.
#[component]
pub(super) fn ManyInspector() -> impl IntoView {
    let session = use_session();
    let selection = session.signals.selection;
    let contexts = move || {
        selection.with_untracked(|selection| {
            let context = |id: &ElementId| match id {
                ElementId::Context(id) => Some(*id),
                _ => None,
            };
            selection.iter().filter_map(context).collect::<Vec<ContextId>>()
        })
    };
    let each = move |label: &str, edit: &dyn Fn(ContextId) -> ContextEdit| {
        let commands: Vec<Command> =
            contexts().into_iter().map(|id| EditContext { id, edit: edit(id) }.into()).collect();
        session.run(label, Batch::of(commands));
    };
    let teams = derived(session, |landscape| named(landscape, landscape.teams.keys().map(|id| (*id).into())));
    let domains = derived(session, |landscape| named(landscape, landscape.domains.keys().map(|id| (*id).into())));
    let own = move |id: ElementId| {
        if let ElementId::Team(team) = id {
            each("Change owner", &|_| ContextEdit::Owners(vec![team]));
        }
    };
    let house = move |id: ElementId| {
        if let ElementId::Domain(domain) = id {
            each("Change domain", &|_| ContextEdit::Implements(vec![ProblemSpace::Domain(domain)]));
        }
    };
    let classify = move |class: Classification| {
        view! {
            <Button
                label=class.word()
                on_press=move |()| each("Classify", &|_| ContextEdit::Classification(class))
            />
        }
    };
    let action = |code: &'static str| {
        let label = ACTIONS.iter().find(|action| action.code == code).map_or(code, |action| action.label);
        view! {
            <Button label=label on_press=move |()| {
                use_session_act(session, code);
            }/>
        }
    };
    let classes = [Classification::Core, Classification::Supporting, Classification::Generic];
    view! {
        <div class="inspector">
            <h3>{move || format!("{} elements", selection.with(|selection| selection.len()))}</h3>
            <div class="field">
                <span>"Class of the chosen contexts"</span>
                <div class="row">{classes.map(classify).collect_view()}</div>
            </div>
            <AddChoice label="Give the contexts to a team" options=teams on_add=own/>
            <AddChoice label="Put the contexts into a domain" options=domains on_add=house/>
            <div class="field">
                <span>"Arrange"</span>
                <div class="column">
                    {["align-left", "align-center", "align-top", "align-middle"].map(action).collect_view()}
                </div>
            </div>
            <div class="row">{["duplicate", "delete"].map(action).collect_view()}</div>
        </div>
    }
}

fn use_session_act(session: crate::session::Session, code: &str) {
    session.act(code);
}
