//! What if there were more teams? The same landscape from one team to many.

pub mod cut;
