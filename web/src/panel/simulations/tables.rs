//! A table of an answer: rows that belong to an element choose it.

use atoll_core::simulation::report::{Row, Table};
use leptos::prelude::*;

use crate::session::use_session;

/// How many rows are shown at first.
const ROWS: usize = 12;

/// A table.
#[component]
pub(super) fn TableView(
    /// What it says.
    table: Table,
    /// Without a title: it stands under a picture.
    #[prop(optional)]
    is_bare: bool,
) -> impl IntoView {
    let session = use_session();
    let Table { key, title, columns, rows } = table;
    let (shows_all, toggle) = session.unfolding(format!("rows of {key}"));
    let more = rows.len().saturating_sub(ROWS);
    let head = columns.iter().map(|column| view! { <th scope="col">{column.name.clone()}</th> }).collect_view();
    let units: Vec<_> = columns.iter().map(|column| column.unit).collect();
    let row = move |row: Row| {
        let element = row.element;
        let cells = row.cells.iter().zip(&units).enumerate().map(|(index, (cell, unit))| {
            let text = cell.spell(*unit);
            let class = if matches!(cell, atoll_core::simulation::report::Cell::Text(_)) { "" } else { "figure" };
            match element.filter(|_| index == 0) {
                Some(id) => view! {
                    <th scope="row">
                        <button
                            type="button"
                            class="to-element"
                            on:click=move |_| session.edit(|editor| editor.select_only(id))
                        >
                            {text}
                        </button>
                    </th>
                }
                .into_any(),
                None => view! { <td class=class>{text}</td> }.into_any(),
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    let body = move || {
        let limit = if shows_all.get() { usize::MAX } else { ROWS };
        rows.iter().take(limit).cloned().map(&row).collect_view()
    };
    let caption = (!is_bare).then(|| view! { <h3>{title.clone()}</h3> });
    view! {
        <section class="answer-table">
            {caption}
            <div class="scrolls" tabindex="0" role="region" aria-label=title>
                <table>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <Show when=move || { more > 0 }>
                <button type="button" class="as-table" on:click=move |_| toggle.run(())>
                    {move || if shows_all.get() { "Fewer rows".to_owned() } else { format!("and {more} more") }}
                </button>
            </Show>
        </section>
    }
}
