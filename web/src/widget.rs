//! Small parts that panels are made of. They know no domain: values in, callbacks out.

mod button;
mod choice;
mod dialog;
mod disclosure;
mod field;
mod fold;
mod icon;
mod reason;
mod writing;

pub use button::{Button, IconButton, Tone};
pub use choice::{Adder, Choice, Segments, Tick};
pub use dialog::Modal;
pub use disclosure::Disclosure;
pub use field::{Field, Filter, Lines};
pub use fold::Fold;
pub use icon::{Icon, Sign};
pub use reason::Reason;
pub use writing::Writing;
