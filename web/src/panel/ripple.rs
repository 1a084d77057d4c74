//! What a change does, as figures: which contexts, which teams, by which ways, and under which assumptions.

use atoll_core::sorted_map::SortedMap;

use atoll_core::command::{EditHeader, HeaderEdit};
use atoll_core::model::{ContextId, Landscape};
use atoll_core::order;
use atoll_core::simulation::ripple::{Method, Ripple, RippleModel, TeamInvolvement, paths, propagation};
use atoll_core::simulation::{Estimate, Parameter, ripple};
use leptos::prelude::*;

use super::outline::shown;
use crate::canvas::markup::percent;
use crate::session::use_session;
use crate::widget::{IconButton, Sign};

/// How many ways to a context are shown.
const WAYS: usize = 3;
/// More contexts than this are counted and not listed.
const LIMIT: usize = 80;

/// What a change does, as figures.
#[component]
pub fn RipplePanel() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let source = move || {
        signals.revision.track();
        let source = signals.ripple.with(|ripple| ripple.as_ref().map(|ripple| ripple.source));
        source.map(|id| session.peek(|editor| shown(editor.landscape(), id.into()))).unwrap_or_default()
    };
    let summary = move || signals.ripple.with(|ripple| ripple.as_ref().map(|ripple| summary(ripple)));
    let method = move || signals.ripple.with(|ripple| ripple.as_ref().map(|ripple| method(ripple)));
    let clear = move |()| {
        session.edit(|editor| editor.set_ripple(None));
        session.lay_panels();
    };
    view! {
        <section class="ripple-panel">
            <div class="row between">
                <h3>"A change in " <em>{source}</em></h3>
                <IconButton label="Clear the ripple" sign=Sign::Close on_press=clear/>
            </div>
            <p>{summary}</p>
            <p class="quiet">{method}</p>
            <h4>"Contexts"</h4>
            <Contexts/>
            <h4>"Teams"</h4>
            <Teams/>
            <Assumptions/>
        </section>
    }
}

fn summary(ripple: &Ripple) -> String {
    let Estimate { value, low, high } = ripple.touched;
    let interval = if ripple.touched.is_exact() { String::new() } else { format!(" ({low:.2} to {high:.2})") };
    let noun = if (value - 1.0).abs() < 0.005 { "other context" } else { "other contexts" };
    format!("It makes {value:.2}{interval} {noun} change as well, on average.")
}

fn method(ripple: &Ripple) -> String {
    match ripple.method {
        Method::Exact => "Computed exactly from the likelihoods below, which are assumptions.".to_owned(),
        Method::Sampled { trials, .. } => {
            format!(
                "Estimated from {trials} draws, with 95 % intervals, from the likelihoods below, which are assumptions."
            )
        }
    }
}

/// The contexts that are reached, the likeliest first.
#[component]
fn Contexts() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let rows = Memo::new(move |_| {
        signals.ripple.with(|ripple| ripple.as_ref().map(|ripple| reached(ripple)).unwrap_or_default())
    });
    let row = move |(id, reach): (ContextId, Estimate)| view! { <Reached id reach/> };
    let more = move || rows.with(|rows| rows.len().saturating_sub(LIMIT));
    view! {
        <ol class="reached">{move || rows.get().into_iter().take(LIMIT).map(row).collect_view()}</ol>
        <Show when=move || { rows.with(Vec::is_empty) }>
            <p class="quiet">"It stays where it is: nothing depends on this context."</p>
        </Show>
        <Show when=move || { more() > 0 }>
            <p class="quiet">{move || format!("and {} more", more())}</p>
        </Show>
    }
}

fn reached(ripple: &Ripple) -> Vec<(ContextId, Estimate)> {
    let others = ripple.reach.iter().filter(|(id, reach)| **id != ripple.source && reach.value > 0.0);
    let mut rows: Vec<(ContextId, Estimate)> = others.map(|(id, reach)| (*id, *reach)).collect();
    order::sort_by(&mut rows, |a, b| b.1.value.total_cmp(&a.1.value).then(a.0.cmp(&b.0)));
    rows
}

