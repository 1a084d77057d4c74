//! The answer: a sentence, figures that open to their reasons, pictures, tables, what it does not say, files.

use std::sync::Arc;

use atoll_core::simulation::plot::{self, Plot};
use atoll_core::simulation::report::{Better, Quantity};
use atoll_core::simulation::{Parameter, export};
use leptos::prelude::*;

use super::comparison::Compared;
use super::tables::TableView;
use crate::platform::{file, page};
use crate::session::simulating::Answer;
use crate::session::use_session;
use crate::widget::{Button, Fold};

/// How wide pictures are in the panel, in their own units: those of the screen.
const WIDTH: f64 = 284.0;
/// And in the wide one.
const WIDE: f64 = 440.0;

/// The answer.
#[component]
pub(super) fn AnswerView() -> impl IntoView {
    let answer = use_session().simulating().answer;
    move || match answer.get() {
        Err(refusal) => view! { <p class="no-answer" role="status">{refusal.0}</p> }.into_any(),
        Ok(None) => view! { <p class="quiet">"…"</p> }.into_any(),
        Ok(Some(answer)) => view! { <Told answer/> }.into_any(),
    }
}

#[component]
fn Told(answer: Arc<Answer>) -> impl IntoView {
    let session = use_session();
    let report = &answer.report;
    let figures = report.quantities.iter().cloned().map(|quantity| view! { <Figure quantity/> }).collect_view();
    let compared = answer.before.is_some().then(|| view! { <Compared answer=answer.clone()/> });
    let pictures = report.plots.iter().cloned().map(|plot| view! { <Picture plot/> }).collect_view();
    let tables = report.tables.iter().cloned().map(|table| view! { <TableView table/> }).collect_view();
    let caveats: Vec<_> = report.caveats.iter().map(|caveat| view! { <li>{caveat.clone()}</li> }).collect();
    let has_caveats = !caveats.is_empty();
    let sensitivity = session.simulating().sensitivity;
    let tornado = move || sensitivity.get().map(|plot| view! { <Picture plot=Plot::clone(&plot)/> });
    view! {
        <p class="answer" role="status">{report.summary.clone()}</p>
        <p class="quiet method">{report.method.sentence()}</p>
        <section class="figures" aria-label="Figures">{figures}</section>
        {compared}
        {pictures}
        {tornado}
        {tables}
        {has_caveats
            .then(|| {
                view! {
                    <section class="caveats">
                        <h3>"What this does not say"</h3>
                        <ul>{caveats}</ul>
                    </section>
                }
            })}
        <Files answer/>
    }
}

/// A figure, which opens to why it is what it is.
#[component]
fn Figure(quantity: Quantity) -> impl IntoView {
    let session = use_session();
    let Quantity { key, name, unit, value, better, why, source, rests_on, .. } = quantity;
    let interval = if value.is_exact() {
        String::new()
    } else {
        format!("{} to {}", unit.spell(value.low), unit.spell(value.high))
    };
    let wish = match better {
        Better::Less => "Less is better.",
        Better::More => "More is better.",
        Better::Neither => "",
    };
    // It stays open while the figures change.
    let (is_open, toggle) = session.unfolding(format!("why {key}"));
    let content = move || {
        let assumptions = session.peek(|editor| {
            let all = session.simulating().open.get_untracked().map(|simulation| (simulation.parameters)());
            let used = all.unwrap_or_default().into_iter().filter(|parameter| rests_on.contains(&parameter.key));
            used.map(|parameter| spelled(&parameter, parameter.value(editor.landscape()))).collect::<Vec<_>>()
        });
        view! {
            <p>{why.clone()}</p>
            <p class="quiet">{source.clone()} " " {wish}</p>
            <ul class="rests-on">{assumptions.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
        }
    };
    view! {
        <details class="measure" prop:open=is_open>
            <summary on:click=move |event| {
                event.prevent_default();
                toggle.run(());
            }>
                <span>{name}</span>
                <span class="figure">
                    {unit.spell(value.value)} <span class="interval quiet">{interval}</span>
                </span>
            </summary>
            {move || is_open.get().then(&content)}
        </details>
    }
}

fn spelled(parameter: &Parameter, value: f64) -> String {
    let Parameter { label, unit, evidence, .. } = parameter;
    match evidence {
        atoll_core::simulation::Evidence::Published(source) => {
            format!("{label}: {} (published: {source})", unit.spell(value))
        }
        _ => format!("{label}: {} ({})", unit.spell(value), evidence.word()),
    }
}

/// A picture, with the table that says the same.
#[component]
fn Picture(plot: Plot) -> impl IntoView {
    let session = use_session();
    let is_wide = session.simulating().is_wide;
    let shape = plot.clone();
    let drawn = move || plot::svg(&shape, if is_wide.get() { WIDE } else { WIDTH }).unwrap_or_default();
    let (title, says) = (plot.title.clone(), plot.says.clone());
    let (is_open, toggle) = session.unfolding(format!("table of {}", plot.key));
    let table = plot.table();
    view! {
        <figure class="picture">
            <figcaption>
                <strong>{title}</strong>
                <span class="quiet">{says}</span>
            </figcaption>
            <div class="drawn" inner_html=drawn></div>
            <button
                type="button"
                class="as-table"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| toggle.run(())
            >
                "The same as a table"
            </button>
            {move || is_open.get().then(|| view! { <TableView table=table.clone() is_bare=true/> })}
        </figure>
    }
}

/// The answer as files.
#[component]
fn Files(answer: Arc<Answer>) -> impl IntoView {
    let name = format!("{}-{}", answer.report.simulation, page::today());
    let (is_open, toggle) = use_session().unfolding("files of answers".to_owned());
    let (for_csv, for_json) = ((answer.clone(), name.clone()), (answer, name));
    let csv = Callback::new(move |()| {
        file::download_text(&format!("{}.csv", for_csv.1), "text/csv", &export::csv(&for_csv.0.report));
    });
    let json = Callback::new(move |()| {
        file::download_text(&format!("{}.json", for_json.1), "application/json", &export::json(&for_json.0.report));
    });
    let content = move || {
        view! {
            <div class="row">
                <Button label="As CSV" on_press=csv/>
                <Button label="As JSON" on_press=json/>
            </div>
        }
    };
    view! { <Fold title="Save the answer" amount=String::new() is_open on_press=toggle content/> }
}
