//! Who the server takes this person for, where it lets people sign in.

use atoll_core::protocol::{Me, SignIn};
use leptos::prelude::*;

use crate::platform::page;
use crate::session::use_session;
use crate::widget::{Button, Tone};

/// Who the server takes this person for; nothing where it knows nobody by name.
#[component]
pub(super) fn SignedIn() -> impl IntoView {
    let session = use_session();
    let (me, ask) = session.knowing_me();
    move || {
        let Me { person, sign_in } = me.get()?;
        match (person, sign_in) {
            (_, SignIn::Off) => None,
            (Some(person), _) => Some(
                view! {
                    <div class="share-row">
                        <span class="grow">{format!("You are signed in as {}.", person.name)}</span>
                        <Button label="Sign out" tone=Tone::Quiet on_press=move |()| session.sign_out(ask)/>
                    </div>
                }
                .into_any(),
            ),
            (None, sign_in) => {
                let words = match sign_in {
                    SignIn::Required => "This server asks everybody to sign in before landscapes are shared or opened.",
                    _ => "Sign in to find your shared landscapes again in any browser.",
                };
                Some(
                    view! {
                        <div class="share-row">
                            <span class="grow">{words}</span>
                            <Button label="Sign in" on_press=move |()| page::go_to("api/sign-in")/>
                        </div>
                    }
                    .into_any(),
                )
            }
        }
    }
}
