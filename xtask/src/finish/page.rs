//! The page as Trunk leaves it: taken apart, and put together as it is served.

use anyhow::{Context, Result, bail};

/// Marks a style sheet that a first look can do without.
const LATER: &str = " data-later";

/// The page without what Trunk put in, and what that was.
#[derive(Debug)]
pub(super) struct Page {
    /// The page's text up to the end of its head.
    before: String,
    /// The end of its head, and its body.
    after: String,
    /// The style sheets of the first look, in their order.
    pub(super) sheets: Vec<String>,
    /// Those that come with the second part: marked with `data-later`.
    pub(super) later_sheets: Vec<String>,
    /// The script that loads the module.
    pub(super) loader: String,
    /// The module.
    pub(super) module: String,
}

/// Takes the page apart.
pub(super) fn dissect(html: &str) -> Result<Page> {
    let mut rest = html;
    let mut kept = String::new();
    let (mut sheets, mut later_sheets, mut loader, mut module) = (Vec::new(), Vec::new(), None, None);
    while let Some(tag) = next_tag(rest) {
        kept.push_str(&rest[..tag.start]);
        let file = |name| attribute(tag.text, name).map(|address| address.trim_start_matches("./").to_owned());
        match (tag.name, attribute(tag.text, "rel")) {
            ("link", Some("stylesheet")) if tag.text.contains(LATER) => later_sheets.extend(file("href")),
            ("link", Some("stylesheet")) => sheets.extend(file("href")),
            ("link", Some("modulepreload")) => loader = file("href"),
            ("link", Some("preload")) if attribute(tag.text, "as") == Some("fetch") => module = file("href"),
            ("script", _) if attribute(tag.text, "type") != Some("module") || file("src").is_some() => {
                bail!("index.html has a script of its own; the app is started by web/start.js")
            }
            ("script", _) => {}
            ("style", _) => bail!("index.html has styles of its own, which the content security policy forbids"),
            _ => kept.push_str(&rest[tag.start..tag.end]),
        }
        rest = &rest[tag.end..];
    }
    kept.push_str(rest);
    let (before, after) = kept.split_once("</head>").context("index.html has no end of its head")?;
    Ok(Page {
        before: without_empty_lines(before),
        after: format!("</head>{after}"),
        sheets,
        later_sheets,
        loader: loader.context("Trunk's page names no loader")?,
        module: module.context("Trunk's page names no module")?,
    })
}

impl Page {
    /// The page as it is served. The module is asked for at once, not only when its loader has come.
    pub(super) fn assemble(&self, sheet: &str, start: &str) -> String {
        let Self { before, after, loader, module, .. } = self;
        format!(
            "{before}    <link rel=\"stylesheet\" href=\"./{sheet}\">\n    \
             <link rel=\"preload\" href=\"./{module}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n    \
             <link rel=\"modulepreload\" href=\"./{loader}\">\n    \
             <script type=\"module\" src=\"./{start}\"></script>\n  {after}"
        )
    }
}

/// A tag that may have to go: a link, or a script or style with all that is in it.
struct Tag<'a> {
    name: &'static str,
    text: &'a str,
    start: usize,
    end: usize,
}

fn next_tag(html: &str) -> Option<Tag<'_>> {
    let starts = ["link", "script", "style"].into_iter().filter_map(|name| Some((start_of(html, name)?, name)));
    let (start, name) = starts.min()?;
    let open_end = start + html[start..].find('>')? + 1;
    let close = format!("</{name}>");
    let is_void = name == "link";
    let end = if is_void { open_end } else { open_end + html[open_end..].find(&close)? + close.len() };
    Some(Tag { name, text: &html[start..open_end], start, end })
}

fn start_of(html: &str, name: &str) -> Option<usize> {
    let is_whole = |at: &usize| html[at + 1 + name.len()..].starts_with([' ', '\n', '\t', '>', '/']);
    html.match_indices(&format!("<{name}")).map(|(at, _)| at).find(is_whole)
}

/// The value of an attribute in the text of a tag, which Trunk and we write with double quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let after = tag.split_once(&format!(" {name}=\""))?.1;
    after.split_once('"').map(|(value, _)| value)
}

fn without_empty_lines(text: &str) -> String {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<html>\n<head>\n  <link rel=\"icon\" href=\"icon.svg\">\n  \
        <link rel=\"stylesheet\" href=\"./tokens.css\"/>\n<link rel=\"stylesheet\" href=\"./help.css\" data-later=\"\"/>\n<script type=\"module\">\nimport './app.js';\n</script>\n  \
        <link rel=\"modulepreload\" href=\"./app.js\"><link rel=\"preload\" href=\"./app.wasm\" as=\"fetch\"></head>\n\
        <body></body></html>\n";

    #[test]
    fn what_trunk_put_in_is_found_and_what_we_wrote_is_kept() {
        let page = dissect(HTML).unwrap();
        assert_eq!((page.loader.as_str(), page.module.as_str()), ("app.js", "app.wasm"));
        assert_eq!((page.sheets.join(" "), page.later_sheets.join(" ")), ("tokens.css".into(), "help.css".into()));
        let html = page.assemble("atoll.css", "start.js");
        assert!(html.starts_with("<html>\n<head>\n  <link rel=\"icon\" href=\"icon.svg\">\n    <link rel=\"style"));
        assert!(!html.contains("import") && html.ends_with("</head>\n<body></body></html>\n"), "{html}");
    }

    #[test]
    fn what_the_policy_forbids_is_refused() {
        for inline in ["<script>alert(1)</script>", "<script src=\"./other.js\"></script>", "<style>a{}</style>"] {
            assert!(dissect(&HTML.replace("<body>", &format!("<body>{inline}"))).is_err(), "{inline}");
        }
    }
}
