//! A short tour: one sentence, one place, one thing to do. It can be left at any time and does not come back by itself.

use leptos::prelude::*;

use crate::platform::{frame, page};
use crate::session::use_session;
use crate::widget::{Button, Tone};

/// A step of the tour.
struct Step {
    title: &'static str,
    words: &'static str,
    /// What the button that leads on says.
    next: &'static str,
}

const STEPS: [Step; 5] = [
    Step {
        title: "An insurer, as its architects see it",
        words: "Islands are bounded contexts, water is the domain they serve, routes say who influences whom. The mark at the foot of each tells which team owns it.",
        next: "What does a change do?",
    },
    Step {
        title: "A change ripples",
        words: "This is a change in Policy administration: how likely each context must change too, and which teams must act. Click any other context to ask about that one.",
        next: "What is wrong here?",
    },
    Step {
        title: "Findings are work",
        words: "Each says what is wrong, why, and what to do; many mend themselves with one press. Undo takes everything back.",
        next: "How do I draw?",
    },
    Step {
        title: "Draw your own",
        words: "Double-click open water for a context, drag a dot at its side to connect. By keyboard: 3, Enter, a name, Tab, the next name. A Context Mapper file opens when you drop it here.",
        next: "And then?",
    },
    Step {
        title: "It stays yours",
        words: "Everything is kept in this browser, also offline. Save it as a file, an SVG or a PNG from the menu.",
        next: "Begin",
    },
];

/// How many steps there are.
pub const LENGTH: usize = STEPS.len();

/// The step of the tour that is shown, if it runs.
#[component]
pub fn Tour() -> impl IntoView {
    let session = use_session();
    let at = session.signals.tour;
    // Whoever has no mouse goes on from where they are spoken to.
    Effect::new(move |_| {
        if at.get().is_some() {
            frame::surely_later(0, || page::focus("tour-next"));
        }
    });
    move || {
        let index = at.get()?;
        let step = STEPS.get(index)?;
        Some(view! {
            <section class="tour" role="dialog" aria-labelledby="tour-title">
                <div>
                    <h2 id="tour-title">{step.title}</h2>
                    <p>{step.words}</p>
                </div>
                <div class="row between">
                    <span class="quiet">{format!("{} of {}", index + 1, LENGTH)}</span>
                    <div class="row">
                        <Button label="Skip" tone=Tone::Quiet on_press=move |()| session.end_tour()/>
                        <Button id="tour-next" label=step.next tone=Tone::Main on_press=move |()| session.next_tour_step()/>
                    </div>
                </div>
            </section>
        })
    }
}
