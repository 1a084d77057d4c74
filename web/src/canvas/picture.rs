//! The map as one picture, for when more is in sight than elements of a page hold well. It draws the same scene.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use super::buoys::{self, Look, Marked, Outline};
use super::markup::heat_step;
use crate::editor::{Camera, Detail, Editor, Gesture};
use crate::platform::frame::{Frame, Later, later, next_frame};
use crate::platform::page;
use crate::platform::raster::Raster;
use crate::session::{Session, Warmth, use_session};
use atoll_core::geometry::{Point, Rect};
use atoll_core::model::RelationshipKind;
use atoll_core::rule::Finding;
use atoll_core::scene::{Chip, ChipTone, Edge, Node, NodeShape, Shore};
use atoll_core::theme::{Palette, Theme};

/// Names smaller than this, in CSS pixels, cannot be read and are not written.
const READABLE: f64 = 5.5;
/// Badges and names of relationships are drawn from this zoom on.
const PLATES_FROM: f64 = 0.55;

/// The map as one picture.
#[component]
pub fn Picture() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let frame: Rc<RefCell<Option<Frame>>> = Rc::default();
    let drift: Rc<Drift> = Rc::default();
    Effect::new(move |is_again: Option<()>| {
        signals.picture.track();
        signals.warmth.track();
        signals.is_dark.track();
        signals.viewport.track();
        if is_again.is_none() {
            // At once, so that nothing flickers.
            drift.paint(&session);
            return;
        }
        let (waiting, drift) = (frame.clone(), drift.clone());
        if frame.borrow().is_none() {
            *frame.borrow_mut() = Some(next_frame(move || {
                waiting.borrow_mut().take();
                drift.follow(&session);
            }));
        }
    });
    view! { <canvas id="picture" class="picture" aria-hidden="true"></canvas> }
}

/// Painting thousands of lines takes longer than a frame lasts where no graphics card helps: while a hand drags the
/// paper, the picture that is there is moved along, and painted anew once the hand has come far or rests.
#[derive(Default)]
struct Drift {
    /// What the picture shows: from where it was painted, and which state of the map.
    painted: Cell<Option<(Camera, u64)>>,
    rest: RefCell<Option<Later>>,
}

impl Drift {
    /// After so many milliseconds a hand rests.
    const REST: u32 = 90;
    /// So many CSS pixels are far.
    const FAR: f64 = 240.0;

    fn paint(&self, session: &Session) {
        self.rest.borrow_mut().take();
        paint(session);
        self.painted.set(Some(session.peek(|editor| (editor.camera, editor.sight.version))));
        page::shift("picture", 0.0, 0.0);
    }

    fn follow(self: &Rc<Self>, session: &Session) {
        let (camera, version, is_panning) =
            session.peek(|editor| (editor.camera, editor.sight.version, matches!(editor.gesture, Gesture::Pan(_))));
        let moved = self.painted.get().filter(|(from, of)| is_panning && from.zoom == camera.zoom && *of == version);
        let Some((from, _)) = moved else { return self.paint(session) };
        let by = from.origin_in_map.minus(camera.origin_in_map).times(camera.zoom);
        if by.x.abs().max(by.y.abs()) > Self::FAR {
            return self.paint(session);
        }
        page::shift("picture", by.x, by.y);
        let (drift, session) = (self.clone(), *session);
        *self.rest.borrow_mut() = Some(later(Self::REST, move || drift.paint(&session)));
    }
}

fn paint(session: &Session) {
    let theme = if session.signals.is_dark.get_untracked() { Theme::Dark } else { Theme::Light };
    let warmth = session.signals.warmth.get_untracked();
    let findings = session.signals.findings.get_untracked();
    session.peek(|editor| {
        let viewport = editor.viewport;
        let Some(raster) = Raster::of("picture", viewport.width, viewport.height) else { return };
        let painter = Painter { raster, editor, palette: Palette::of(theme), warmth: warmth.as_deref() };
        painter.raster.clear(painter.palette.get("paper"), viewport.width, viewport.height);
        painter.regions();
        painter.edges();
        painter.nodes();
        painter.plates();
        painter.buoys(&findings);
    });
    page::mark("picture-painted");
}

struct Painter<'a> {
    raster: Raster,
    editor: &'a Editor,
    palette: Palette,
    warmth: Option<&'a Warmth>,
}

