//! What is fetched once the map stands: everything that a first look at a map can do without.
//!
//! The release build cuts the module in two at [`fetch`] (`xtask/src/finish/split.rs`). Whatever only the functions
//! named here lead to is in the second part, so the first visit waits for the canvas alone. Builds for development keep
//! one module, and the same code answers at once.

use atoll_core::change::Changes;
use atoll_core::command::Command;
use atoll_core::gallery;
use atoll_core::model::{Landscape, Perspective};
use atoll_core::rule::Inspection;
use atoll_core::scene::{Node, Scene, svg};
use atoll_core::simulation::ripple::Ripple;
use atoll_core::view::{self, Knob};
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::canvas::StagePage;
use crate::editor::{Editor, RippleState, SaveAs};
use crate::panel::{
    ChangedOnDisk, CommentList, CompanyBar, ContextCanvasPage, ContextMenu, Empty, Help, HistoryPanel, ImportReport,
    Landscapes, Legend, MeasuresPanel, Outline, PastBanner, Pins, Problems, Refactorings, RightPanel, Scenarios,
    Search, Share, Simulations, Tables, TeamApiPage, ViewBar, Views,
};
use crate::platform::database::SavedDocument;
use crate::platform::file::ReadFile;
use crate::platform::worker::OwnSide;
use crate::session::judging::{self, Checked};
use crate::session::storing::{self, Rebuilt};
use crate::session::{Dialog, LeftPanel, Session};
use crate::worker::{self, Desk};

/// What is fetched later, as functions: nothing else may name what they lead to.
#[derive(Clone, Copy)]
pub struct Parts {
    /// A view of the landscape, with what changes bring marked on it; and whether people can put boxes elsewhere.
    pub scene: fn(&Landscape, &Perspective, Option<&Changes>) -> (Scene, bool),
    /// What a scenario brings, marked on the map that is drawn on.
    pub marks: fn(&Editor) -> String,
    /// A view beside the map.
    pub stage: fn() -> AnyView,
    /// What can be said of the view that is looked at.
    pub view_bar: fn() -> AnyView,
    /// The example of this short name, or the first.
    pub example: fn(&str) -> Landscape,
    /// How to begin on an empty map.
    pub empty: fn() -> AnyView,
    /// A panel on the left.
    pub left: fn(LeftPanel) -> AnyView,
    /// The panel on the right.
    pub right: fn() -> AnyView,
    /// What the marks mean.
    pub legend: fn() -> AnyView,
    /// What lies over everything.
    pub dialog: fn(Dialog) -> AnyView,
    /// The menu of the right button.
    pub context_menu: fn() -> AnyView,
    /// What is wrong with a landscape on a day, after what changed since the rules were last asked.
    pub check: fn(&mut Option<Inspection>, &Changes, &Landscape, Option<NaiveDate>) -> Checked,
    /// A step of what a change does.
    pub ripple: fn(&mut RippleState, &Landscape) -> Option<Ripple>,
    /// The worker's desk.
    pub desk: fn(OwnSide) -> Desk,
    /// A change as it is kept.
    pub encode: fn(&Command) -> Option<String>,
    /// The landscape that was kept, and how many changes to it no longer apply.
    pub rebuild: fn(&SavedDocument, &[String]) -> Rebuilt,
    /// Opens files.
    pub open_files: fn(Session, Vec<ReadFile>),
    /// Takes a pasted text.
    pub paste: fn(Session, &str),
    /// Hands out a file.
    pub save_as: fn(Session, SaveAs),
    /// Lets the person choose files to open.
    pub choose_files: fn(Session),
    /// Does what the page was opened for.
    pub arrive: fn(Session),
    /// Goes over to a newer version.
    pub use_update: fn(Session),
    /// Who draws here, and where everybody is.
    pub company: fn() -> AnyView,
    /// Opens a shared landscape by its key on this computer; as the page's first one, or as another.
    pub open_shared: fn(Session, &str, bool),
    /// Something was done.
    pub note_past: fn(Session, &Changes, &[Command]),
    /// Another document is drawn from now on.
    pub switched: fn(Session, &str),
    /// Commands on a shared landscape.
    pub share_log: fn(Session, Vec<Command>),
    /// Whether something shared is kept nowhere yet.
    pub has_unkept: fn(Session) -> bool,
    /// Keeps what is shared: the page may be gone any moment.
    pub write_shared_now: fn(Session),
}

