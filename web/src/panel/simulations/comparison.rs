//! What a scenario changes, figure by figure, under common random numbers.

use std::sync::Arc;

use atoll_core::simulation::Estimate;
use atoll_core::simulation::comparison::{Difference, compare};
use leptos::prelude::*;

use crate::session::simulating::Answer;

/// What is, what would be, and the difference.
#[component]
pub(super) fn Compared(answer: Arc<Answer>) -> impl IntoView {
    let before = answer.before.as_ref()?;
    let rows = compare(before, &answer.report).into_iter().map(row).collect_view();
    Some(view! {
        <section class="compared">
            <h3>"What the scenario changes"</h3>
            <div class="scrolls" tabindex="0" role="region" aria-label="What the scenario changes">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"Figure"</th>
                            <th scope="col">"As it is"</th>
                            <th scope="col">"Scenario"</th>
                            <th scope="col">"Difference"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="quiet">"Both are drawn from the same seed: what does not change differs by exactly 0."</p>
        </section>
    })
}

fn row(found: Difference) -> impl IntoView {
    let verdict = match found.is_good() {
        Some(true) => ("good", "better"),
        Some(false) => ("bad", "worse"),
        None => ("", ""),
    };
    let Estimate { value, low, high } = found.difference;
    let sign = if value > 0.0 { "+" } else { "" };
    let interval = (low != high).then(|| format!(" ({} to {})", found.unit.spell(low), found.unit.spell(high)));
    view! {
        <tr class=verdict.0>
            <th scope="row">{found.name}</th>
            <td class="figure">{found.unit.spell(found.before.value)}</td>
            <td class="figure">{found.unit.spell(found.after.value)}</td>
            <td class="figure">
                {format!("{sign}{}", found.unit.spell(value))} <span class="quiet">{interval}</span>
                <em>{verdict.1}</em>
            </td>
        </tr>
    }
}
