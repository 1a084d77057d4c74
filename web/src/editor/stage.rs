//! A view beside the map: what it shows of the landscape, and what lies under the pointer there.
//!
//! The scene itself is built outside of the editor, with what is fetched later; the editor chooses and moves in it.

use std::sync::Arc;

use atoll_core::change::Changes;
use atoll_core::command::{Add, Command, Set};
use atoll_core::geometry::{Point, Rect, distance_to_line};
use atoll_core::model::{ElementId, Landscape, Perspective, PerspectiveId, Spot, ViewKind};
use atoll_core::order;
use atoll_core::protocol::Right;
use atoll_core::scene::figure::{Figure, Outline};
use atoll_core::scene::{Edge, Scene};
use atoll_core::sorted_set::SortedSet;

use super::Editor;

/// Another landscape that is looked at, with what it has new, gone and different marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What came about.
    pub changes: Changes,
    /// The landscape that came of it.
    pub after: Landscape,
    /// It is an earlier revision: nothing can be changed while it is looked at.
    pub is_past: bool,
}

/// A view beside the map.
#[derive(Debug)]
pub struct Stage {
    /// Which view, and what it shows.
    pub perspective: Perspective,
    /// What is marked.
    pub comparison: Option<Arc<Comparison>>,
    /// What is drawn.
    pub scene: Arc<Scene>,
    /// Whether people can put boxes elsewhere.
    pub(super) has_places: bool,
    /// Nothing was drawn yet: what comes is seen as a whole.
    is_fresh: bool,
}

impl Stage {
    /// What is under a place, in map units; lines are hit within the slack.
    pub(super) fn hit(&self, at: Point, slack: f64) -> Vec<ElementId> {
        let scene = &self.scene;
        if let Some(node) = scene.nodes.iter().rev().find(|node| node.rect.contains(at)) {
            return vec![node.id];
        }
        let is_near = |edge: &&Edge| {
            let on_chip = edge.chips.iter().chain(&edge.label).any(|chip| chip.rect.contains(at));
            on_chip || distance_to_line(at, &edge.line) <= slack
        };
        if let Some(edge) = scene.edges.iter().find(is_near) {
            return vec![edge.id];
        }
        let figures = scene.figures.iter().rev().filter(|figure| !figure.ids.is_empty());
        let figure = figures.into_iter().find(|figure| is_on(figure, at, slack));
        let title = || scene.regions.iter().find(|region| region.title_rect().contains(at)).map(|region| region.id);
        figure.map(|figure| figure.ids.clone()).or_else(|| title().map(|id| vec![id])).unwrap_or_default()
    }

    /// The boxes in which an element is seen.
    pub fn places_of(&self, id: ElementId) -> Vec<Rect> {
        self.scene.places_of(id)
    }

    /// Everything that can be chosen, row by row.
    pub(super) fn reading_order(&self) -> Vec<ElementId> {
        const ROW: f64 = 48.0;
        let nodes = self.scene.nodes.iter().map(|node| (node.rect, node.id));
        let figures = self.scene.figures.iter().filter_map(|figure| Some((figure.bounds()?, *figure.ids.first()?)));
        let edges = self.scene.edges.iter().filter_map(|edge| Some((edge.bounds()?, edge.id)));
        let mut placed: Vec<(Rect, ElementId)> = nodes.chain(figures).chain(edges).collect();
        let row = |rect: &Rect| (rect.y / ROW).floor() as i64;
        order::sort_by(&mut placed, |(a, one), (b, other)| {
            row(a).cmp(&row(b)).then(a.x.total_cmp(&b.x)).then(one.cmp(other))
        });
        let mut met = SortedSet::new();
        placed.into_iter().map(|(_, id)| id).filter(|id| met.insert(*id)).collect()
    }

    /// What a screen reader says of an element in this view.
    pub(super) fn description(&self, id: ElementId) -> Option<&str> {
        let node = self.scene.nodes.iter().find(|node| node.id == id).map(|node| node.description.as_str());
        let of_figure = |figure: &&Figure| figure.ids.first() == Some(&id) && !figure.description.is_empty();
        node.or_else(|| self.scene.figures.iter().find(of_figure).map(|figure| figure.description.as_str()))
    }
}

fn is_on(figure: &Figure, at: Point, slack: f64) -> bool {
    let on_words = figure.words.iter().any(|words| words.rect().contains(at));
    on_words
        || match &figure.outline {
            Outline::None => false,
            Outline::Box(rect, _) | Outline::Team(_, rect) => rect.contains(at),
            Outline::Oval(rect) => {
                let from = at.minus(rect.center());
                let (x, y) = (from.x / (rect.width / 2.0).max(1.0), from.y / (rect.height / 2.0).max(1.0));
                x * x + y * y <= 1.0
            }
            Outline::Area(_) => figure.outline.bounds().is_some_and(|rect| rect.contains(at)),
            Outline::Line(line) | Outline::Arrow(line) => distance_to_line(at, line) <= slack,
        }
}

