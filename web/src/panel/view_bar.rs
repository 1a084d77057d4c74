//! What can be said of the view that is looked at: what of, how much of it, drawn together how.

use atoll_core::model::{Aspect, ElementId, Grouping, Landscape, Perspective, Reach, ViewKind};
use atoll_core::view::{Knob, view};
use leptos::prelude::*;

use super::outline::shown;
use crate::session::{Session, use_session};
use crate::widget::{Button, Choice, IconButton, Sign, Tick, Tone};

/// How many steps away from the focus are offered; the last means all.
const HOPS: [u32; 5] = [1, 2, 3, 4, 0];

/// What can be said of the view that is looked at.
#[component]
pub fn ViewBar() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let kind = Memo::new(move |_| signals.perspective.with(|now| now.view));
    let has = move |knob: Knob| view(kind.get()).knobs.contains(&knob);
    let back = move |()| {
        session.compare(None);
        session.look_at(Perspective::default());
    };
    let is_staged = Memo::new(move |_| signals.scene.with(Option::is_some));
    let bar = move || {
        view! {
            <section class="view-bar island" aria-label="View">
                <button
                    type="button"
                    class="button view-title"
                    title=move || view(kind.get()).question
                    aria-label=move || format!("{}: choose another view (W)", view(kind.get()).name)
                    on:click=move |_| { session.act("views"); }
                >
                    {move || view(kind.get()).name}
                </button>
                <div class="view-knobs">
                    {move || has(Knob::Context).then(|| view! { <Subject knob=Knob::Context/> })}
                    {move || has(Knob::Story).then(|| view! { <Subject knob=Knob::Story/> })}
                    {move || has(Knob::Grouping).then(|| view! { <Together/> })}
                    {move || has(Knob::Focus).then(|| view! { <Focus/> })}
                    {move || has(Knob::Hidden).then(|| view! { <Hidden/> })}
                    <Button
                        label="Keep"
                        tone=Tone::Quiet
                        on_press=move |()| keep(session)
                    />
                    <IconButton label="Back to the map" sign=Sign::Close on_press=back/>
                </div>
            </section>
        }
    };
    move || is_staged.get().then(bar)
}

/// Keeps what is looked at under a name that says what it is.
fn keep(session: Session) {
    let name = session.peek(|editor| {
        let now = editor.perspective();
        let of = now.focus.first().map(|id| format!(": {}", shown(editor.landscape(), *id))).unwrap_or_default();
        editor.free_name(&format!("{}{of}", view(now.view).name))
    });
    session.edit(|editor| editor.keep_perspective(name.clone()));
    session.toast_undoable(format!("Kept as “{name}”: it is among the views (W)."));
}

/// The context or the story that is shown.
#[component]
fn Subject(knob: Knob) -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let all = Memo::new(move |_| {
        signals.revision.track();
        session.peek(|editor| subjects(editor.landscape(), knob))
    });
    let now = move || {
        signals.perspective.with(|now| match knob {
            Knob::Story => now.story.map(ElementId::from),
            _ => now.context.map(ElementId::from),
        })
    };
    let chosen = Signal::derive(move || {
        all.with(|all| all.iter().position(|(id, _)| Some(*id) == now())).map_or(0, |place| place + 1)
    });
    let options = Signal::derive(move || {
        let first = std::iter::once("Chosen for you".to_owned());
        first.chain(all.get().into_iter().map(|(_, name)| name)).collect::<Vec<_>>()
    });
    let take = move |place: usize| {
        let id = place.checked_sub(1).and_then(|place| all.with_untracked(|all| all.get(place).map(|(id, _)| *id)));
        session.adjust_view(|now| match knob {
            Knob::Story => now.story = id.and_then(|id| id.try_into().ok()),
            _ => now.context = id.and_then(|id| id.try_into().ok()),
        });
    };
    let label = if knob == Knob::Story { "Story" } else { "Context" };
    view! { <Choice label options chosen on_change=take/> }
}

fn subjects(landscape: &Landscape, knob: Knob) -> Vec<(ElementId, String)> {
    let ids: Vec<ElementId> = match knob {
        Knob::Story => landscape.stories.keys().map(|id| (*id).into()).collect(),
        _ => landscape.contexts.keys().map(|id| (*id).into()).collect(),
    };
    ids.into_iter().map(|id| (id, shown(landscape, id))).collect()
}

/// What contexts are drawn together as.
#[component]
fn Together() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let options: Vec<String> = Grouping::ALL.iter().map(|grouping| grouping.word().to_owned()).collect();
    let chosen = Signal::derive(move || signals.perspective.with(|now| now.grouping as usize));
    let take = move |place: usize| {
        session.adjust_view(|now| {
            now.grouping = Grouping::ALL[place];
            now.collapsed.clear();
        });
    };
    let can_collapse = move || signals.perspective.with(|now| now.view == ViewKind::DomainLandscape);
    let is_collapsed = Signal::derive(move || signals.perspective.with(|now| !now.collapsed.is_empty()));
    let collapse = move |is_on: bool| {
        let groups = session.peek(|editor| groups(editor.landscape(), editor.perspective().grouping));
        session.adjust_view(|now| now.collapsed = if is_on { groups } else { Vec::new() });
    };
    view! {
        <Choice label="Together by" options=Signal::stored(options) chosen on_change=take/>
        {move || can_collapse().then(|| view! { <Tick label="Rolled up" is_on=is_collapsed on_change=collapse/> })}
        {move || can_collapse().then(|| view! { <OneGroup/> })}
    }
}

