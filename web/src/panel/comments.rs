//! What people say to each other about a landscape: with each element, as a list, and as pins on the map.

mod pins;
mod threads;

use std::sync::Arc;

use atoll_core::model::{Comment, CommentId, ElementId};
use leptos::prelude::*;

use self::threads::{Thread, threads};
use super::inspector::parts::derived;
use super::outline::shown;
use crate::session::commenting::told_time;
use crate::session::{LeftPanel, use_session};
use crate::widget::{Button, Field, Fold, IconButton, Sign, Tick, Tone, Writing};

pub use pins::Pins;

/// The fold of the list that holds what is settled.
const SETTLED: &str = "settled comments";

/// All comments, open and settled.
#[component]
pub fn CommentList() -> impl IntoView {
    let session = use_session();
    let all = derived(session, |landscape| threads(landscape, None));
    let shows_settled = session.is_unfolded(SETTLED);
    let is_shown = move |thread: &Thread| shows_settled.get() || !thread.head.is_settled;
    let count = move || all.with(|all| all.iter().filter(|thread| !thread.head.is_settled).count());
    let items = move || {
        let threads = all.get().into_iter().filter(is_shown);
        threads.map(|thread| view! { <Talk thread names_subject=true/> }).collect_view()
    };
    view! {
        <aside class="side left-panel" aria-label="Comments">
            <header class="side-head">
                <h2>"Comments"</h2>
                <IconButton
                    label="Close"
                    sign=Sign::Close
                    on_press=move |()| session.toggle_left(LeftPanel::Comments)
                />
            </header>
            <div class="side-body comments">
                <p class="quiet">
                    {move || match count() {
                        0 => "No comment is open.".to_owned(),
                        1 => "1 comment is open.".to_owned(),
                        several => format!("{several} comments are open."),
                    }}
                </p>
                <Tick label="Settled as well" is_on=shows_settled on_change=move |_| session.toggle_fold(SETTLED)/>
                <ul class="talks">{items}</ul>
                <Write title="Comment on the landscape" done_label="Comment" about=ElementId::Header answers_to=None/>
            </div>
        </aside>
    }
}

/// The comments about one element, and a way to add one.
#[component]
pub fn CommentsAbout(
    /// The element; the header stands for the landscape as a whole.
    id: ElementId,
) -> impl IntoView {
    let session = use_session();
    let all = derived(session, move |landscape| threads(landscape, Some(id)));
    let title = move || match all.with(|all| all.iter().filter(|thread| !thread.head.is_settled).count()) {
        0 => "Comments".to_owned(),
        count => format!("Comments ({count} open)"),
    };
    let talks = move || all.get().into_iter().map(|thread| view! { <Talk thread names_subject=false/> }).collect_view();
    let show_all = move |()| {
        session.signals.left.set(Some(LeftPanel::Comments));
        session.lay_panels();
    };
    view! {
        <section class="comments" aria-label="Comments">
            <h3>{title}</h3>
            <ul class="talks">{talks}</ul>
            <Write title="Write a comment" done_label="Comment" about=id answers_to=None/>
            <Button label="All comments" tone=Tone::Quiet on_press=show_all/>
        </section>
    }
}

/// A comment with its answers.
#[component]
fn Talk(thread: Thread, names_subject: bool) -> impl IntoView {
    let session = use_session();
    let Thread { head, answers } = thread;
    let (id, subject, is_settled) = (head.id, head.subject(), head.is_settled);
    let name = session.peek(|editor| match subject {
        ElementId::Header => "The landscape".to_owned(),
        subject => shown(editor.landscape(), subject),
    });
    let subject_button = names_subject.then(|| {
        view! { <button type="button" class="word" on:click=move |_| session.go_on_to(subject)>{name}</button> }
    });
    let label = if is_settled { "Reopen" } else { "Settle" };
    let settle = move |()| session.settle(id, !is_settled);
    let answers = answers.into_iter().map(|answer| view! { <li><Saying comment=answer/></li> }).collect_view();
    view! {
        <li class="talk" class:settled=is_settled>
            {subject_button}
            <Saying comment=head/>
            <ul class="answers">{answers}</ul>
            <Write title="Answer" done_label="Send" about=subject answers_to=Some(id)/>
            <Show when=move || session.may_comment()>
                <Button label tone=Tone::Quiet on_press=settle/>
            </Show>
        </li>
    }
}

/// What somebody wrote, and what whoever may can do with it.
#[component]
fn Saying(comment: Arc<Comment>) -> impl IntoView {
    let session = use_session();
    let id = comment.id;
    let author = if comment.author.trim().is_empty() { "Somebody".to_owned() } else { comment.author.clone() };
    let when = told_time(&comment.written);
    let settled = comment.is_settled.then(|| view! { <span class="quiet">"settled"</span> });
    let (is_open, on_press) = session.unfolding(format!("edit comment {id}"));
    let text = comment.text.clone();
    let (told, value) = (text.clone(), Signal::stored(text));
    let content = move || {
        view! {
            <Field label="Comment" value on_change=move |text: String| session.reword(id, &text) is_long=true/>
            <Button label="Delete this comment" tone=Tone::Quiet on_press=move |()| session.remove_comment(id)/>
        }
        .into_any()
    };
    view! {
        <div class="saying">
            <p class="who"><strong>{author}</strong> <span class="quiet">{when}</span> {settled}</p>
            <p class="said">{told}</p>
            <Show when=move || session.may_change(&comment)>
                <Fold title="Edit" amount=Signal::stored(String::new()) is_open on_press content/>
            </Show>
        </div>
    }
}

/// A place to write, folded away until somebody wants it.
#[component]
fn Write(
    title: &'static str,
    done_label: &'static str,
    about: ElementId,
    answers_to: Option<CommentId>,
) -> impl IntoView {
    let session = use_session();
    let key = answers_to.map_or_else(|| format!("comment on {about}"), |id| format!("answer {id}"));
    let (is_open, on_press) = session.unfolding(key);
    let done = move |text: String| {
        let is_done = session.comment(about, answers_to, &text);
        if is_done {
            on_press.run(());
        }
        is_done
    };
    let content = move || view! { <Writing label="What you want to say" done_label on_done=done/> }.into_any();
    view! {
        <Show when=move || session.may_comment()>
            <Fold title amount=Signal::stored(String::new()) is_open on_press content/>
        </Show>
    }
}