/// Why somebody with no more than this right does not change a landscape.
pub fn why_not(right: Right) -> String {
    let verb = if right == Right::Comment { "comment on" } else { "look at" };
    format!("You may {verb} this landscape, not change it. To draw on your own, choose “Copy as my own” in “Share”.")
}

impl Editor {
    /// Looks at the landscape in this way. The plain context map is the one that is drawn on.
    pub fn look_at(&mut self, perspective: Perspective) {
        let comparison = self.stage.as_ref().and_then(|stage| stage.comparison.clone());
        self.enter(perspective, comparison);
    }

    /// Marks what came about in what is seen, or no longer.
    pub fn compare(&mut self, comparison: Option<Arc<Comparison>>) {
        let perspective = self.perspective();
        self.enter(perspective, comparison);
    }

    fn enter(&mut self, perspective: Perspective, comparison: Option<Arc<Comparison>>) {
        super::gesture::cancel(self);
        self.rename = None;
        self.hover = None;
        let is_plain = perspective.view == ViewKind::ContextMap
            && comparison.is_none()
            && perspective.focus.is_empty()
            && perspective.hidden.is_empty();
        if is_plain {
            if self.stage.take().is_some() {
                self.camera = std::mem::take(&mut self.map_camera);
                self.fitted = None;
                // What changed meanwhile was not looked at.
                self.outcome.redrawn.regions = true;
                self.outcome.redrawn.edges = true;
            }
            return;
        }
        self.tool = super::ToolKind::Select;
        match &mut self.stage {
            Some(stage) => {
                let is_other =
                    stage.perspective.view != perspective.view || stage.perspective.focus != perspective.focus;
                stage.is_fresh |= is_other;
                stage.perspective = perspective;
                stage.comparison = comparison;
            }
            None => {
                self.map_camera = self.camera;
                // The map is marked where it lies, and seen whole where something else comes of it: what is new has to be
                // seen, wherever it is.
                let is_fresh =
                    comparison.is_some() || perspective.view != ViewKind::ContextMap || !perspective.focus.is_empty();
                self.stage =
                    Some(Stage { perspective, comparison, scene: Arc::default(), has_places: false, is_fresh });
            }
        }
    }

    /// Whether an earlier revision is looked at.
    pub fn is_looking_back(&self) -> bool {
        let comparison = self.stage.as_ref().and_then(|stage| stage.comparison.as_deref());
        comparison.is_some_and(|comparison| comparison.is_past)
    }

    /// Says why something that takes this right cannot be done now; answers whether that is so.
    pub(super) fn refuses(&mut self, needed: Right) -> bool {
        let why = if self.is_looking_back() {
            "This is an earlier revision. Go back to now to change something.".to_owned()
        } else if self.right < needed {
            why_not(self.right)
        } else {
            return false;
        };
        self.notify_problem(why);
        true
    }

    /// What is looked at, and how.
    pub fn perspective(&self) -> Perspective {
        self.stage.as_ref().map(|stage| stage.perspective.clone()).unwrap_or_default()
    }

    /// Takes the scene of the view as it is now.
    pub fn take_scene(&mut self, scene: Arc<Scene>, has_places: bool) {
        let Some(stage) = &mut self.stage else { return };
        stage.scene = scene;
        stage.has_places = has_places && stage.comparison.is_none();
        if std::mem::take(&mut stage.is_fresh) {
            self.fit_all();
        }
    }

    /// A perspective that was kept is followed when it changes, and left when it goes.
    pub(super) fn follow_perspective(&mut self, changes: &Changes) {
        let Some(stage) = &mut self.stage else { return };
        let id = stage.perspective.id;
        if changes.removed.contains_key(&id.into()) {
            stage.perspective.id = PerspectiveId::default();
        } else if changes.updated.contains_key(&id.into())
            && let Some(kept) = self.document.landscape.perspectives.get(&id)
        {
            stage.perspective = kept.as_ref().clone();
        }
    }

    /// Keeps what is looked at under a name.
    pub fn keep_perspective(&mut self, name: String) {
        let id: PerspectiveId = self.document.ids.fresh();
        let perspective = Perspective { id, name, ..self.perspective() };
        if self.run("Keep perspective", Add { record: perspective.clone().into() })
            && let Some(stage) = &mut self.stage
        {
            stage.perspective = perspective;
        }
    }

    /// Puts an element elsewhere in the view that is looked at; in a perspective that is kept from then on.
    pub(super) fn put_in_view(&mut self, id: ElementId, middle: Point) {
        let mut perspective = self.perspective();
        perspective.places.retain(|spot| spot.id != id);
        perspective.places.push(Spot { id, x: middle.x.round() as i32, y: middle.y.round() as i32 });
        self.set_places(perspective);
    }

