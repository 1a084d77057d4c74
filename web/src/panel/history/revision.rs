//! The revision that is looked at: its name, what it is compared with, and what can be made of it.

use std::sync::Arc;

use atoll_core::difference::Difference;
use atoll_core::protocol::Revision;
use leptos::prelude::*;

use super::super::difference::DifferenceList;
use crate::session::{Against, use_session};
use crate::widget::{Button, Choice, Field, Tone};

/// The revision that is looked at.
#[component]
pub fn OneRevision() -> impl IntoView {
    let look = use_session().past().look;
    let revision = Memo::new(move |_| look.get());
    let hint = || {
        view! {
            <p class="quiet">
                "Move the slider or choose a step below: the map shows how it was then. Nothing changes by looking."
            </p>
        }
    };
    let is_looking = Memo::new(move |_| revision.get().is_some());
    let one = move || {
        // What stands in its fields goes on from one revision to the next.
        view! { <One revision=Signal::derive(move || revision.get().unwrap_or_default())/> }.into_any()
    };
    move || if is_looking.get() { one() } else { hint().into_any() }
}

#[component]
fn One(revision: Signal<Revision>) -> impl IntoView {
    let session = use_session();
    let timeline = session.past().timeline;
    let name = Signal::derive(move || {
        timeline.with(|timeline| {
            let milestone = timeline.as_ref().and_then(|timeline| timeline.milestone(revision.get()));
            milestone.map(|milestone| milestone.name.clone()).unwrap_or_default()
        })
    });
    let set_name = move |text: String| session.name_revision(revision.get_untracked(), text);
    let difference = session.past_difference();
    let list = move || {
        difference.get().map(|_| {
            let shown: Signal<Arc<Difference>> = Signal::derive(move || difference.get().unwrap_or_else(empty));
            view! {
                <h3>"What differs"</h3>
                <DifferenceList difference=shown/>
            }
        })
    };
    view! {
        <section class="one-revision" aria-label="This revision">
            <Field
                label="Name of this revision"
                value=name
                on_change=set_name
                placeholder="As in “Agreed in the workshop”"
            />
            <Comparing/>
            <div class="row">
                <Button
                    label="Restore"
                    tone=Tone::Main
                    on_press=move |()| session.restore_revision(revision.get_untracked())
                />
                <Button
                    label="Copy as new landscape"
                    on_press=move |()| session.copy_revision(revision.get_untracked())
                />
            </div>
            {list}
        </section>
    }
}

/// What the revision is compared with.
#[component]
fn Comparing() -> impl IntoView {
    let session = use_session();
    let past = session.past();
    let choices = {
        let timeline = past.timeline.clone();
        Memo::new(move |_| {
            let mut choices = vec![
                (Against::Nothing, "Nothing".to_owned()),
                (Against::Before, "The revision before".to_owned()),
                (Against::Now, "Now".to_owned()),
            ];
            timeline.with(|timeline| {
                let Some(timeline) = timeline else { return };
                choices.push((Against::Revision(timeline.first_revision()), "The beginning".to_owned()));
                let named = timeline.milestones().iter();
                choices.extend(named.map(|it| (Against::Revision(it.revision), format!("“{}”", it.name))));
            });
            choices
        })
    };
    let options = Signal::derive(move || choices.get().into_iter().map(|(_, words)| words).collect::<Vec<_>>());
    let against = past.against;
    let chosen = Signal::derive(move || {
        let now = against.get();
        choices.with(|choices| choices.iter().position(|(choice, _)| *choice == now).unwrap_or_default())
    });
    let take = move |place: usize| {
        let choice = choices.with_untracked(|choices| choices.get(place).map(|(choice, _)| *choice));
        session.compare_past(choice.unwrap_or_default());
    };
    view! { <Choice label="Compare with" options chosen on_change=take/> }
}

fn empty() -> Arc<Difference> {
    let nothing = atoll_core::model::Landscape::default();
    Arc::new(Difference::between(&nothing, &nothing, &atoll_core::change::Changes::default(), None))
}
