//! The map as elements of the page: a list knows identifiers, an item knows itself.

use atoll_core::model::ElementId;
use atoll_core::scene::svg;
use leptos::prelude::*;

use super::markup::heat_step;
use crate::session::use_session;

/// The map as elements of the page, back to front.
#[component]
pub fn Page() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let transform = move || signals.camera.get().transform();
    let is_rippling = move || signals.warmth.with(Option::is_some);
    let regions = move || {
        signals.regions.with(|regions| {
            let groups = regions
                .iter()
                .map(|region| format!("<g class=\"{}\">{}</g>", svg::region_class(region), svg::region(region)));
            groups.collect::<String>()
        })
    };
    view! {
        <svg class="chart page" class:rippling=is_rippling>
            <g transform=transform>
                <g inner_html=regions></g>
                <For each=move || signals.edge_ids.get() key=|id| *id let:id>
                    <Line id/>
                </For>
                <g class="marks" inner_html=move || signals.marks.get()></g>
                <For each=move || signals.node_ids.get() key=|id| *id let:id>
                    <Box id/>
                </For>
                <For each=move || signals.edge_ids.get() key=|id| *id let:id>
                    <Plates id/>
                </For>
                <g class="heat" inner_html=move || signals.heat.get()></g>
                <g class="buoys" inner_html=move || signals.buoys.get()></g>
            </g>
        </svg>
    }
}

/// A context or a team.
#[component]
fn Box(id: ElementId) -> impl IntoView {
    let session = use_session();
    let node = session.node(id)?;
    let (content, place, look) = (node.clone(), node.clone(), node.clone());
    let content = Memo::new(move |_| content.with(|node| svg::node(node)));
    let place = move || place.with(|node| format!("translate({} {})", node.rect.x, node.rect.y));
    let heat = move || {
        let warmth = session.signals.warmth;
        warmth.with(|warmth| warmth.as_ref().map_or(0, |warmth| heat_step(warmth.share(id))))
    };
    let class = move || look.with(|node| format!("{} heat-{}", svg::node_class(node), heat()));
    let label = move || node.with(|node| node.description.clone());
    Some(view! {
        <g class=class transform=place role="img" aria-label=label inner_html=move || content.get()></g>
    })
}

/// The line of a relationship.
#[component]
fn Line(id: ElementId) -> impl IntoView {
    let edge = use_session().edge(id)?;
    let look = edge.clone();
    let class = move || look.with(|edge| svg::edge_class(edge));
    Some(view! { <g class=class inner_html=move || edge.with(|edge| svg::line(edge))></g> })
}

/// The badges and the name of a relationship, above all lines and boxes.
#[component]
fn Plates(id: ElementId) -> impl IntoView {
    let edge = use_session().edge(id)?;
    Some(view! { <g inner_html=move || edge.with(|edge| svg::plates(edge))></g> })
}
