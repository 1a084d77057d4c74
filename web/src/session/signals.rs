//! What components read.

use atoll_core::sorted_set::SortedSet;
use std::sync::Arc;

use atoll_core::model::{ContextId, ElementId, ElementKind, Perspective, ScenarioId, TeamId};
use atoll_core::rule::Finding;
use atoll_core::scene::{Region, Scene};
use atoll_core::simulation::ripple::Ripple;
use leptos::prelude::*;

use super::judging::Judging;
use super::opening::ImportReport;
use super::reshaping::Reshaping;
use super::sharing::Company;
use super::storing::Recent;
use super::warmth::Warmth;
use crate::editor::{Camera, Detail, Rename, ToolKind, Viewport};
use crate::parts::Parts;

/// What components read.
#[derive(Clone, Copy)]
pub struct Signals {
    /// Counts up with every change of the landscape.
    pub revision: RwSignal<u64>,
    /// Counts up whenever what is in sight, or how it looks, is different.
    pub sight: RwSignal<u64>,
    /// Counts up whenever the one picture of the map must be drawn anew.
    pub picture: RwSignal<u64>,
    /// Where the map is looked at from.
    pub camera: RwSignal<Camera>,
    /// The canvas.
    pub viewport: RwSignal<Viewport>,
    /// In how much detail the map is drawn.
    pub detail: RwSignal<Detail>,
    /// The contexts and teams that are elements of the page.
    pub node_ids: RwSignal<Vec<ElementId>>,
    /// The relationships that are elements of the page.
    pub edge_ids: RwSignal<Vec<ElementId>>,
    /// The domains on the map.
    pub regions: RwSignal<Vec<Arc<Region>>>,
    /// What the pointer does.
    pub tool: RwSignal<ToolKind>,
    /// The pattern that a drawn relationship gets.
    pub pattern: RwSignal<usize>,
    /// The pointer's shape.
    pub cursor: RwSignal<&'static str>,
    /// What is chosen.
    pub selection: RwSignal<Arc<SortedSet<ElementId>>>,
    /// What is drawn above the map: choices, grips, what is being dragged.
    pub overlay: RwSignal<String>,
    /// Rings and shares of the ripple, above the map.
    pub heat: RwSignal<String>,
    /// The marks of findings, above the map.
    pub buoys: RwSignal<String>,
    /// What is looked at, and how.
    pub perspective: RwSignal<Perspective>,
    /// What a view beside the map shows; nothing while the map itself is drawn on.
    pub scene: RwSignal<Option<Arc<Scene>>>,
    /// The refactoring that is looked at.
    pub reshaping: RwSignal<Option<Reshaping>>,
    /// The scenario that is drawn on.
    pub scenario: RwSignal<Option<ScenarioId>>,
    /// Whether what a scenario brings is marked.
    pub marks_scenario: RwSignal<bool>,
    /// Those marks, above the map.
    pub marks: RwSignal<String>,
    /// What to do now.
    pub hint: RwSignal<String>,
    /// What is being named.
    pub rename: RwSignal<Option<Rename>>,
    /// What a change does.
    pub ripple: RwSignal<Option<Arc<Ripple>>>,
    /// How much each element of the map is touched.
    pub warmth: RwSignal<Option<Arc<Warmth>>>,
    /// What is fetched once the map stands.
    pub parts: RwSignal<Option<Parts>>,
    /// What is wrong.
    pub findings: RwSignal<Arc<Vec<Finding>>>,
    /// Which finding is looked at.
    pub finding: RwSignal<Option<usize>>,
    /// What the list of findings shows, and how much is wrong.
    pub judging: Judging,
    /// What "Undo" would take back, and what "Redo" would do again.
    pub history: RwSignal<(Option<String>, Option<String>)>,
    /// What the landscape is called.
    pub name: RwSignal<String>,
    /// How safe everything is.
    pub saved: RwSignal<Saved>,
    /// With whom the landscape is drawn, where it is shared.
    pub company: RwSignal<Option<Arc<Company>>>,
    /// What was drawn on this computer.
    pub recent: RwSignal<Vec<Recent>>,
    /// What is open on the left.
    pub left: RwSignal<Option<LeftPanel>>,
    /// What is open on the right.
    pub right: RwSignal<RightTab>,
    /// Whether the right panel is folded away.
    pub right_folded: RwSignal<bool>,
    /// What is unfolded in inspectors and lists: it stays so from one element to the next.
    pub folds: RwSignal<SortedSet<String>>,
    /// Whether the legend is open.
    pub legend: RwSignal<bool>,
    /// What is open over everything.
    pub dialog: RwSignal<Option<Dialog>>,
    /// The menu of the right button, and where.
    pub menu_at: RwSignal<Option<(f64, f64)>>,
    /// What became of the last import.
    pub report: RwSignal<Option<Arc<ImportReport>>>,
    /// Files are over the page.
    pub files_over: RwSignal<bool>,
    /// Short words to the person.
    pub toasts: RwSignal<Vec<Toast>>,
    /// What a screen reader says next.
    pub announcement: RwSignal<String>,
    /// Light or dark, as chosen.
    pub theme: RwSignal<ThemeChoice>,
    /// Whether it is dark now.
    pub is_dark: RwSignal<bool>,
    /// The window is narrow: panels are sheets at the bottom.
    pub is_narrow: RwSignal<bool>,
    /// A newer version of the application waits.
    pub update_waits: RwSignal<bool>,
    /// The step of the tour that is shown.
    pub tour: RwSignal<Option<usize>>,
    /// What a list is narrowed to.
    pub filter: RwSignal<String>,
    /// The measure by which the panel of measures ranks.
    pub ranked_by: RwSignal<&'static str>,
    /// Which line of a list Enter would take.
    pub picked: RwSignal<usize>,
    /// The context whose ways are shown.
    pub ripple_open: RwSignal<Option<ContextId>>,
}

