//! What everybody did in all.

use leptos::prelude::*;

use atoll_core::timeline::{Contribution, Timeline};

use super::{called, colour, moment};
use crate::session::use_session;
use crate::widget::Fold;

/// Who did how much.
#[component]
pub fn People() -> impl IntoView {
    let session = use_session();
    let timeline = session.past().timeline;
    let all = Memo::new(move |_| timeline.with(|it| it.as_ref().map(Timeline::contributions).unwrap_or_default()));
    let (is_open, toggle) = session.unfolding("who did what".to_owned());
    let amount = Signal::derive(move || match all.with(Vec::len) {
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    });
    let content = move || {
        view! {
            <div class="table-scroll">
                <table class="figures">
                    <thead>
                        <tr>
                            <th scope="col">"Person"</th>
                            <th scope="col">"steps"</th>
                            <th scope="col">"added"</th>
                            <th scope="col">"changed"</th>
                            <th scope="col">"removed"</th>
                        </tr>
                    </thead>
                    <tbody>{move || all.get().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
    };
    view! { <Fold title="Who did how much" amount is_open on_press=toggle content=content/> }
}

fn row(contribution: Contribution) -> impl IntoView {
    let Contribution { by, steps, added, changed, removed, last } = contribution;
    view! {
        <tr title=format!("The last step on {}", moment(last))>
            <th scope="row">
                <span class=colour(by.as_ref()) aria-hidden="true"></span>
                {called(by.as_ref())}
            </th>
            <td class="figure">{steps}</td>
            <td class="figure">{added}</td>
            <td class="figure">{changed}</td>
            <td class="figure">{removed}</td>
        </tr>
    }
}
