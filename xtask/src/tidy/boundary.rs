//! Who may use what: the browser, the view framework, reactive state.

use super::rust::has_word;
use super::{Finding, Repository};

/// Words that may only be used in some places.
struct Boundary {
    words: &'static [&'static str],
    /// Where the boundary holds: how the paths begin.
    holds_in: &'static [&'static str],
    /// Where it does not, all the same.
    except_in: &'static [&'static str],
    message: &'static str,
}

const BROWSER: Boundary = Boundary {
    words: &["js_sys", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"],
    holds_in: &["core/kernel/", "core/src/", "server/src/", "web/src/"],
    except_in: &["web/src/platform.rs", "web/src/platform/", "web/src/main.rs"],
    message: "the browser is reached only from web/src/platform",
};

const PURE: Boundary = Boundary {
    words: &["leptos", "reactive_graph", "reactive_stores", "web_sys"],
    holds_in: &["core/kernel/", "core/src/", "web/src/editor.rs", "web/src/editor/"],
    except_in: &[],
    message: "the core and the editor are plain Rust: no view framework, no browser",
};

const SIGNALS: Boundary = Boundary {
    words: &[
        "ArcRwSignal",
        "ArcStore",
        "ArcStoredValue",
        "RwSignal",
        "Store",
        "StoredValue",
        "arc_signal(",
        "create_rw_signal(",
        "signal(",
    ],
    holds_in: &["web/src/"],
    except_in: &["web/src/session", "web/src/widget"],
    message: "reactive state is made only in web/src/session and in web/src/widget",
};

/// Browser interfaces stay in `platform`.
pub(super) fn browser(repository: &Repository) -> Vec<Finding> {
    BROWSER.crossings(repository)
}

/// The core and the editor are plain Rust.
pub(super) fn pure(repository: &Repository) -> Vec<Finding> {
    PURE.crossings(repository)
}

/// Reactive state stays in `session` and in `widget`.
pub(super) fn signals(repository: &Repository) -> Vec<Finding> {
    SIGNALS.crossings(repository)
}

impl Boundary {
    fn crossings(&self, repository: &Repository) -> Vec<Finding> {
        let begins = |path: &str, with: &[&str]| with.iter().any(|begin| path.starts_with(begin));
        let judged = |path: &str| begins(path, self.holds_in) && !begins(path, self.except_in);
        let mut found = Vec::new();
        for file in repository.rust().filter(|file| judged(&file.path)) {
            for (number, line) in file.rust().lines() {
                if let Some(word) = self.words.iter().find(|word| has_word(line, word)) {
                    let word = word.trim_end_matches('(');
                    found.push(Finding::new(&file.path, number, format!("`{word}`: {}", self.message)));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn the_browser_is_reached_only_from_the_platform() {
        let uses = "// web_sys\nuse leptos::web_sys::Window;\n";
        let of = [("web/src/canvas.rs", uses), ("web/src/platform/pointer.rs", uses), ("web/src/main.rs", uses)];
        assert_eq!(places(browser, &of), ["web/src/canvas.rs:2"]);
    }

    #[test]
    fn the_editor_and_the_core_are_plain() {
        let uses = "use leptos::prelude::*;\n";
        let of = [("web/src/editor/tool.rs", uses), ("core/src/lib.rs", uses), ("web/src/panel.rs", uses)];
        assert_eq!(places(pure, &of), ["web/src/editor/tool.rs:1", "core/src/lib.rs:1"]);
    }

    #[test]
    fn state_is_made_only_in_the_session() {
        let makes = "let (a, b) = signal(1);\nlet c = RwSignal::new(1);\nlet d = session.signal(1);\n";
        let of = [("web/src/panel/a.rs", makes), ("web/src/session/a.rs", makes), ("web/src/widget/a.rs", makes)];
        assert_eq!(places(signals, &of), ["web/src/panel/a.rs:1", "web/src/panel/a.rs:2"]);
    }
}
