//! The service worker's list: every file of the build with its hash, written into the template.

use anyhow::{Result, bail};

use super::files::Files;
use super::{INDEX, digest};

/// Fills the template `web/service-worker.js` with the list of these files.
///
/// The version stands for the list and for the template, so that a worker of the same version is the same worker.
pub(super) fn fill(template: &str, files: &Files) -> Result<String> {
    for mark in ["\"__VERSION__\"", "\"__FILES__\""] {
        if template.matches(mark).count() != 1 {
            bail!("web/service-worker.js must have {mark} once");
        }
    }
    let list = list(files);
    let version = digest::hex(format!("{template}\n{list}").as_bytes());
    Ok(template.replace("\"__VERSION__\"", &format!("\"{}\"", &version[..16])).replace("\"__FILES__\"", &list))
}

/// What nobody needs without a network: pictures for whoever installs the app.
const NOT_KEPT: &str = "screenshots/";

/// One line a file: its address, its hash, and whether its name is made of the hash and so never has to be asked again.
fn list(files: &Files) -> String {
    let kept = files.iter().filter(|(name, _)| !name.starts_with(NOT_KEPT));
    let lines = kept.map(|(name, bytes)| {
        let address = if name == INDEX { "./" } else { name.as_str() };
        let is_fixed = digest::is_named_so(name, bytes);
        format!("  [{address:?}, {:?}, {is_fixed}],\n", digest::integrity(bytes))
    });
    format!("[\n{}]", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "const VERSION = \"__VERSION__\";\nconst FILES = \"__FILES__\";\n";

    fn files(page: &str) -> Files {
        Files::from([
            (INDEX.to_owned(), page.as_bytes().to_vec()),
            ("start-ba7816bf8f01cfea.js".to_owned(), b"abc".to_vec()),
            ("screenshots/wide.png".to_owned(), b"picture".to_vec()),
        ])
    }

    #[test]
    fn every_file_is_listed_with_its_hash() {
        let worker = fill(TEMPLATE, &files("page")).unwrap();
        assert!(worker.contains("  [\"./\", \"sha256-"), "{worker}");
        let fixed =
            "  [\"start-ba7816bf8f01cfea.js\", \"sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\", true],\n";
        assert!(worker.contains(fixed), "{worker}");
        assert!(!worker.contains("__") && !worker.contains("wide.png"), "{worker}");
    }

    #[test]
    fn the_version_changes_with_any_file_and_with_the_worker() {
        let one = fill(TEMPLATE, &files("one")).unwrap();
        assert_eq!(one, fill(TEMPLATE, &files("one")).unwrap());
        let version = |worker: &str| worker.lines().next().unwrap_or_default().to_owned();
        assert_ne!(version(&one), version(&fill(TEMPLATE, &files("two")).unwrap()));
        assert_ne!(version(&one), version(&fill(&format!("{TEMPLATE}//"), &files("one")).unwrap()));
        assert!(fill("nothing to fill", &files("one")).is_err());
    }
}
