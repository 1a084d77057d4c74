//! What lies above the map while an earlier revision is looked at: nobody should take it for what is.

use leptos::prelude::*;

use super::{moment, place, sentence};
use crate::session::use_session;
use crate::widget::{Button, Tone};

/// Says which revision is looked at, and leads back to now.
#[component]
pub fn PastBanner() -> impl IntoView {
    let session = use_session();
    let past = session.past();
    Effect::new({
        let look = past.look.clone();
        move |_| {
            session.signals.scene.track();
            if look.with_untracked(Option::is_some) {
                session.notice_leaving();
            }
        }
    });
    let words = {
        let past = past.clone();
        move || {
            let revision = past.look.get()?;
            past.timeline.with(|timeline| {
                let timeline = timeline.as_ref()?;
                let name = timeline.milestone(revision).map(|it| format!("“{}”, ", it.name)).unwrap_or_default();
                let did = timeline.step(revision).map_or_else(
                    || "what the history begins with".to_owned(),
                    |step| format!("{}: {}", moment(step.at), sentence(step)),
                );
                Some((format!("{name}{}", place(timeline, revision)), did))
            })
        }
    };
    let is_there = Memo::new(move |_| past.look.get().is_some());
    let words = std::sync::Arc::new(words);
    move || {
        let words = std::sync::Arc::clone(&words);
        is_there.get().then(|| {
            let (title, did) = (std::sync::Arc::clone(&words), words);
            view! {
                <section class="past-banner island" aria-label="An earlier revision">
                    <p>
                        <strong>{move || title().map(|(title, _)| title)}</strong>
                        <span>{move || did().map(|(_, did)| did)}</span>
                        <span class="quiet">"It is looked at, and cannot be changed."</span>
                    </p>
                    <Button label="Back to now" tone=Tone::Main on_press=move |()| session.look_at_now()/>
                </section>
            }
        })
    }
}
