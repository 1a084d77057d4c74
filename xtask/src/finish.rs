//! The finishing step of the web build: from what Trunk collected to what a browser may keep for ever.
//!
//! The module is cut in two, both parts are made small, style sheets are joined into two, the start script is moved out
//! of the page, every name is made of what the file holds, the service worker is given its list, everything is
//! compressed. The same input gives the same bytes.

pub(crate) mod digest;
mod files;
mod glue;
mod kept;
mod names;
mod page;
mod precompress;
pub(crate) mod split;
mod style;
mod wasm;
mod worker;

use std::path::Path;

use anyhow::{Context, Result, bail};

use self::files::Files;
use crate::place::Place;
use crate::process;
use crate::setup::Tools;

/// The page that everything starts from.
pub(crate) const INDEX: &str = "index.html";

/// The service worker, whose name never changes.
pub(crate) const WORKER: &str = "service-worker.js";

/// The script that starts the app; it stands in a file because the content security policy allows none in the page.
const START: &str = "start.js";

/// The script in the loader that brings the later style sheet.
const SHEET: &str = "sheet.js";

/// Where that script names the sheet.
const SHEET_MARK: &str = "__SHEET__";

/// Finishes what is in the folder `output` into `dist/`; answers with what became of it.
pub(crate) fn finish(place: &Place, tools: &Tools, output: &Path) -> Result<&'static str> {
    let mut files = files::read(output)?;
    let template = |name: &str| {
        let path = place.root.join("web").join(name);
        std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let (start, worker, sheet) = (template(START)?, template(WORKER)?, template(SHEET)?);
    let page = page::dissect(&files::text(&files, INDEX)?)?;
    split::cut(place, tools, &page.loader, &sheet, &mut files)?;
    glue::shorten(&mut files, &page.loader, &page.module)?;
    let stamp = stamp(&files, &start, &worker)?;
    let stamp_file = place.scratch().join("dist.stamp");
    let is_same = std::fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp.clone() + &listing(place));
    if is_same {
        return Ok("is as it was");
    }
    wasm::optimize(place, &mut files)?;
    assemble(&mut files, &start, &worker)?;
    process::step("compressing", || precompress::add(place, &mut files))?;
    files::replace(&place.dist(), &files)?;
    std::fs::write(&stamp_file, stamp + &listing(place))
        .with_context(|| format!("{} cannot be written", stamp_file.display()))?;
    Ok("is new")
}

/// Everything that needs no other program: pure, from files to files.
fn assemble(files: &mut Files, start: &str, worker: &str) -> Result<()> {
    let page = page::dissect(&files::text(files, INDEX)?)?;
    let sheet = join_sheets(files, "atoll.css", &page.sheets)?;
    let later = join_sheets(files, "later.css", &page.later_sheets)?;
    let loader = files::text(files, &page.loader)?;
    if loader.matches(SHEET_MARK).count() != 1 {
        bail!("web/{SHEET} must have {SHEET_MARK} once, and the loader must have web/{SHEET}");
    }
    files.insert(page.loader.clone(), loader.replace(SHEET_MARK, &later).into_bytes());

    let start = start.replace("__LOADER__", &page.loader).replace("__MODULE__", &page.module);
    files.insert(START.to_owned(), start.into_bytes());
    files.insert(INDEX.to_owned(), page.assemble(&sheet, START).into_bytes());
    names::make_of_content(files)?;

    let worker = worker::fill(worker, files)?;
    files.insert(WORKER.to_owned(), worker.into_bytes());
    Ok(())
}

/// Joins style sheets into one, which is named after what it holds; answers with its name.
fn join_sheets(files: &mut Files, name: &str, sheets: &[String]) -> Result<String> {
    let sheets = sheets.iter().map(|name| Ok((name.as_str(), files::take_text(files, name)?)));
    let joined = style::join(&sheets.collect::<Result<Vec<_>>>()?)?;
    let name = digest::name(name, joined.as_bytes());
    files.insert(name.clone(), joined.into_bytes());
    Ok(name)
}

