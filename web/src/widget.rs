//! Small parts that panels are made of. They know no domain: values in, callbacks out.

mod button;
mod dialog;
mod field;
mod fold;
mod icon;
mod reason;

pub use button::{Button, IconButton, Tone};
pub use dialog::Modal;
pub use field::{Choice, Field, Filter, Lines, Segments};
pub use fold::Fold;
pub use icon::{Icon, Sign};
pub use reason::Reason;
