//! What lies around the canvas: each panel draws and dispatches.

mod context_canvas;
mod context_menu;
mod corner;
mod empty;
mod header;
mod help;
mod hint;
mod import_report;
mod inspector;
mod landscapes;
mod legend;
mod outline;
mod problems;
mod right;
mod ripple;
mod search;
mod toasts;
mod toolbar;
mod tour;

pub use context_canvas::ContextCanvasPage;
pub use context_menu::ContextMenu;
pub use corner::Corner;
pub use empty::Empty;
pub use header::Header;
pub use help::Help;
pub use hint::Hint;
pub use import_report::ImportReport;
pub use landscapes::Landscapes;
pub use legend::Legend;
pub use outline::Outline;
pub use problems::Problems;
pub use right::RightPanel;
pub use search::Search;
pub use toasts::Toasts;
pub use toolbar::Toolbar;
pub use tour::{LENGTH as TOUR_LENGTH, Tour};