/// Stands for everything that the result depends on: the files, the templates, and this program.
fn stamp(files: &Files, start: &str, worker: &str) -> Result<String> {
    let program = std::env::current_exe().and_then(std::fs::metadata).context("xtask itself cannot be read")?;
    let mut text = format!("{} {:?}\n", program.len(), program.modified()?);
    for (name, bytes) in files {
        text.push_str(&format!("{name} {}\n", digest::hex(bytes)));
    }
    text.push_str(&format!("{}\n{}\n", digest::hex(start.as_bytes()), digest::hex(worker.as_bytes())));
    Ok(format!("{}\n", digest::hex(text.as_bytes())))
}

/// What stands in `dist/`, so that what was deleted or changed by hand is built again.
fn listing(place: &Place) -> String {
    let files = files::list(&place.dist()).unwrap_or_default();
    let sizes = files.iter().map(|name| {
        let size = std::fs::metadata(place.dist().join(name)).map_or(0, |data| data.len());
        format!("{size} {name}\n")
    });
    sizes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html><head><link rel=\"stylesheet\" href=\"./a.css\"/>\
        <link rel=\"stylesheet\" href=\"./b.css\"/><link rel=\"stylesheet\" href=\"./c.css\" data-later=\"\"/><script type=\"module\">import init from './app.js';</script>\
        <link rel=\"modulepreload\" href=\"./app.js\"><link rel=\"preload\" href=\"./app_bg.wasm\" as=\"fetch\">\
        </head><body><div id=\"app\"></div></body></html>";

    fn trunk_output(module: &str) -> Files {
        let text = [
            (INDEX, PAGE),
            ("a.css", "a { b: c }"),
            ("b.css", "d { e: f }"),
            ("c.css", "g { h: i }"),
            ("app.js", "bring('./__SHEET__'); fetch(new URL('app_bg.wasm', import.meta.url));"),
            ("app_bg.wasm", module),
            ("icons/atoll.svg", "<svg/>"),
        ];
        text.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn assembled(module: &str) -> Files {
        let mut files = trunk_output(module);
        let start = "import init from \"./__LOADER__\"; init(\"./__MODULE__\");";
        assemble(&mut files, start, "const VERSION = \"__VERSION__\"; const FILES = \"__FILES__\";").unwrap();
        files
    }

    fn named(files: &Files, ending: &str) -> String {
        let is_it = |name: &&String| name.ends_with(ending) && *name != WORKER;
        files.keys().find(is_it).unwrap().clone()
    }

    #[test]
    fn nothing_inline_is_left_and_everything_refers_to_final_names() {
        let files = assembled("one");
        let page = files::text(&files, INDEX).unwrap();
        let start = files.keys().find(|name| name.starts_with("start-")).unwrap();
        assert!(page.contains(&format!("<script type=\"module\" src=\"./{start}\"></script>")), "{page}");
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("rel=\"stylesheet\"").count(), 1);
        for ending in [".wasm", ".css"] {
            assert!(page.contains(&format!("./{}", named(&files, ending))), "{page}");
        }
        let start = files::text(&files, start).unwrap();
        assert!(!start.contains("__") && start.contains(&named(&files, ".wasm")), "{start}");
        assert!(!files.contains_key("a.css") && !files.contains_key("app.js"));
        let later = files.keys().find(|name| name.starts_with("later-")).unwrap();
        assert_eq!(files::text(&files, later).unwrap(), "g{h: i}\n");
        assert!(!page.contains("later-") && !page.contains("./c.css"), "{page}");
        let loader = files.keys().find(|name| name.starts_with("app-")).unwrap();
        assert!(files::text(&files, loader).unwrap().starts_with(&format!("bring('./{later}');")));
    }

    #[test]
    fn a_name_never_stands_for_two_contents() {
        let (one, two) = (assembled("one"), assembled("two"));
        for (name, bytes) in &one {
            if name.contains('-') && name != WORKER {
                assert!(two.get(name).is_none_or(|other| other == bytes), "{name}");
            }
        }
        // The loader's name changes with the module's, since it holds it.
        let loader = |files: &Files| files.keys().find(|name| name.starts_with("app-")).unwrap().clone();
        assert_ne!(loader(&one), loader(&two));
        assert_eq!(named(&one, ".css"), named(&two, ".css"));
    }
}
