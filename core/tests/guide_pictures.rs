//! `docs/guide/views.md` and its pictures: every view of every example, light and dark, as the program draws it.
//!
//! A picture that is out of date fails. `ATOLL_WRITE_DOCS=1 cargo test -p atoll-core --test guide_pictures` writes all of
//! them. A view that is new in the registry is drawn without another line here.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use atoll_core::gallery::{EXAMPLES, Example};
use atoll_core::model::{Landscape, Perspective, StoryId};
use atoll_core::scene::svg;
use atoll_core::theme::Theme;
use atoll_core::view::{Knob, VIEWS, View};

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/guide");
const PAGE: &str = "views.md";
const PICTURES: &str = "pictures";
const THEMES: [(Theme, &str); 2] = [(Theme::Light, "light"), (Theme::Dark, "dark")];

/// The perspective that a picture of the guide is drawn from: as a view opens, and of the first story.
fn perspective(landscape: &Landscape, view: &View) -> Perspective {
    let story: Option<StoryId> = landscape.stories.keys().next().copied();
    Perspective {
        view: view.kind,
        story: story.filter(|_| view.knobs.contains(&Knob::Story)),
        ..Perspective::default()
    }
}

fn picture_name(example: &Example, view: &View, theme: &str) -> String {
    format!("{PICTURES}/{}-{}-{theme}.svg", example.code, view.code)
}

/// Every file that there should be, by its place in the guide.
fn files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([(PAGE.to_owned(), page())]);
    for example in EXAMPLES {
        let landscape = example.landscape();
        for view in VIEWS {
            let scene = (view.build)(&landscape, &perspective(&landscape, view));
            let title = format!("{}: {}", landscape.header.name, view.name);
            for (theme, word) in THEMES {
                files.insert(picture_name(example, view, word), svg::document(&scene, &title, theme));
            }
        }
    }
    files
}

/// The page: what each view answers, what its figures mean, and how it looks.
fn page() -> String {
    let mut text = String::from(
        "# Views\n\nOne landscape, seen in different ways. Every view shows the same contexts and relationships: what is \
         selected in one is selected in all, and what is changed in one is changed in all. `atoll convert --view CODE` \
         writes any of them as a picture; the code stands behind each name.\n\nThe pictures are those of the three \
         examples that come with Atoll. Below the light ones are links to the dark ones.\n",
    );
    for view in VIEWS {
        let _ = write!(text, "\n## {} (`{}`)\n\n{}\n", view.name, view.code, view.question);
        if !view.marks.is_empty() {
            text.push('\n');
        }
        for (look, meaning) in view.marks {
            let _ = writeln!(text, "- {}: {meaning}", look.class().replace('-', " "));
        }
        for example in EXAMPLES {
            let [light, dark] = THEMES.map(|(_, theme)| picture_name(example, view, theme));
            let _ = write!(text, "\n![{} of {}]({light})\n", view.name, lower(example.name));
            let _ = write!(text, "\n{}: [the same in the dark]({dark})\n", example.name);
        }
    }
    text
}

/// `An insurer` within a sentence.
fn lower(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map(|first| first.to_lowercase().chain(rest).collect()).unwrap_or_default()
}

/// The files of the guide that this test answers for, as they are.
fn written() -> BTreeMap<String, String> {
    let read = |name: &str| std::fs::read_to_string(Path::new(GUIDE).join(name)).ok();
    let folder = std::fs::read_dir(Path::new(GUIDE).join(PICTURES));
    let pictures = folder.into_iter().flatten().map(|file| {
        let file = file.expect("a picture can be looked at");
        format!("{PICTURES}/{}", file.file_name().to_string_lossy())
    });
    let names = pictures.filter(|name| name.ends_with(".svg")).chain([PAGE.to_owned()]);
    names.filter_map(|name| Some((name.clone(), read(&name)?))).collect()
}

fn write(expected: &BTreeMap<String, String>) {
    let guide = Path::new(GUIDE);
    std::fs::create_dir_all(guide.join(PICTURES)).expect("the folder can be made");
    for name in written().keys().filter(|name| !expected.contains_key(*name)) {
        std::fs::remove_file(guide.join(name)).expect("a picture of no view can be removed");
    }
    for (name, text) in expected {
        std::fs::write(guide.join(name), text).expect("a file of the guide can be written");
    }
}

#[test]
fn the_guide_shows_every_view_as_it_is_drawn() {
    let expected = files();
    if std::env::var_os("ATOLL_WRITE_DOCS").is_some() {
        write(&expected);
    }
    let found = written();
    let is_stale = |name: &&String| expected.get(*name) != found.get(*name);
    let mut stale: Vec<&String> = expected.keys().chain(found.keys()).filter(is_stale).collect();
    stale.sort();
    stale.dedup();
    assert!(
        stale.is_empty(),
        "docs/guide is out of date: {stale:?}. ATOLL_WRITE_DOCS=1 cargo test -p atoll-core --test guide_pictures writes it."
    );
}
