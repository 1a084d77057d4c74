//! wasm-opt over every module. What it makes of a module is kept, since it takes longer than all the rest.

use std::process::Command;

use anyhow::{Context, Result};

use super::digest;
use super::files::Files;
use super::kept::Kept;
use crate::place::Place;
use crate::process;

/// Small first, then fast, as the cargo profile `web`; and exactly the features that rustc assumes of a browser for
/// this target: more would make modules that browsers refuse, less makes wasm-opt refuse the module.
const OPTIONS: [&str; 8] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-producers",
];

/// Makes every module smaller.
pub(super) fn optimize(place: &Place, files: &mut Files) -> Result<()> {
    let kept = Kept::open(place.scratch().join("optimized"))?;
    for (_, module) in files.iter_mut().filter(|(name, _)| name.ends_with(".wasm")) {
        let name = digest::hex(&[module, OPTIONS.concat().as_bytes()].concat());
        *module = kept.get(&name, || wasm_opt(place, &kept, module))?;
    }
    kept.forget_the_rest()
}

fn wasm_opt(place: &Place, kept: &Kept, module: &[u8]) -> Result<Vec<u8>> {
    let (before, after) = (kept.path("before.wasm"), kept.path("after.wasm"));
    std::fs::write(&before, module).with_context(|| format!("{} cannot be written", before.display()))?;
    let mut command = Command::new("node");
    command.arg(place.e2e().join("node_modules/binaryen/bin/wasm-opt")).args(OPTIONS);
    process::step("wasm-opt", || process::run(command.arg(&before).arg("-o").arg(&after)))
        .context("wasm-opt refuses the module")?;
    std::fs::read(&after).with_context(|| format!("{} cannot be read", after.display()))
}