#[component]
fn Reached(id: ContextId, reach: Estimate) -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let name = session.peek(|editor| shown(editor.landscape(), id.into()));
    let is_open = move || signals.ripple_open.get() == Some(id);
    let interval =
        if reach.is_exact() { String::new() } else { format!("{} to {}", percent(reach.low), percent(reach.high)) };
    let ways = move || is_open().then(|| view! { <Ways target=id/> });
    let title = format!("How it gets to {name}");
    view! {
        <li>
            <button
                type="button"
                class="reached-row"
                aria-expanded=move || is_open().to_string()
                title=title
                on:click=move |_| {
                    let next = (!is_open()).then_some(id);
                    signals.ripple_open.set(next);
                    session.edit(|editor| editor.select_only(id.into()));
                }
            >
                <span class="bar" style:--share=format!("{:.4}", reach.value)></span>
                <span class="name">{name}</span>
                <span class="figure">{percent(reach.value)}</span>
                <span class="interval quiet">{interval}</span>
            </button>
            {ways}
        </li>
    }
}

/// The likeliest ways by which a change gets to a context.
#[component]
fn Ways(target: ContextId) -> impl IntoView {
    let session = use_session();
    session.signals.ripple.track();
    let ways = session.peek(|editor| {
        let model = editor.ripple.model.clone()?;
        Some(ways(editor.landscape(), &model, editor.ripple.source?, target))
    });
    let (lines, tree) = ways.unwrap_or_default();
    let line = |(words, likelihood): (String, f64)| {
        view! { <li><span>{words}</span><span class="figure">{percent(likelihood)}</span></li> }
    };
    view! {
        <div class="ways">
            <p class="quiet">"The likeliest ways:"</p>
            <ol>{lines.into_iter().map(line).collect_view()}</ol>
            <p class="quiet">{tree}</p>
        </div>
    }
}

/// Each way in words with its likelihood, and what the tree of all short ways says (Forward CPM).
fn ways(
    landscape: &Landscape,
    model: &RippleModel,
    source: ContextId,
    target: ContextId,
) -> (Vec<(String, f64)>, String) {
    let (Some(from), Some(to)) = (model.graph.number(source), model.graph.number(target)) else {
        return Default::default();
    };
    let name = |number: usize| shown(landscape, model.graph.contexts[number].into());
    let words = |path: &paths::Path| {
        let mut words = name(from);
        for step in path.nodes.windows(2) {
            let pattern = model.relationships(step[0], step[1]).first().and_then(|id| landscape.relationships.get(id));
            let pattern = pattern.map(|relationship| atoll_core::pattern::describe(relationship)).unwrap_or_default();
            words.push_str(&format!(" → {} ({pattern})", name(step[1])));
        }
        words
    };
    let found = paths::most_likely(&model.network, from, to, WAYS);
    let lines = found.iter().map(|path| (words(path), path.likelihood)).collect();
    let tree = if model.network.edges().len() <= 400 {
        let tree = propagation::propagate(&model.network, &|_, _| 1.0, from, to, propagation::DEPTH);
        format!(
            "All ways of up to {} steps together, as the change propagation method (CPM) counts them: {}. It counts what ways share twice.",
            propagation::DEPTH,
            percent(tree.likelihood)
        )
    } else {
        String::new()
    };
    (lines, tree)
}

