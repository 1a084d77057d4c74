//! What part of the map is on the screen. Screen coordinates are CSS pixels from the canvas' top left corner.

use atoll_core::geometry::{Point, Rect};

/// How much of the window panels cover, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Insets {
    /// From the left.
    pub left: f64,
    /// From the top.
    pub top: f64,
    /// From the right.
    pub right: f64,
    /// From the bottom.
    pub bottom: f64,
}

/// The size of the canvas in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// What panels cover of it.
    pub insets: Insets,
}

impl Default for Viewport {
    fn default() -> Self {
        Self { width: 1_400.0, height: 900.0, insets: Insets::default() }
    }
}

impl Viewport {
    /// The part that no panel covers.
    pub fn free(&self) -> Rect {
        let Insets { left, top, right, bottom } = self.insets;
        let (width, height) = (self.width - left - right, self.height - top - bottom);
        // On a phone panels can cover nearly everything: then there is no use in leaving them out.
        if width < 160.0 || height < 96.0 {
            return Rect::new(0.0, 0.0, self.width, self.height);
        }
        Rect::new(left, top, width, height)
    }
}

/// Where the map is looked at from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The point of the map at the canvas' top left corner.
    pub origin_in_map: Point,
    /// CSS pixels for each map unit.
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { origin_in_map: Point::default(), zoom: 1.0 }
    }
}

impl Camera {
    /// What moves the map to where it is seen, as SVG writes it.
    pub fn transform(&self) -> String {
        let corner = self.origin_in_map.times(-self.zoom);
        format!("translate({:.2} {:.2}) scale({:.5})", corner.x, corner.y, self.zoom)
    }

    /// The least zoom that is offered: a map of ten thousand contexts still fits.
    pub const ZOOM_LEAST: f64 = 0.01;
    /// The largest zoom that is offered.
    pub const ZOOM_MOST: f64 = 4.0;
    /// "Fit" goes no closer than this.
    const FIT_MOST: f64 = 1.25;

    /// Where a point of the map is on the screen.
    pub fn screen_from_map(&self, point_in_map: Point) -> Point {
        point_in_map.minus(self.origin_in_map).times(self.zoom)
    }

    /// Which point of the map is at a place on the screen.
    pub fn map_from_screen(&self, point_on_screen: Point) -> Point {
        self.origin_in_map.plus(point_on_screen.times(1.0 / self.zoom))
    }

    /// Where a rectangle of the map is on the screen.
    pub fn screen_rect(&self, in_map: Rect) -> Rect {
        let corner = self.screen_from_map(Point::new(in_map.x, in_map.y));
        Rect::new(corner.x, corner.y, in_map.width * self.zoom, in_map.height * self.zoom)
    }

    /// The part of the map that is on the screen.
    pub fn sight(&self, viewport: &Viewport) -> Rect {
        let Point { x, y } = self.origin_in_map;
        Rect::new(x, y, viewport.width / self.zoom, viewport.height / self.zoom)
    }

    /// Moves what is seen by so many CSS pixels, as if the paper were dragged.
    pub fn pan(&mut self, by_on_screen: Point) {
        self.origin_in_map = self.origin_in_map.minus(by_on_screen.times(1.0 / self.zoom));
    }

    /// Zooms by a factor around a place on the screen, which stays where it is.
    pub fn zoom_at(&mut self, on_screen: Point, factor: f64) {
        let fixed = self.map_from_screen(on_screen);
        let zoom = self.zoom * factor;
        if zoom.is_finite() {
            self.zoom = zoom.clamp(Self::ZOOM_LEAST, Self::ZOOM_MOST);
        }
        self.origin_in_map = fixed.minus(on_screen.times(1.0 / self.zoom));
    }

    /// Shows a rectangle of the map as large as it fits into what panels leave free.
    pub fn fit(&mut self, in_map: Rect, viewport: &Viewport) {
        const MARGIN: f64 = 32.0;
        let free = viewport.free();
        let room = free.inflate(-MARGIN.min(free.width / 8.0).min(free.height / 8.0));
        let scale = (room.width / in_map.width.max(1.0)).min(room.height / in_map.height.max(1.0));
        self.zoom = scale.clamp(Self::ZOOM_LEAST, Self::FIT_MOST);
        self.center(in_map.center(), viewport);
    }

    /// Shows a point of the map in the middle of what panels leave free.
    pub fn center(&mut self, in_map: Point, viewport: &Viewport) {
        let middle = viewport.free().center();
        self.origin_in_map = in_map.minus(middle.times(1.0 / self.zoom));
    }

    /// Moves just as much as it takes to see a rectangle of the map.
    pub fn reveal(&mut self, in_map: Rect, viewport: &Viewport) {
        let (free, seen) = (viewport.free().inflate(-24.0), self.screen_rect(in_map));
        let aside = |low: f64, high: f64, from: f64, to: f64| {
            if from < low {
                low - from
            } else if to > high {
                (high - to).max(low - from)
            } else {
                0.0
            }
        };
        let x = aside(free.x, free.right(), seen.x, seen.right());
        let y = aside(free.y, free.bottom(), seen.y, seen.bottom());
        self.pan(Point::new(x, y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_the_pointer_stays_there_while_zooming() {
        let mut camera = Camera { origin_in_map: Point::new(-50.0, 20.0), zoom: 0.8 };
        let at = Point::new(300.0, 200.0);
        let before = camera.map_from_screen(at);
        camera.zoom_at(at, 1.7);
        assert!(camera.map_from_screen(at).distance(before) < 1e-9);
        camera.zoom_at(at, 1e9);
        assert!(camera.zoom <= Camera::ZOOM_MOST);
    }

    #[test]
    fn fit_respects_what_panels_cover() {
        let viewport = Viewport { insets: Insets { right: 400.0, ..Insets::default() }, ..Viewport::default() };
        let mut camera = Camera::default();
        let rect = Rect::new(100.0, 100.0, 3_000.0, 900.0);
        camera.fit(rect, &viewport);
        let seen = camera.screen_rect(rect);
        assert!(seen.x > 0.0 && seen.right() < 1_000.0 && seen.y > 0.0 && seen.bottom() < 900.0, "{seen:?}");
    }

    #[test]
    fn reveal_moves_only_as_much_as_needed() {
        let (mut camera, viewport) = (Camera::default(), Viewport::default());
        camera.reveal(Rect::new(500.0, 500.0, 100.0, 100.0), &viewport);
        assert_eq!(camera, Camera::default());
        camera.reveal(Rect::new(1_500.0, 500.0, 100.0, 100.0), &viewport);
        assert_eq!(camera.screen_rect(Rect::new(1_500.0, 500.0, 100.0, 100.0)).right(), 1_376.0);
    }
}
