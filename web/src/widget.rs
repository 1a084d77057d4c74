//! Small parts that panels are made of. They know no domain: values in, callbacks out.

mod button;
mod choice;
mod dialog;
mod field;
mod fold;
mod icon;

pub use button::{Button, IconButton, Tone};
pub use choice::{Adder, Choice, Segments, Tick};
pub use dialog::Modal;
pub use field::{Field, Filter, Lines};
pub use fold::Fold;
pub use icon::{Icon, Sign};
