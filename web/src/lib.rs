//! Atoll in the browser.

pub mod editor;