/// The parts could not be fetched: the network is gone, or the server is.
#[derive(Clone, Copy, Debug)]
pub struct Unreachable;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Unreachable {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Fetches the parts, where they are apart.
///
/// # Errors
/// When they cannot be fetched; asking again tries again.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(parts, fallible)]
pub fn fetch() -> Result<Parts, Unreachable> {
    Ok(parts())
}

/// The parts, which are in the same module.
///
/// # Errors
/// None here; the release build fetches them.
#[cfg(not(feature = "split"))]
pub async fn fetch() -> Result<Parts, Unreachable> {
    Ok(parts())
}

fn parts() -> Parts {
    Parts {
        scene,
        marks,
        stage: || view! { <StagePage/> }.into_any(),
        view_bar: || view! { <PastBanner/> <ViewBar/> }.into_any(),
        example: |code| gallery::example(code).unwrap_or(gallery::FIRST).landscape(),
        empty: || view! { <Empty/> }.into_any(),
        left,
        right: || view! { <Pins/> <RightPanel/> }.into_any(),
        legend: || view! { <Legend/> }.into_any(),
        dialog,
        context_menu: || view! { <ContextMenu/> }.into_any(),
        check: judging::check,
        ripple: RippleState::step,
        desk: worker::open,
        encode: storing::encode,
        rebuild: storing::rebuild,
        open_files: |session, files| session.open_files(files),
        paste: |session, text| session.paste(text),
        save_as: |session, format| session.save_as(format),
        choose_files: |session| session.choose_files(),
        arrive: |session| session.arrive(),
        use_update: |session| session.use_update(),
        company: || view! { <CompanyBar/> }.into_any(),
        open_shared: |session, key, is_start| session.open_shared(key, None, is_start),
        note_past: |session, changes, log| session.note_past(changes, log),
        switched: |session, key| {
            session.switch_past();
            session.company_switched(key);
        },
        share_log: |session, log| session.share_log(log),
        has_unkept: |session| session.has_unkept(),
        write_shared_now: |session| {
            session.write_past();
            session.write_shared_now();
        },
    }
}

fn marks(editor: &Editor) -> String {
    let Some(changes) = editor.document.brought() else { return String::new() };
    let owned = |node: &std::sync::Arc<Node>| node.as_ref().clone();
    let in_sight = Scene {
        nodes: editor.sight.nodes(&editor.map).map(owned).collect(),
        edges: editor.sight.edges().iter().map(|edge| edge.as_ref().clone()).collect(),
        ..Scene::default()
    };
    let mut figures = view::comparison::marks(&in_sight, &changes);
    figures.extend(view::comparison::ghosts(editor.landscape(), &changes));
    figures.iter().map(svg::figure).collect()
}

fn scene(landscape: &Landscape, perspective: &Perspective, changes: Option<&Changes>) -> (Scene, bool) {
    let view = view::view(perspective.view);
    let scene = match changes {
        Some(changes) => view::comparison::scene(view, landscape, perspective, changes),
        None => (view.build)(landscape, perspective),
    };
    (scene, view.knobs.contains(&Knob::Places))
}

fn left(panel: LeftPanel) -> AnyView {
    match panel {
        LeftPanel::Outline => view! { <Outline/> }.into_any(),
        LeftPanel::Problems => view! { <Problems/> }.into_any(),
        LeftPanel::Measures => view! { <MeasuresPanel/> }.into_any(),
        LeftPanel::Views => view! { <Views/> }.into_any(),
        LeftPanel::Refactorings => view! { <Refactorings/> }.into_any(),
        LeftPanel::Scenarios => view! { <Scenarios/> }.into_any(),
        LeftPanel::Simulations => view! { <Simulations/> }.into_any(),
        LeftPanel::Comments => view! { <CommentList/> }.into_any(),
        LeftPanel::History => view! { <HistoryPanel/> }.into_any(),
    }
}

fn dialog(dialog: Dialog) -> AnyView {
    match dialog {
        Dialog::Help => view! { <Help/> }.into_any(),
        Dialog::Landscapes => view! { <Landscapes/> }.into_any(),
        Dialog::Search => view! { <Search connect_from=None/> }.into_any(),
        Dialog::Connect(id) => view! { <Search connect_from=Some(id)/> }.into_any(),
        Dialog::Import => view! { <ImportReport/> }.into_any(),
        Dialog::Canvas(id) => view! { <ContextCanvasPage id/> }.into_any(),
        Dialog::TeamApi(id) => view! { <TeamApiPage id/> }.into_any(),
        Dialog::Table(kind) => view! { <Tables kind/> }.into_any(),
        Dialog::ChangedOnDisk(name) => view! { <ChangedOnDisk name/> }.into_any(),
        Dialog::Share => view! { <Share/> }.into_any(),
    }
}