    /// Lets the view place everything itself again.
    pub(super) fn forget_places(&mut self) {
        let mut perspective = self.perspective();
        perspective.places.clear();
        self.set_places(perspective);
    }

    fn set_places(&mut self, mut perspective: Perspective) {
        let is_kept = self.landscape().perspectives.contains_key(&perspective.id);
        let command: Command = if is_kept {
            Set::new(perspective.id, "places", &perspective.places).into()
        } else {
            perspective.id = self.document.ids.fresh();
            if perspective.name.is_empty() {
                let mut word = perspective.view.word().to_owned();
                word[..1].make_ascii_uppercase();
                perspective.name = word;
            }
            Add { record: perspective.clone().into() }.into()
        };
        if self.run("Move in view", command)
            && let Some(stage) = &mut self.stage
        {
            stage.perspective = perspective;
        }
    }
}

#[cfg(test)]
mod tests {
    use atoll_core::gallery::EXAMPLES;
    use atoll_core::view::view;

    use super::*;
    use crate::editor::{Button, Document, Input, Pointer};

    /// Somebody at a view of the first example.
    fn somebody(kind: ViewKind, has_places: bool) -> Editor {
        let mut editor = Editor::new(Document::new("test".to_owned(), EXAMPLES[0].landscape(), 7));
        editor.look_at(Perspective { view: kind, ..Perspective::default() });
        draw(&mut editor, has_places);
        editor
    }

    fn draw(editor: &mut Editor, has_places: bool) {
        let perspective = editor.perspective();
        let scene = (view(perspective.view).build)(editor.landscape(), &perspective);
        editor.take_scene(Arc::new(scene), has_places);
    }

    fn at(editor: &Editor, point: Point) -> Pointer {
        Pointer { at: editor.camera.screen_from_map(point), button: Button::Primary, clicks: 1, ..Pointer::default() }
    }

    #[test]
    fn a_press_on_a_cell_chooses_what_it_stands_for_and_one_beside_lets_go() {
        let mut editor = somebody(ViewKind::Matrix, false);
        let scene = editor.stage.as_ref().expect("a view").scene.clone();
        let is_cell = |figure: &&Figure| matches!(figure.ids[..], [ElementId::Relationship(_), ..]);
        let cell = scene.figures.iter().find(is_cell).expect("a cell");
        let middle = cell.outline.bounds().expect("a place").center();
        let pointer = at(&editor, middle);
        editor.handle(Input::Down(pointer));
        editor.handle(Input::Up(pointer));
        assert_eq!(editor.selection, cell.ids.iter().copied().collect());
        let beside = at(&editor, Point::new(-5_000.0, -5_000.0));
        editor.handle(Input::Down(beside));
        editor.handle(Input::Up(beside));
        assert!(editor.selection.is_empty());
    }

    #[test]
    fn a_view_is_seen_whole_and_the_map_is_then_where_it_was() {
        let mut editor = Editor::new(Document::new("test".to_owned(), EXAMPLES[0].landscape(), 7));
        let before = editor.camera;
        editor.look_at(Perspective { view: ViewKind::Matrix, ..Perspective::default() });
        draw(&mut editor, false);
        assert_ne!(editor.camera, before);
        editor.look_at(Perspective::default());
        assert!(editor.stage.is_none());
        assert_eq!(editor.camera, before);
    }

    #[test]
    fn a_box_that_is_put_elsewhere_is_kept_in_a_perspective_and_can_be_taken_back() {
        let mut editor = somebody(ViewKind::DomainLandscape, true);
        let node = editor.stage.as_ref().expect("a view").scene.nodes[0].clone();
        let down = at(&editor, node.rect.center());
        editor.handle(Input::Down(down));
        for far in [20.0, 60.0] {
            editor.handle(Input::Move(Pointer { at: down.at.plus(Point::new(far, 0.0)), ..down }));
        }
        editor.handle(Input::Up(Pointer { at: down.at.plus(Point::new(60.0, 0.0)), ..down }));
        let kept = editor.landscape().perspectives.values().next().expect("a perspective").clone();
        let by = 60.0 / editor.camera.zoom;
        assert_eq!(kept.places.len(), 1);
        assert_eq!(kept.places[0].id, node.id);
        assert!((f64::from(kept.places[0].x) - node.rect.center().x - by).abs() <= 1.0);
        editor.undo();
        assert!(editor.landscape().perspectives.is_empty());
    }

    #[test]
    fn tab_goes_through_everything_and_says_what_it_is() {
        let mut editor = somebody(ViewKind::Matrix, false);
        let count = editor.stage.as_ref().expect("a view").reading_order().len();
        assert!(count > 20);
        for _ in 0..count {
            assert!(super::super::walk::step(&mut editor, true));
        }
        assert!(!super::super::walk::step(&mut editor, true), "at the end the focus can leave");
    }
}
