//! Real files, read from where they are: the folder that `ATOLL_CORPUS` names, or the shared one beside the checkout.

use std::path::PathBuf;

/// The folder of Context Mapper's own examples, if it is at hand.
pub(crate) fn corpus() -> Option<String> {
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus/context-mapper");
    let folder = std::env::var_os("ATOLL_CORPUS").map_or_else(|| PathBuf::from(shared), PathBuf::from);
    if !folder.is_dir() {
        println!("skipped: there is no corpus at {}", folder.display());
        return None;
    }
    Some(folder.to_str().expect("a path in Unicode").to_owned())
}
