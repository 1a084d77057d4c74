//! The small grips that appear on what is chosen or under the pointer: corners to resize, ports to connect, ends to
//! reconnect.

use atoll_core::geometry::{Point, Rect};
use atoll_core::model::{ElementId, End, RelationshipId};

use super::Editor;

/// A grip is hit within this, in CSS pixels.
pub(super) const GRIP: f64 = 9.0;

/// How far outside of a side its port lies, in CSS pixels.
pub(super) const PORT_DISTANCE: f64 = 15.0;

/// A corner of a rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// Top left.
    TopLeft,
    /// Top right.
    TopRight,
    /// Bottom right.
    BottomRight,
    /// Bottom left.
    BottomLeft,
}

impl Corner {
    const ALL: [Self; 4] = [Self::TopLeft, Self::TopRight, Self::BottomRight, Self::BottomLeft];

    /// Whether it lies on the right.
    pub fn is_right(self) -> bool {
        matches!(self, Self::TopRight | Self::BottomRight)
    }

    /// Whether it lies at the bottom.
    pub fn is_bottom(self) -> bool {
        matches!(self, Self::BottomRight | Self::BottomLeft)
    }

    /// Where the corner across lies.
    pub(super) fn opposite_of(self, rect: Rect) -> Point {
        let x = if self.is_right() { rect.x } else { rect.right() };
        let y = if self.is_bottom() { rect.y } else { rect.bottom() };
        Point::new(x, y)
    }
}

/// The grips that are there now; places are on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handles {
    /// Corners of the one element that is chosen.
    pub corners: Vec<(ElementId, Corner, Point)>,
    /// Ports of what is chosen or under the pointer.
    pub ports: Vec<(ElementId, Point)>,
    /// Ends of the one relationship that is chosen.
    pub ends: Vec<(RelationshipId, End, Point)>,
}

/// The grips that are there now.
pub fn handles(editor: &Editor) -> Handles {
    let mut handles = Handles::default();
    if !editor.tool.has_handles() || editor.stage.is_some() {
        return handles;
    }
    let on_screen = |rect: Rect| editor.camera.screen_rect(rect);
    match editor.single() {
        Some(ElementId::Relationship(id)) => {
            let edge = editor.sight.edge(id);
            let line = edge.map(|edge| edge.line.as_slice()).unwrap_or_default();
            for (end, point) in [(End::Upstream, line.first()), (End::Downstream, line.last())] {
                handles.ends.extend(point.map(|point| (id, end, editor.camera.screen_from_map(*point))));
            }
        }
        Some(id) => {
            if let Some(rect) = editor.rect_of(id) {
                let corners = Corner::ALL.into_iter().zip(on_screen(rect).corners());
                handles.corners = corners.map(|(corner, point)| (id, corner, point)).collect();
            }
        }
        None => {}
    }
    for id in [editor.single(), editor.hover].into_iter().flatten() {
        let is_node = id.is_box();
        if !is_node || handles.ports.iter().any(|(of, _)| *of == id) {
            continue;
        }
        if let Some(rect) = editor.rect_of(id) {
            handles.ports.extend(ports(on_screen(rect)).map(|point| (id, point)));
        }
    }
    handles
}

/// One port in the middle of each side, a little outside.
fn ports(rect: Rect) -> [Point; 4] {
    let (middle, away) = (rect.center(), PORT_DISTANCE);
    [
        Point::new(middle.x, rect.y - away),
        Point::new(rect.right() + away, middle.y),
        Point::new(middle.x, rect.bottom() + away),
        Point::new(rect.x - away, middle.y),
    ]
}
