//! Pins on the map: one at the corner of each element that an open comment is about.

use atoll_core::geometry::Point;
use atoll_core::model::ElementId;
use leptos::prelude::*;

use super::threads::open;
use crate::editor::Editor;
use crate::panel::inspector::parts::derived;
use crate::panel::outline::shown;
use crate::session::use_session;

/// Of more pins than this in sight the rest is left to the list.
const PINS_MAX: usize = 200;

/// The pins, above the map.
#[component]
pub fn Pins() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let counts = derived(session, |landscape| open(landscape).into_iter().collect::<Vec<(ElementId, usize)>>());
    let pins = move || {
        if counts.with(Vec::is_empty) {
            return None;
        }
        signals.sight.track();
        signals.camera.track();
        signals.scene.track();
        let placed = counts.with(|counts| session.peek(|editor| placed(editor, counts)));
        let pin = |(id, count, at): (ElementId, usize, Point)| {
            let name = session.peek(|editor| shown(editor.landscape(), id));
            let label = match count {
                1 => format!("1 open comment about {name}"),
                several => format!("{several} open comments about {name}"),
            };
            view! {
                <button
                    type="button"
                    class="pin"
                    title=label.clone()
                    aria-label=label
                    style:left=format!("{:.1}px", at.x)
                    style:top=format!("{:.1}px", at.y)
                    on:click=move |_| session.go_on_to(id)
                >
                    {count}
                </button>
            }
        };
        Some(placed.into_iter().map(pin).collect_view())
    };
    view! { <div class="pins">{pins}</div> }
}

/// Where the pin of each element stands, in CSS pixels: at its upper left corner, where no buoy of a finding is; of a
/// relationship in its middle. What is out of sight, or covered by panels, has none.
fn placed(editor: &Editor, counts: &[(ElementId, usize)]) -> Vec<(ElementId, usize, Point)> {
    let free = editor.viewport.free();
    let place = |(id, count): &(ElementId, usize)| {
        let rect = editor.camera.screen_rect(editor.rect_of(*id)?);
        let at = match id {
            ElementId::Relationship(_) => rect.center(),
            _ => Point::new(rect.x, rect.y),
        };
        free.contains(at).then_some((*id, *count, at))
    };
    counts.iter().filter_map(place).take(PINS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use atoll_core::gallery::EXAMPLES;

    use super::*;
    use crate::editor::{Document, Viewport};

    #[test]
    fn a_pin_stands_at_the_corner_of_what_is_in_sight() {
        let landscape = EXAMPLES[0].landscape();
        let first: ElementId = landscape.contexts.keys().next().copied().expect("a context").into();
        let edge: ElementId = landscape.relationships.keys().next().copied().expect("a relationship").into();
        let mut editor = Editor::new(Document::new("test".to_owned(), landscape, 1));
        editor.resize(Viewport { width: 1_200.0, height: 800.0, ..editor.viewport });
        editor.fit_all();
        editor.take_outcome();
        let counts = [(ElementId::Header, 3), (first, 1), (edge, 2)];
        let pins = placed(&editor, &counts);
        assert_eq!(pins.iter().map(|(id, count, _)| (*id, *count)).collect::<Vec<_>>(), [(first, 1), (edge, 2)]);
        let corner = editor.camera.screen_rect(editor.rect_of(first).expect("on the map"));
        assert_eq!(pins[0].2, Point::new(corner.x, corner.y));
        editor.camera.pan(Point::new(100_000.0, 0.0));
        assert!(placed(&editor, &counts).is_empty(), "out of sight");
    }
}
