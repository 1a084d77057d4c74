//! What differs between two states of a landscape: elements, findings, measures.

use std::sync::Arc;

use atoll_core::difference::{Difference, ElementDifference, Found, Status, Tally};
use atoll_core::model::ElementKind;
use leptos::prelude::*;

use super::problems::SeverityMark;
use crate::session::use_session;

/// Of more elements than this nobody reads the list.
const LIMIT: usize = 200;

/// What differs, the figures first.
#[component]
pub fn DifferenceList(
    /// What differs.
    difference: Signal<Arc<Difference>>,
) -> impl IntoView {
    let tallies = Memo::new(move |_| difference.with(|it| it.findings.tallies));
    view! {
        <section class="difference">
            <Tallies tallies/>
            {move || difference.with(|it| view! { <Findings title="New findings" found=it.findings.new.clone()/> })}
            {move || difference.with(|it| view! { <Findings title="Gone findings" found=it.findings.gone.clone()/> })}
            {move || difference.with(|it| judged(&it.findings.judged))}
            <Measures difference/>
            <Elements difference/>
        </section>
    }
}

/// How much is found before and after.
#[component]
fn Tallies(tallies: Memo<[Tally; 2]>) -> impl IntoView {
    let rows = move || {
        let [before, after] = tallies.get();
        let row = |name: &'static str, of: fn(&Tally) -> usize| {
            let (old, new) = (of(&before), of(&after));
            (old != 0 || new != 0).then(|| {
                view! {
                    <tr>
                        <th scope="row">{name}</th>
                        <td class="figure">{old}</td>
                        <td class="figure">{new}</td>
                        <td class="figure">{change(old, new)}</td>
                    </tr>
                }
            })
        };
        view! {
            {row("Errors", |tally| tally.errors)}
            {row("Warnings", |tally| tally.warnings)}
            {row("Worth knowing", |tally| tally.infos)}
            {row("Known", |tally| tally.known)}
            {row("Accepted", |tally| tally.accepted)}
        }
    };
    view! {
        <table class="figures">
            <thead>
                <tr>
                    <th scope="col">"Findings"</th>
                    <th scope="col">"before"</th>
                    <th scope="col">"after"</th>
                    <th scope="col">"change"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn change(before: usize, after: usize) -> String {
    match (before, after) {
        (before, after) if before == after => "=".to_owned(),
        (before, after) if after > before => format!("+{}", after - before),
        (before, after) => format!("−{}", before - after),
    }
}

/// Findings that came or went.
#[component]
fn Findings(title: &'static str, found: Vec<Found>) -> impl IntoView {
    let session = use_session();
    let count = found.len();
    let item = move |found: Found| {
        let target = found.targets.first().copied();
        view! {
            <li>
                <button
                    type="button"
                    class="finding-head"
                    on:click=move |_| {
                        if let Some(id) = target {
                            session.go_to(id);
                        }
                    }
                >
                    <SeverityMark severity=found.severity/>
                    <span>{found.message}</span>
                </button>
            </li>
        }
    };
    (count != 0).then(|| {
        view! {
            <details class="fold-plain">
                <summary>{format!("{title} ({count})")}</summary>
                <ul class="findings-list">{found.into_iter().take(LIMIT).map(item).collect_view()}</ul>
            </details>
        }
    })
}

/// Findings that stay and are judged otherwise.
fn judged(judged: &[(Found, Found)]) -> impl IntoView + use<> {
    let count = judged.len();
    let item = |(before, after): &(Found, Found)| {
        let (was, is) = (before.judged.told(), after.judged.told());
        view! { <li><span>{after.message.clone()}</span><span class="quiet">{format!("{was} → {is}")}</span></li> }
    };
    let items = judged.iter().take(LIMIT).map(item).collect_view();
    (count != 0).then(|| {
        view! {
            <details class="fold-plain">
                <summary>{format!("Judged otherwise ({count})")}</summary>
                <ul class="plain-list">{items}</ul>
            </details>
        }
    })
}

/// The measures that differ.
#[component]
fn Measures(difference: Signal<Arc<Difference>>) -> impl IntoView {
    let rows = move || {
        difference.with(|difference| {
            let row = |measure: &atoll_core::difference::MeasureDifference| {
                let [before, after] = measure.figures();
                view! {
                    <tr>
                        <th scope="row">{measure.name}</th>
                        <td class="figure">{before}</td>
                        <td class="figure">{after}</td>
                        <td class="figure">{measure.spell()}</td>
                    </tr>
                }
            };
            difference.measures.iter().map(row).collect_view()
        })
    };
    let has_any = move || difference.with(|difference| !difference.measures.is_empty());
    view! {
        <Show when=has_any fallback=|| view! { <p class="quiet">"No measure differs."</p> }>
            <table class="figures">
                <thead>
                    <tr>
                        <th scope="col">"Measures"</th>
                        <th scope="col">"before"</th>
                        <th scope="col">"after"</th>
                        <th scope="col">"change"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="quiet">"Computed from what is drawn."</p>
        </Show>
    }
}

/// What happened to each element, kind by kind.
#[component]
fn Elements(difference: Signal<Arc<Difference>>) -> impl IntoView {
    let counts = move || {
        difference.with(|it| {
            let count = |status: Status| format!("{} {}", it.count(status), status.word());
            [Status::Added, Status::Changed, Status::Moved, Status::Removed].map(count).join(", ")
        })
    };
    let groups = move || {
        difference.with(|it| {
            let of_kind = |kind: &ElementKind| {
                let all: Vec<ElementDifference> =
                    it.elements.iter().filter(|element| element.id.kind() == *kind).take(LIMIT).cloned().collect();
                (!all.is_empty()).then(|| view! {
                    <li>
                        <h4>{kind.word()}</h4>
                        <ul class="plain-list">{all.into_iter().map(|element| view! { <Element element/> }).collect_view()}</ul>
                    </li>
                })
            };
            ElementKind::ALL.iter().filter_map(of_kind).collect_view()
        })
    };
    view! {
        <details class="fold-plain">
            <summary>{move || format!("Elements: {}", counts())}</summary>
            <ul class="element-differences">{groups}</ul>
        </details>
    }
}

#[component]
fn Element(element: ElementDifference) -> impl IntoView {
    let session = use_session();
    let ElementDifference { id, name, status, fields } = element;
    let field = |field: atoll_core::difference::FieldDifference| {
        let words = match (field.before.as_str(), field.after.as_str()) {
            ("", after) => after.to_owned(),
            (before, "") => format!("{before} → nothing"),
            (before, after) => format!("{before} → {after}"),
        };
        view! { <li><span class="quiet">{field.label}": "</span>{words}</li> }
    };
    view! {
        <li>
            <button type="button" class="row-button" on:click=move |_| session.go_to(id)>
                <span><code aria-hidden="true">{status.sign()}</code>" "{name}</span>
                <span class="quiet">{status.word()}</span>
            </button>
            <ul class="field-differences">{fields.into_iter().map(field).collect_view()}</ul>
        </li>
    }
}
