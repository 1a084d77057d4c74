//! A view beside the map, as elements of the page.

use std::fmt::Write as _;

use atoll_core::geometry::Point;
use atoll_core::rule::Finding;
use atoll_core::scene::{Scene, svg};
use atoll_core::sorted_map::SortedMap;
use leptos::prelude::*;

use super::buoys::{Look, Marked, counted, look, marked, outline_path};
use crate::session::use_session;

/// A view beside the map.
#[component]
pub fn StagePage() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let transform = move || signals.camera.get().transform();
    let body = move || signals.scene.with(|scene| scene.as_deref().map(svg::body).unwrap_or_default());
    let buoys = move || {
        signals.scene.with(|scene| {
            let scene = scene.as_deref()?;
            // What is found is found in what is now.
            if session.peek(crate::editor::Editor::is_looking_back) {
                return None;
            }
            Some(signals.findings.with(|findings| buoys(scene, findings)))
        })
    };
    // The map lies under it, not shown: going back is as quick as it can be.
    let is_staged = Memo::new(move |_| signals.scene.with(Option::is_some));
    move || {
        is_staged.get().then(|| {
            view! {
                <svg class="chart page stage">
                        <g transform=transform>
                        <g inner_html=body></g>
                        <g class="buoys" inner_html=move || buoys().unwrap_or_default()></g>
                    </g>
                </svg>
            }
        })
    }
}

/// A buoy at the corner of every box that something is wrong with; several at one corner lie side by side.
fn buoys(scene: &Scene, findings: &[Finding]) -> String {
    const BESIDE: f64 = 22.0;
    let mut markup = String::new();
    let mut taken: SortedMap<(i64, i64), u32> = SortedMap::new();
    for Marked { id, severity, count, index, is_known } in marked(findings) {
        let Some(rect) = scene.places_of(id).into_iter().next() else { continue };
        let beside = taken.entry((rect.right() as i64, rect.y as i64)).or_insert(0);
        let at = Point::new(rect.right() - 6.0 - BESIDE * f64::from(*beside), rect.y + 4.0);
        *beside += 1;
        let Look { name, outline, down } = look(severity);
        let (path, text, known) = (outline_path(outline), counted(count), if is_known { " known" } else { "" });
        let _ = write!(
            markup,
            "<g class=\"buoy {name}{known}\" data-finding=\"{index}\" transform=\"translate({:.1} {:.1})\">\
             <path d=\"{path}\"/><text y=\"{down}\">{text}</text></g>",
            at.x, at.y
        );
    }
    markup
}
