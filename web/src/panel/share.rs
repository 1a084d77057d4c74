//! With whom the landscape is drawn: sharing it, links and their rights, who is here, what was not accepted.

mod links;
mod refused;
mod signed_in;

use std::sync::Arc;

use atoll_core::protocol::Right;
use leptos::prelude::*;

use crate::session::sharing::{Company, hue};
use crate::session::{Session, use_session};
use crate::widget::{Button, Field, Modal, Tone};

use links::Links;
use refused::RefusedList;
use signed_in::SignedIn;

/// With whom the landscape is drawn.
#[component]
pub fn Share() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let is_shared = Memo::new(move |_| signals.company.with(Option::is_some));
    view! {
        <Modal id="share" title="Share" on_close=move |()| signals.dialog.set(None)>
            <div class="share">
                <Show when=move || is_shared.get() fallback=|| view! { <NotShared/> }>
                    <Shared/>
                </Show>
            </div>
        </Modal>
    }
}

#[component]
fn NotShared() -> impl IntoView {
    let session = use_session();
    let (is_asked, share) = session.sharing_once();
    view! {
        <p>
            "What you draw is kept in this browser and nowhere else. Share it, and whoever has a link that you hand out sees \
             it and draws with you, at the same time; you decide who may look, comment or edit."
        </p>
        <SignedIn/>
        <MyName/>
        <Button
            label="Share this landscape"
            tone=Tone::Main
            is_off=is_asked
            on_press=share
        />
        <p class="quiet">
            "The server keeps a copy then. What you drew before stays in this browser as well, as it is now."
        </p>
    }
}

#[component]
fn Shared() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let of = move |read: fn(&Company) -> bool| {
        Memo::new(move |_| signals.company.with(|company| company.as_ref().is_some_and(|company| read(company))))
    };
    let is_owner = of(|company| company.right == Right::Own);
    let has_refused = of(|company| !company.refused.is_empty());
    let has_ended = of(|company| company.ended.is_some());
    view! {
        <Standing/>
        <Show when=move || has_ended.get()>
            <div class="share-row">
                <Button label="Try again" on_press=move |()| session.try_again()/>
            </div>
        </Show>
        <Show when=move || has_refused.get()>
            <RefusedList/>
        </Show>
        <Show
            when=move || is_owner.get()
            fallback=|| view! { <p class="quiet">"Whoever owns this landscape hands out links to it."</p> }
        >
            <Links/>
        </Show>
        <People/>
        <SignedIn/>
        <MyName/>
        <div class="share-row">
            <Button
                label="Copy as my own"
                on_press=move |()| {
                    signals.dialog.set(None);
                    session.copy_as_own();
                }
            />
        </div>
    }
}

/// How it stands with the server, in a sentence.
#[component]
fn Standing() -> impl IntoView {
    use atoll_core::sync::Standing;
    let signals = use_session().signals;
    let words = move || {
        let company: Option<Arc<Company>> = signals.company.get();
        let company = company?;
        if let Some(why) = &company.ended {
            return Some(why.clone());
        }
        let waiting = match company.unsent {
            0 => "Everything that you drew is with the others.".to_owned(),
            1 => "1 change of yours is on its way.".to_owned(),
            count => format!("{count} changes of yours are on their way."),
        };
        Some(match company.standing {
            Standing::Together => format!("You are connected, and may {}. {waiting}", company.right.words()),
            Standing::CatchingUp => "You are catching up with what the others drew.".to_owned(),
            Standing::Joining => "Connecting…".to_owned(),
            Standing::Apart => match company.unsent {
                0 => "You are offline. Go on drawing: it is kept here and sent when there is a connection.".to_owned(),
                count => format!(
                    "You are offline. {count} changes of yours are kept in this browser and sent when there \
                                  is a connection."
                ),
            },
        })
    };
    view! { <p role="status">{words}</p> }
}

/// Who is here.
#[component]
fn People() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let people = move || {
        let company = signals.company.get()?;
        let me = (company.person.id.clone(), company.person.name.clone());
        let others = company.others.iter().map(|other| {
            let (member, is_followed) = (other.member, company.following == Some(other.member));
            let does = if other.is_looking { "looks" } else { "draws" };
            let label = if is_followed { "Stop following" } else { "Follow" };
            view! {
                <li class="share-row">
                    <span class=format!("face hue-{}", other.hue) aria-hidden="true">{other.initials.clone()}</span>
                    <span class="grow">{other.name.clone()} <span class="quiet">" "{does}</span></span>
                    <Button label tone=Tone::Quiet on_press=move |()| session.follow(Some(member))/>
                </li>
            }
        });
        let others = others.collect_view();
        let name = if me.1.is_empty() { "Guest".to_owned() } else { me.1 };
        Some(view! {
            <h3>"Here now"</h3>
            <ul class="share-list">
                <li class="share-row">
                    <span class=format!("face hue-{}", hue(&me.0)) aria-hidden="true">"•"</span>
                    <span class="grow">{name} <span class="quiet">" you"</span></span>
                </li>
                {others}
            </ul>
        })
    };
    view! { <div>{people}</div> }
}

/// What the others call this person.
#[component]
fn MyName() -> impl IntoView {
    let session: Session = use_session();
    let name = session.my_name();
    view! {
        <Field
            label="Your name, as the others see it"
            value=name
            placeholder="Guest"
            id="my-name"
            on_change=move |text: String| {
                session.call_me(&text);
                name.set(text);
            }
        />
    }
}
