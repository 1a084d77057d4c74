//! ALL access to the browser. What is here has no opinion: it translates, so that the rest of the application speaks of
//! inputs, files and pictures and not of events, promises and blobs.

pub mod channel;
pub mod clipboard;
pub mod database;
pub mod file;
pub mod frame;
pub mod keyboard;
pub mod page;
pub mod picture;
pub mod pointer;
pub mod raster;
pub mod service_worker;
pub mod settings;
pub mod worker;