impl Signals {
    pub(super) fn new() -> Self {
        Self {
            revision: RwSignal::default(),
            sight: RwSignal::default(),
            picture: RwSignal::default(),
            camera: RwSignal::default(),
            viewport: RwSignal::default(),
            detail: RwSignal::default(),
            node_ids: RwSignal::default(),
            edge_ids: RwSignal::default(),
            regions: RwSignal::default(),
            tool: RwSignal::default(),
            pattern: RwSignal::default(),
            cursor: RwSignal::new("default"),
            selection: RwSignal::default(),
            overlay: RwSignal::default(),
            heat: RwSignal::default(),
            buoys: RwSignal::default(),
            perspective: RwSignal::default(),
            scene: RwSignal::default(),
            reshaping: RwSignal::default(),
            scenario: RwSignal::default(),
            marks_scenario: RwSignal::new(true),
            marks: RwSignal::default(),
            hint: RwSignal::default(),
            rename: RwSignal::default(),
            ripple: RwSignal::default(),
            warmth: RwSignal::default(),
            parts: RwSignal::default(),
            findings: RwSignal::default(),
            finding: RwSignal::default(),
            judging: Judging::new(),
            history: RwSignal::default(),
            name: RwSignal::default(),
            saved: RwSignal::default(),
            company: RwSignal::default(),
            recent: RwSignal::default(),
            left: RwSignal::default(),
            right: RwSignal::default(),
            right_folded: RwSignal::default(),
            folds: RwSignal::default(),
            legend: RwSignal::default(),
            dialog: RwSignal::default(),
            menu_at: RwSignal::default(),
            report: RwSignal::default(),
            files_over: RwSignal::default(),
            toasts: RwSignal::default(),
            announcement: RwSignal::default(),
            theme: RwSignal::default(),
            is_dark: RwSignal::default(),
            is_narrow: RwSignal::default(),
            update_waits: RwSignal::default(),
            tour: RwSignal::default(),
            filter: RwSignal::default(),
            ranked_by: RwSignal::new("visibility-fan-in"),
            picked: RwSignal::default(),
            ripple_open: RwSignal::default(),
        }
    }
}

/// How safe everything is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saved {
    /// Nothing was drawn yet that is worth keeping.
    #[default]
    Untouched,
    /// The browser is writing.
    Writing,
    /// Everything is in the browser's database.
    Here,
    /// It is shared, and this is how it stands with the others.
    Shared {
        /// In a few words.
        words: String,
        /// All is as it should be, so that a small screen need not say it.
        is_calm: bool,
    },
    /// The browser could not write; says why.
    Problem(String),
}

/// What can be open on the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftPanel {
    /// The landscape as a list.
    Outline,
    /// What is wrong.
    Problems,
    /// What can be counted.
    Measures,
    /// The ways to look at the landscape.
    Views,
    /// What would change its structure.
    Refactorings,
    /// What it could be.
    Scenarios,
    /// What would happen if.
    Simulations,
    /// What people say to each other.
    Comments,
    /// What was done, and what there was before.
    History,
}

/// What the right panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RightTab {
    /// What is chosen.
    #[default]
    Inspector,
    /// What a change does.
    Ripple,
}

/// What can be open over everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// All keys.
    Help,
    /// Landscapes to start from.
    Landscapes,
    /// Find anything.
    Search,
    /// Choose what to connect with.
    Connect(ElementId),
    /// What became of an import.
    Import,
    /// The Bounded Context Canvas of a context.
    Canvas(ContextId),
    /// The Team API of a team.
    TeamApi(TeamId),
    /// All elements of a kind.
    Table(ElementKind),
    /// With whom the landscape is drawn.
    Share,
    /// The file of this name was written by somebody else.
    ChangedOnDisk(String),
}

/// A short word to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells it from others.
    pub id: u32,
    /// What it says.
    pub text: String,
    /// Something did not work: it stays until it is closed.
    pub is_problem: bool,
    /// What "Undo" beside it would do, if that is offered.
    pub can_undo: bool,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Paper.
    Light,
    /// Deep water.
    Dark,
}

impl ThemeChoice {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// What settings and the page call it.
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}
