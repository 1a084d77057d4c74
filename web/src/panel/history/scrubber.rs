//! Going through the revisions: a slider over all of them, one step back and on, and replay.

use atoll_core::protocol::Revision;
use leptos::prelude::*;

use super::{moment, place, sentence};
use crate::session::{SPEEDS, use_session};
use crate::widget::{Button, Choice, Tone};

/// A slider over all revisions, and replay.
#[component]
pub fn Scrubber() -> impl IntoView {
    let session = use_session();
    let past = session.past();
    let ends = Memo::new({
        let timeline = past.timeline.clone();
        move |_| timeline.with(|it| it.as_ref().map_or((0, 0), |it| (it.first_revision().0, it.newest_revision().0)))
    });
    let shown = Memo::new({
        let look = past.look.clone();
        move |_| look.get().map_or(ends.get().1, |revision| revision.0)
    });
    let go = move |revision: u64| match revision {
        revision if revision >= ends.get_untracked().1 => session.look_at_now(),
        revision => session.look_back(Revision(revision.max(ends.get_untracked().0))),
    };
    let scrub = move |text: String| {
        session.pause();
        if let Ok(revision) = text.parse() {
            go(revision);
        }
    };
    let step = move |by: i64| {
        session.pause();
        go(shown.get_untracked().saturating_add_signed(by));
    };
    let is_now = {
        let look = past.look.clone();
        move || look.get().is_none()
    };
    let words = {
        let past = past.clone();
        Memo::new(move |_| {
            let look = past.look.get();
            past.timeline.with(|timeline| {
                let Some(timeline) = timeline else { return [const { String::new() }; 2] };
                let revision = look.unwrap_or(timeline.newest_revision());
                let title =
                    if look.is_none() { format!("Now: revision {revision}") } else { place(timeline, revision) };
                let did = timeline.step(revision).map_or_else(
                    || "What the history begins with".to_owned(),
                    |step| format!("{} · {}", sentence(step), moment(step.at)),
                );
                [title, did]
            })
        })
    };
    let is_playing = past.is_playing.clone();
    let play = Signal::derive(move || if is_playing.get() { "Pause".to_owned() } else { "Play".to_owned() });
    let (speed, set_speed) = (past.speed.clone(), past.speed);
    let options: Vec<String> = SPEEDS.iter().map(|(words, _)| (*words).to_owned()).collect();
    view! {
        <section class="scrubber" aria-label="Replay">
            <p class="scrubber-words">
                <strong>{move || words.get()[0].clone()}</strong>
                <span class="quiet">{move || words.get()[1].clone()}</span>
            </p>
            <input
                type="range"
                aria-label="Revision"
                aria-valuetext=move || words.get().join(". ")
                min=move || ends.get().0.to_string()
                max=move || ends.get().1.to_string()
                step="1"
                prop:value=move || {
                    // A value counts only between the ends, which have to be there first.
                    ends.track();
                    shown.get().to_string()
                }
                on:input=move |event| scrub(event_target_value(&event))
            />
            <div class="row">
                <Button label="Step back" on_press=move |()| step(-1) is_off=Signal::derive(move || shown.get() == ends.get().0)/>
                <Button label=play tone=Tone::Main on_press=move |()| session.play_or_pause()/>
                <Button label="Step on" on_press=move |()| step(1) is_off=Signal::derive(is_now)/>
            </div>
            <Choice
                label="Speed"
                options=Signal::stored(options)
                chosen=Signal::derive(move || speed.get())
                on_change=move |place| set_speed.set(place)
            />
        </section>
    }
}
