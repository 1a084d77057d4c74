//! Refactorings: what applies to what is chosen, what each asks, and what it would do before it is done.

use atoll_core::model::ElementId;
use atoll_core::refactoring::{self, Answer, Ask, Question, Refactoring};
use leptos::prelude::*;

use super::difference::DifferenceList;
use super::outline::shown;
use crate::session::reshaping::Reshaping;
use crate::session::{LeftPanel, use_session};
use crate::widget::{Button, Choice, Field, IconButton, Sign, Tick, Tone};

/// The panel of refactorings.
#[component]
pub fn Refactorings() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    // Which one is looked at; answers are read where they are asked for.
    let chosen = Memo::new(move |_| signals.reshaping.with(|it| it.as_ref().map(|it| (it.code, it.selection.clone()))));
    on_cleanup(move || {
        signals.reshaping.set(None);
        session.compare(None);
    });
    let body = move || match chosen.get() {
        Some((code, selection)) => {
            let one = refactoring::refactoring(code)?;
            Some(view! { <One one selection/> }.into_any())
        }
        None => Some(view! { <Offered/> }.into_any()),
    };
    view! {
        <aside class="side left-panel" aria-label="Refactorings">
            <header class="side-head">
                <h2>"Refactorings"</h2>
                <IconButton
                    label="Close"
                    sign=Sign::Close
                    on_press=move |()| session.toggle_left(LeftPanel::Refactorings)
                />
            </header>
            <div class="side-body refactorings">{body}</div>
        </aside>
    }
}

/// What applies to what is chosen.
#[component]
fn Offered() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let offered = Memo::new(move |_| {
        signals.revision.track();
        let chosen: Vec<ElementId> = signals.selection.with(|selection| selection.iter().copied().collect());
        session.peek(|editor| {
            let all = refactoring::offered(editor.landscape(), &chosen);
            all.into_iter().map(|one| one.code).collect::<Vec<_>>()
        })
    });
    let item = move |one: &'static Refactoring| {
        let look = move |_| {
            let chosen = signals.selection.with_untracked(|selection| selection.iter().copied().collect());
            session.reshape(Some((one, chosen)));
        };
        view! {
            <li>
                <button type="button" class="view-item" on:click=look>
                    <strong>{one.name}</strong>
                    <span class="quiet">{one.about}</span>
                </button>
            </li>
        }
    };
    let items = move || offered.get().into_iter().filter_map(refactoring::refactoring).map(item).collect_view();
    let words = move || match signals.selection.with(|selection| selection.len()) {
        0 => {
            "These apply to the landscape as a whole. Choose something, or several things, for those that apply to it."
        }
        _ => "These apply to what is chosen. Nothing is changed before you have seen what it would do.",
    };
    view! {
        <p class="quiet">{words}</p>
        <ul class="views">{items}</ul>
        <Show when=move || offered.with(Vec::is_empty)>
            <p>"None applies to what is chosen. Choose a context, two contexts, a relationship, an aggregate, a data store or a team."</p>
        </Show>
    }
}

/// A refactoring: what it asks and what it would do.
#[component]
fn One(one: &'static Refactoring, selection: Vec<ElementId>) -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let of = session.peek(|editor| {
        let names: Vec<String> = selection.iter().map(|id| shown(editor.landscape(), *id)).collect();
        names.join(", ")
    });
    let questions = session.peek(|editor| (one.questions)(editor.landscape(), &selection)).unwrap_or_default();
    let preview = session.previewing();
    let refusal = move || preview.with(|it| it.as_ref().err().cloned());
    let difference = move || preview.with(|it| it.as_ref().ok().map(|it| it.difference.clone()));
    let apply = move |()| {
        if let Ok(preview) = preview.get_untracked() {
            session.do_reshape(&preview);
        }
    };
    let cannot = Signal::derive(move || preview.with(Result::is_err));
    view! {
        <h3 tabindex="-1">{one.name}</h3>
        <p class="quiet">{of}</p>
        <p>{one.about}</p>
        {questions.into_iter().map(|question| view! { <Asked question/> }).collect_view()}
        {move || refusal().map(|words| view! { <p class="refusal" role="status">{words}</p> })}
        <div class="row">
            <Button label="Do it" tone=Tone::Main is_off=cannot on_press=apply/>
            <Button
                label="Another"
                tone=Tone::Quiet
                on_press=move |()| {
                    session.compare(None);
                    signals.reshaping.set(None);
                }
            />
        </div>
        {move || difference().map(|difference| view! {
            <h4>"What it would do"</h4>
            <DifferenceList difference=Signal::stored(difference)/>
        })}
    }
}

/// A question of a refactoring.
#[component]
fn Asked(question: Question) -> impl IntoView {
    let session = use_session();
    let Question { key, label, ask } = question;
    let given = move || {
        session.signals.reshaping.with(|it: &Option<Reshaping>| it.as_ref().and_then(|it| it.answers.get(key).cloned()))
    };
    match ask {
        Ask::Text { suggested } => {
            let value = Signal::derive(move || match given() {
                Some(Answer::Text(text)) => text,
                _ => suggested.clone(),
            });
            view! { <Field label value on_change=move |text| session.answer(key, Answer::Text(text))/> }.into_any()
        }
        Ask::One { options, suggested } => {
            let (keys, words): (Vec<String>, Vec<String>) = options.into_iter().unzip();
            let places = keys.clone();
            let chosen = Signal::derive(move || match given() {
                Some(Answer::One(key)) => places.iter().position(|other| *other == key).unwrap_or(suggested),
                _ => suggested,
            });
            let take = move |place: usize| {
                if let Some(one) = keys.get(place) {
                    session.answer(key, Answer::One(one.clone()));
                }
            };
            view! { <Choice label options=Signal::stored(words) chosen on_change=take/> }.into_any()
        }
        Ask::Some { of, suggested } => {
            let chosen = Memo::new(move |_| match given() {
                Some(Answer::Some(ids)) => ids,
                _ => suggested.clone(),
            });
            let tick = move |id: ElementId| {
                let name = session.peek(|editor| shown(editor.landscape(), id));
                let is_on = Signal::derive(move || chosen.with(|chosen| chosen.contains(&id)));
                let turn = move |is_on: bool| {
                    let mut ids = chosen.get_untracked();
                    ids.retain(|other| *other != id);
                    if is_on {
                        ids.push(id);
                    }
                    session.answer(key, Answer::Some(ids));
                };
                view! { <Tick label=name is_on on_change=turn/> }
            };
            view! {
                <fieldset class="ticks">
                    <legend>{label}</legend>
                    {of.into_iter().map(tick).collect_view()}
                </fieldset>
            }
            .into_any()
        }
    }
}
