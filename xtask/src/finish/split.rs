//! Cuts the module in two: what the map needs to stand, and what is fetched a moment later (`web/src/parts.rs`).
//!
//! The cut is made in the module as the linker wrote it, with its relocations; wasm-bindgen then treats the first part
//! as it would have treated the whole, and its output takes the place of Trunk's.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use super::files::{self, Files};
use crate::place::Place;
use crate::process;
use crate::setup::Tools;

/// What the linker has to leave in the module, so that it can be cut.
pub(crate) const LINKER_FLAGS: &str = "-Clink-arg=--emit-relocs";

/// The feature of the web package that marks where to cut.
pub(crate) const FEATURE: &str = "split";

/// The script that fetches later parts, as the cutting step writes it.
const LINK: &str = "./later.js";

/// What a part waits for before it is handed over, as the cutting step writes it and as we do.
const WAITS: [&str; 2] = [", []));", ", [fetchLaterSheet]));"];

/// Replaces the module and its loader by the two parts and a loader that knows both, and the script `sheet`.
pub(super) fn cut(place: &Place, tools: &Tools, loader: &str, sheet: &str, files: &mut Files) -> Result<()> {
    let name = Path::new(loader).file_stem().and_then(|stem| stem.to_str()).context("the loader has no name")?;
    let linked = place.target.join(format!("wasm32-unknown-unknown/web/{name}.wasm"));
    let linked = std::fs::read(&linked).with_context(|| format!("{} cannot be read", linked.display()))?;
    let folder = place.scratch().join("split");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let (main, bound) = (folder.join("first.wasm"), folder.join("bound"));
    let mut options = Options::new(&linked);
    (options.output_dir, options.main_out_path) = (&folder, &main);
    options.link_name = LINK;
    let parts = transform(options).map_err(|report| anyhow!("the module cannot be cut in two: {report:#}"))?;

    let mut bind = Command::new(&tools.wasm_bindgen);
    bind.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", name, "--out-dir"]);
    process::run(bind.arg(&bound).arg(&main)).context("wasm-bindgen refuses the first part")?;

    for (name, bytes) in files::read(&bound)? {
        files.insert(name, bytes);
    }
    for path in &parts.split_modules {
        let name = path.file_name().context("a part has no name")?.to_string_lossy().into_owned();
        files.insert(name, std::fs::read(path)?);
    }
    let link = std::fs::read_to_string(folder.join(LINK))?;
    let joined = join(&files::text(files, loader)?, &link, sheet)?;
    files.insert(loader.to_owned(), joined.into_bytes());
    Ok(())
}

/// Puts the script that fetches later parts into the loader: the two refer to each other, and names are made of content.
///
/// What is fetched later is not handed over before its styles are there: `sheet` brings them.
fn join(loader: &str, link: &str, sheet: &str) -> Result<String> {
    let import = loader
        .lines()
        .find(|line| line.starts_with("import ") && line.contains(LINK))
        .context("the loader does not ask for the later parts")?;
    let alias = import.split_whitespace().nth(3).context("the loader's import has no name")?;
    let body: String = link
        .lines()
        .filter(|line| !line.starts_with("import "))
        .flat_map(|line| [line.strip_prefix("export ").unwrap_or(line), "\n"])
        .collect();
    let exported = link.lines().filter_map(|line| line.strip_prefix("export const ")?.split_once(" =")?.0.into());
    let exported: Vec<&str> = exported.collect();
    let constant = format!("const {alias} = {{ {} }};", exported.join(", "));
    if body.matches(WAITS[0]).count() != 1 {
        bail!("the cutting step does not say what the second part waits for");
    }
    let body = body.replace(WAITS[0], WAITS[1]);
    Ok(format!("{}\n{sheet}{body}{constant}\n", loader.replacen(import, "", 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_takes_in_the_script_that_refers_back_to_it() {
        let loader = "import * as import1 from \"./later.js\"\nfunction initSync() { return import1; }\n";
        let link = "import { initSync } from \"./main.js\";\nconst cache = {};\nexport const load = makeLoad(() => fetch(cache)\n\
             , []));\n";
        let joined = join(loader, link, "function fetchLaterSheet() {}\n").unwrap();
        assert!(!joined.contains("import ") && !joined.contains("export "), "{joined}");
        let load = "const load = makeLoad(() => fetch(cache)\n, [fetchLaterSheet]));";
        assert!(joined.contains(load) && joined.contains("function fetchLaterSheet() {}"), "{joined}");
        assert!(joined.ends_with("const import1 = { load };\n"), "{joined}");
        assert!(join("function initSync() {}", link, "").is_err());
        assert!(join(loader, &link.replace("[]", "[other]"), "").is_err(), "another form of the cutting step");
    }
}