impl Painter<'_> {
    fn on_screen(&self, rect: Rect) -> Rect {
        self.editor.camera.screen_rect(rect)
    }

    fn zoom(&self) -> f64 {
        self.editor.camera.zoom
    }

    fn is_seen(&self, rect: Rect) -> bool {
        rect.right() > 0.0
            && rect.bottom() > 0.0
            && rect.x < self.editor.viewport.width
            && rect.y < self.editor.viewport.height
    }

    fn regions(&self) {
        let raster = &self.raster;
        let font = 13.0 * self.zoom();
        for region in self.editor.map.regions() {
            let rect = self.on_screen(region.rect);
            if !self.is_seen(rect) {
                continue;
            }
            raster.begin();
            raster.rounded(rect, 20.0 * self.zoom());
            raster.fill(self.palette.get("water"));
            raster.fill_path();
            raster.pen(self.palette.get("water-edge"), 1.0);
            raster.stroke();
            if font >= READABLE {
                raster.font(&format!("600 {font:.1}px {}", self.palette.get("font")));
                raster.center(false);
                raster.fill(self.palette.get("ink-soft"));
                raster.text(&region.title.text, self.editor.camera.screen_from_map(region.title.at));
            }
        }
    }

    fn edges(&self) {
        if self.editor.sight.detail == Detail::Overview {
            self.straight_edges();
            return;
        }
        // Lines of one look are one path; a line wider than a pixel costs many times as much as a thin one.
        let width = (1.4 * self.zoom()).clamp(0.6, 2.0);
        for (is_faint, color) in [(true, "route-faint"), (false, "route")] {
            self.raster.pen(self.palette.get(color), width);
            self.raster.begin();
            let of_look = |edge: &&std::sync::Arc<Edge>| (edge.kind == RelationshipKind::SeparateWays) == is_faint;
            for edge in self.editor.sight.edges().iter().filter(of_look) {
                self.line(edge);
            }
            self.raster.stroke();
        }
    }

    fn line(&self, edge: &Edge) {
        for (index, point) in edge.line.iter().enumerate() {
            let at = self.editor.camera.screen_from_map(*point);
            if index == 0 { self.raster.move_to(at) } else { self.raster.line_to(at) }
        }
    }

    /// From far: hair lines from middle to middle, all in one stroke.
    fn straight_edges(&self) {
        let map = &self.editor.map;
        self.raster.pen(self.palette.get("route-faint"), 0.8);
        self.raster.begin();
        for id in map.relationships() {
            if let Some([a, b]) = map.ends(id) {
                self.raster.move_to(self.editor.camera.screen_from_map(a.center()));
                self.raster.line_to(self.editor.camera.screen_from_map(b.center()));
            }
        }
        self.raster.stroke();
    }

    fn nodes(&self) {
        for node in self.editor.sight.nodes(&self.editor.map) {
            let rect = self.on_screen(node.rect);
            if self.is_seen(rect) {
                self.node(node, rect);
            }
        }
    }

    fn node(&self, node: &Node, rect: Rect) {
        let (raster, zoom) = (&self.raster, self.zoom());
        let radius = 14.0 * zoom;
        let (fill, width) = match node.shape {
            NodeShape::Context(Shore::Dashed) => ("paper", 1.0),
            NodeShape::Context(Shore::Double) => ("land", 1.6),
            NodeShape::Context(Shore::Thin) => ("land", 0.6),
            NodeShape::Context(Shore::Single) => ("land", 1.0),
            NodeShape::Team(..) | NodeShape::Actor(_) => ("panel-raised", 1.0),
        };
        let heat = self.warmth.map_or(0, |warmth| heat_step(warmth.share(node.id)));
        let hot = format!("heat-{heat}");
        raster.fill(self.palette.get(if heat > 0 { &hot } else { fill }));
        raster.pen(self.palette.get("shore"), (width * zoom).clamp(0.5, 1.6));
        raster.begin();
        if radius > 2.0 {
            raster.rounded(rect, radius);
        } else {
            raster.rect(rect);
        }
        raster.fill_path();
        raster.stroke();
        if let Some(footer) = node.footer.as_ref().filter(|_| zoom >= 0.12) {
            let mark = format!("mark-{}", footer.marks.first().copied().unwrap_or_default());
            raster.fill(self.palette.get(&mark));
            raster.begin();
            let bar =
                Rect::new(rect.x + 10.0 * zoom, rect.bottom() - 10.0 * zoom, rect.width - 20.0 * zoom, 4.0 * zoom);
            raster.rect(bar);
            raster.fill_path();
        }
        self.title(node, rect);
    }

    fn title(&self, node: &Node, rect: Rect) {
        let zoom = self.zoom();
        for line in &node.title {
            let size = line.size * zoom;
            if size < READABLE {
                return;
            }
            self.raster.font(&format!("600 {size:.1}px {}", self.palette.get("font")));
            self.raster.center(true);
            self.raster.fill(self.palette.get("ink"));
            self.raster.text(&line.text, Point::new(rect.x + line.at.x * zoom, rect.y + line.at.y * zoom));
        }
    }

    fn plates(&self) {
        if self.zoom() < PLATES_FROM {
            return;
        }
        for edge in self.editor.sight.edges() {
            for chip in edge.chips.iter().chain(&edge.label) {
                let rect = self.on_screen(chip.rect);
                if self.is_seen(rect) {
                    self.chip(chip, rect);
                }
            }
        }
    }

    fn chip(&self, chip: &Chip, rect: Rect) {
        let raster = &self.raster;
        let (ground, ink) = match chip.tone {
            ChipTone::Role => ("chip-role", "chip-role-ink"),
            ChipTone::Label => ("paper", "ink-soft"),
            ChipTone::Letter | ChipTone::Whole => ("chip", "ink"),
        };
        raster.fill(self.palette.get(ground));
        raster.begin();
        raster.rounded(rect, 3.0 * self.zoom());
        raster.fill_path();
        if matches!(chip.tone, ChipTone::Letter | ChipTone::Whole) {
            raster.pen(self.palette.get("route"), 1.0);
            raster.stroke();
        }
        let size = chip.tone.text_size() * self.zoom();
        let weight = if chip.tone == ChipTone::Label { 400 } else { 700 };
        raster.font(&format!("{weight} {size:.1}px {}", self.palette.get("font")));
        raster.center(true);
        raster.fill(self.palette.get(ink));
        raster.text(&chip.text, Point::new(rect.center().x, rect.center().y + size * 0.36));
    }

    /// A buoy for each element that something is wrong with, in the shapes of the page.
    fn buoys(&self, findings: &[Finding]) {
        let plates = if self.zoom() < PLATES_FROM { Vec::new() } else { buoys::plates(self.editor) };
        let scale = self.zoom().clamp(0.3, 1.0);
        for (at, marked) in buoys::placed(self.editor, findings, plates) {
            let at = self.editor.camera.screen_from_map(at);
            if self.is_seen(Rect::around(at, 1.0, 1.0)) {
                self.buoy(at, scale, &marked);
            }
        }
    }

    fn buoy(&self, at: Point, scale: f64, marked: &Marked) {
        let Look { name, outline, down } = buoys::look(marked.severity);
        let raster = &self.raster;
        let soft = format!("{name}-soft");
        let (fill, ink) = if marked.is_known { (soft.as_str(), name) } else { (name, "paper") };
        raster.fill(self.palette.get(fill));
        raster.begin();
        match outline {
            Outline::Circle(radius) => {
                let size = 2.0 * radius * scale;
                raster.rounded(Rect::around(at, size, size), size / 2.0);
            }
            Outline::Corners(corners) => {
                for (index, (x, y)) in corners.iter().enumerate() {
                    let corner = at.plus(Point::new(*x, *y).times(scale));
                    if index == 0 { raster.move_to(corner) } else { raster.line_to(corner) }
                }
            }
        }
        raster.fill_path();
        if marked.is_known {
            if let Outline::Corners([(x, y), ..]) = outline {
                raster.line_to(at.plus(Point::new(*x, *y).times(scale)));
            }
            raster.pen(self.palette.get(name), 1.5 * scale);
            raster.dash(&[]);
            raster.stroke();
        }
        let size = 11.0 * scale;
        if size >= READABLE {
            raster.font(&format!("700 {size:.1}px {}", self.palette.get("font")));
            raster.center(true);
            raster.fill(self.palette.get(ink));
            raster.text(&buoys::counted(marked.count), Point::new(at.x, at.y + down * scale));
        }
    }
}