/// The teams that become involved.
#[component]
fn Teams() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let teams = Memo::new(move |_| {
        let mut teams =
            signals.ripple.with(|ripple| ripple.as_ref().map(|ripple| ripple.teams.clone()).unwrap_or_default());
        order::sort_by(&mut teams, |a, b| b.involved.value.total_cmp(&a.involved.value).then(a.team.cmp(&b.team)));
        teams
    });
    let row = move |team: TeamInvolvement| {
        let (name, mark) = session.peek(|editor| {
            let mark = editor.landscape().teams.get(&team.team).map_or(0, |team| team.mark);
            (shown(editor.landscape(), team.team.into()), mark)
        });
        let interval = if team.involved.is_exact() {
            String::new()
        } else {
            format!("{} to {}", percent(team.involved.low), percent(team.involved.high))
        };
        let owned = match team.contexts_owned {
            1 => "1 context".to_owned(),
            count => format!("{count} contexts"),
        };
        view! {
            <li class="reached-row">
                <span class="bar" style:--share=format!("{:.4}", team.involved.value)></span>
                <svg class="swatch-sample" viewBox="0 0 14 14" aria-hidden="true">
                    <rect width="14" height="14" rx="3" fill=format!("url(#mark-{mark})")/>
                </svg>
                <span class="name">{name}</span>
                <span class="figure">{percent(team.involved.value)}</span>
                <span class="interval quiet">{interval}</span>
                <span class="on-average quiet">
                    {format!("{:.2} of its {owned} on average", team.contexts_touched)}
                </span>
            </li>
        }
    };
    view! {
        <ol class="reached">{move || teams.get().into_iter().map(row).collect_view()}</ol>
        <Show when=move || { teams.with(Vec::is_empty) }>
            <p class="quiet">"No team owns anything that this change reaches."</p>
        </Show>
    }
}

/// The likelihoods that everything follows from.
#[component]
fn Assumptions() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let rows = move || {
        signals.revision.track();
        let values: Vec<(Parameter, f64)> = session.peek(|editor| {
            ripple::parameters()
                .into_iter()
                .map(|parameter| {
                    let value = parameter.value(editor.landscape());
                    (parameter, value)
                })
                .collect()
        });
        values.into_iter().map(|(parameter, value)| view! { <Assumption parameter value/> }).collect_view()
    };
    let changed = move || {
        signals.revision.track();
        session.peek(|editor| {
            editor.landscape().header.assumptions.keys().filter(|key| key.starts_with("ripple.")).count()
        })
    };
    let reset = move |_| {
        let kept = session.peek(|editor| {
            let all = editor.landscape().header.assumptions.clone();
            all.into_iter().filter(|(key, _)| !key.starts_with("ripple.")).collect::<SortedMap<_, _>>()
        });
        session.run("Reset assumptions", EditHeader { edit: HeaderEdit::Assumptions(kept) });
    };
    view! {
        <details class="assumptions">
            <summary>
                "Assumptions"
                {move || (changed() > 0).then(|| format!(" ({} changed)", changed()))}
            </summary>
            <p class="quiet">
                "How likely a change travels over a relationship of each pattern. Nobody has published such numbers: their order is sound, their size is an assumption. Move them to see what follows; they are saved with the landscape."
            </p>
            {rows}
            <button type="button" class="button" disabled=move || changed() == 0 on:click=reset>"Use the defaults"</button>
        </details>
    }
}

#[component]
fn Assumption(parameter: Parameter, value: f64) -> impl IntoView {
    let session = use_session();
    let Parameter { key, label, default, maximum, evidence, .. } = parameter;
    let take = move |text: String| {
        let Ok(value) = text.parse::<f64>() else { return };
        let mut values = session.peek(|editor| editor.landscape().header.assumptions.clone());
        if (value - default).abs() < 1e-9 {
            values.remove(&key)
        } else {
            values.insert(key.clone(), value)
        };
        let command = EditHeader { edit: HeaderEdit::Assumptions(values) };
        session.edit(|editor| editor.run_part("Change assumption", command, "assumption"));
    };
    let is_changed = (value - default).abs() > 1e-9;
    let figure = if maximum > 1.0 { format!("× {value:.2}") } else { percent(value) };
    view! {
        <label class="assumption" class:changed=is_changed>
            <span>{label}</span>
            <span class="figure">{figure}</span>
            <input
                type="range"
                min="0"
                max=maximum.to_string()
                step="0.01"
                prop:value=value.to_string()
                on:change=move |event| take(event_target_value(&event))
            />
            <span class="quiet evidence">{evidence.word()}</span>
        </label>
    }
}
