//! ALL access to the browser. What is here has no opinion: it translates, so that the rest of the application speaks of
//! inputs, files and pictures and not of events, promises and blobs.

pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod database;
pub mod disk;
pub mod file;
mod foreign;
pub mod frame;
pub mod keyboard;
pub mod launch;
pub mod log;
pub mod outbox;
pub mod page;
pub mod picture;
pub mod pointer;
pub mod raster;
pub mod server;
pub mod service_worker;
pub mod settings;
pub mod socket;
pub mod storage;
pub mod worker;