/// Rolls up the group that is chosen, or opens it.
#[component]
fn OneGroup() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let group = Memo::new(move |_| {
        let chosen = signals.selection.with(|selection| selection.iter().next().copied())?;
        let grouping = signals.perspective.with(|now| now.grouping);
        session.peek(|editor| group_of(editor.landscape(), grouping, chosen))
    });
    move || {
        let group = group.get()?;
        let is_one = signals.perspective.with(|now| now.collapsed.contains(&group));
        let name = session.peek(|editor| shown(editor.landscape(), group));
        let label = if is_one { format!("Open {name}") } else { format!("Roll up {name}") };
        let turn = move |()| {
            session.adjust_view(|now| {
                if is_one {
                    now.collapsed.retain(|id| *id != group);
                } else {
                    now.collapsed.push(group);
                }
            });
        };
        Some(view! { <Button label tone=Tone::Quiet on_press=turn/> })
    }
}

fn groups(landscape: &Landscape, grouping: Grouping) -> Vec<ElementId> {
    match grouping {
        Grouping::Domain => landscape.domains.keys().map(|id| (*id).into()).collect(),
        Grouping::Team => landscape.teams.keys().map(|id| (*id).into()).collect(),
        Grouping::Deployable => landscape.deployables.keys().map(|id| (*id).into()).collect(),
    }
}

/// The group that an element is, or that a context is drawn in.
fn group_of(landscape: &Landscape, grouping: Grouping, id: ElementId) -> Option<ElementId> {
    match (grouping, id) {
        (Grouping::Domain, ElementId::Domain(_))
        | (Grouping::Team, ElementId::Team(_))
        | (Grouping::Deployable, ElementId::Deployable(_)) => Some(id),
        (grouping, ElementId::Context(id)) => {
            let context = landscape.contexts.get(&id)?;
            match grouping {
                Grouping::Domain => landscape.home_of(context).map(ElementId::from),
                Grouping::Team => landscape.owners_of(context).first().map(|team| (*team).into()),
                Grouping::Deployable => {
                    let holder = landscape.deployables.values().find(|deployable| deployable.contexts.contains(&id));
                    holder.map(|deployable| deployable.id.into())
                }
            }
        }
        _ => None,
    }
}

/// What is looked at, how far around it and which way.
#[component]
fn Focus() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let words = move || {
        let names: Vec<String> = signals
            .perspective
            .with(|now| session.peek(|editor| now.focus.iter().map(|id| shown(editor.landscape(), *id)).collect()));
        match names.as_slice() {
            [] => None,
            [from, to] => Some(format!("Ways from {from} to {to}")),
            all => Some(format!("Around {}", all.join(", "))),
        }
    };
    let can_focus = Signal::derive(move || signals.selection.with(|selection| selection.is_empty()));
    let hops = Signal::derive(move || {
        signals.perspective.with(|now| HOPS.iter().position(|hops| *hops == now.hops).unwrap_or(HOPS.len() - 1))
    });
    let hop_words = HOPS.map(|hops| match hops {
        0 => "all steps".to_owned(),
        1 => "1 step".to_owned(),
        hops => format!("{hops} steps"),
    });
    let ways = Signal::derive(move || signals.perspective.with(|now| now.direction as usize));
    let way_words: Vec<String> = Reach::ALL.iter().map(|reach| reach.word().to_owned()).collect();
    let clear = move |()| session.adjust_view(|now| now.focus.clear());
    let is_whole = Signal::derive(move || words().is_none());
    view! {
        <button type="button" class="button quiet focus-words" popovertarget="view-focus">
            {move || words().unwrap_or_else(|| "Focus".to_owned())}
        </button>
        <div id="view-focus" class="menu view-choices" popover="auto" role="group" aria-label="Focus">
            <Button
                label="Focus on what is chosen"
                is_off=can_focus
                on_press=move |()| { session.act("focus"); }
            />
            <Choice
                label="As far as"
                options=Signal::stored(hop_words.to_vec())
                chosen=hops
                on_change=move |place: usize| session.adjust_view(|now| now.hops = HOPS[place])
            />
            <Choice
                label="Direction"
                options=Signal::stored(way_words)
                chosen=ways
                on_change=move |place: usize| session.adjust_view(|now| now.direction = Reach::ALL[place])
            />
            <Button label="Show everything" tone=Tone::Quiet is_off=is_whole on_press=clear/>
            <p class="quiet">"Choose one element to see what is around it, two to see the ways between them."</p>
        </div>
    }
}

/// What is left out.
#[component]
fn Hidden() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let tick = move |aspect: &'static Aspect| {
        let is_on = Signal::derive(move || signals.perspective.with(|now| !now.hidden.contains(aspect)));
        let turn = move |is_shown: bool| {
            session.adjust_view(|now| {
                now.hidden.retain(|hidden| hidden != aspect);
                if !is_shown {
                    now.hidden.push(*aspect);
                }
            });
        };
        view! { <Tick label=aspect.word() is_on on_change=turn/> }
    };
    let count = move || signals.perspective.with(|now| now.hidden.len());
    let label = move || match count() {
        0 => "Show: everything".to_owned(),
        hidden => format!("Show: {hidden} left out"),
    };
    view! {
        <button type="button" class="button quiet" popovertarget="view-hidden">{label}</button>
        <div id="view-hidden" class="menu view-choices" popover="auto" role="group" aria-label="What is shown">
            {Aspect::ALL.iter().map(tick).collect_view()}
        </div>
    }
}
