//! `atoll convert`

use atoll_core::format::native;
use atoll_core::model::{Perspective, ViewKind};
use atoll_core::scene::svg;
use atoll_core::sketch::Sketch;
use atoll_core::theme::Theme;
use atoll_core::view::VIEWS;

use crate::program::{Place, insurer, is_there};

#[test]
fn a_file_becomes_itself_again() {
    let place = Place::with_insurer();
    let ended = place.call(&["convert", "insurer.atoll.json", "copy.atoll.json"]);
    assert_eq!((ended.code, ended.out.as_str(), ended.err.as_str()), (0, "", ""));
    assert_eq!(place.read("copy.atoll.json"), place.read("insurer.atoll.json"));
    assert_eq!(place.names(), ["copy.atoll.json", "insurer.atoll.json"]);
}

#[test]
fn a_link_holds_it_all_and_is_read_again() {
    let place = Place::with_insurer();
    assert_eq!(place.call(&["convert", "insurer.atoll.json", "insurer.link"]).code, 0);
    let link = place.read("insurer.link");
    assert!(link.starts_with("#landscape=") && link.lines().count() == 1 && link.len() < 10_000, "{link}");
    assert_eq!(place.call(&["convert", "insurer.link", "copy.atoll.json"]).code, 0);
    assert_eq!(place.read("copy.atoll.json"), place.read("insurer.atoll.json"));
    place.write("cut.link", &link[..500]);
    let ended = place.call(&["convert", "cut.link", "cut.atoll.json"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("cut.link: The landscape in this link is not whole"), "{}", ended.err);
}

#[test]
fn a_picture_has_a_theme_and_a_title() {
    let place = Place::with_insurer();
    let mut pictures = Vec::new();
    for theme in ["light", "dark"] {
        let name = format!("{theme}.svg");
        assert_eq!(place.call(&["convert", "insurer.atoll.json", &name, "--theme", theme]).code, 0);
        let picture = place.read(&name);
        assert!(picture.starts_with("<svg") && picture.ends_with("</svg>\n"));
        assert!(picture.contains(&format!("<title>{}</title>", insurer().header.name)));
        for context in insurer().contexts_on_map() {
            assert!(picture.contains(context.name.split(' ').next().unwrap()), "{}", context.name);
        }
        pictures.push(picture);
    }
    assert_ne!(pictures[0], pictures[1]);
}

#[test]
fn what_has_no_place_gets_one() {
    let place = Place::new();
    let mut sketch = Sketch::new();
    let [cart, stock] = ["Cart", "Stock"].map(|name| sketch.context(name));
    sketch.flow(cart, stock);
    sketch.team("Blue", &[cart]);
    place.write("plain.atoll.json", native::write(&sketch.landscape));
    assert_eq!(place.call(&["convert", "plain.atoll.json", "placed.atoll.json"]).code, 0);
    let placed = native::parse(&place.read("placed.atoll.json")).unwrap();
    assert!(placed.contexts.values().all(|context| context.frame.is_some()));
    assert!(placed.teams.values().all(|team| team.frame.is_some()));

    assert_eq!(place.call(&["convert", "plain.atoll.json", "plain.svg"]).code, 0);
    let picture = place.read("plain.svg");
    assert!(picture.contains("<title>plain.atoll.json</title>") && picture.contains("Stock"));
}

/// The picture that the program draws, and the scene that the core builds of it.
#[test]
fn a_picture_shows_the_view_that_is_asked_for() {
    let place = Place::with_insurer();
    let mut pictures = Vec::new();
    for view in VIEWS {
        let name = format!("{}.svg", view.code);
        let ended = place.call(&["convert", "insurer.atoll.json", &name, "--view", view.code]);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{}", view.code);
        let scene = (view.build)(&insurer(), &Perspective { view: view.kind, ..Perspective::default() });
        let expected = svg::document(&scene, &insurer().header.name, Theme::Light);
        assert!(place.read(&name) == expected, "{} is drawn differently", view.code);
        assert!(!pictures.contains(&expected), "{} looks like another view", view.code);
        pictures.push(expected);
    }
}

#[test]
fn a_picture_shows_the_context_and_the_perspective_that_are_asked_for() {
    let place = Place::new();
    let mut sketch = Sketch::new();
    let [cart, stock, twin] = ["Cart", "Stock", "Stock"].map(|name| sketch.context(name));
    sketch.aggregate(cart, "Basket");
    sketch.aggregate(twin, "Shelf");
    sketch.add(Perspective {
        name: "Inside".to_owned(),
        view: ViewKind::Onion,
        context: Some(twin),
        ..Perspective::default()
    });
    place.write("a.atoll.json", native::write(&sketch.landscape));
    let call = |more: &[&str]| place.call(&[&["convert", "--force", "a.atoll.json", "a.svg"], more].concat());
    assert_eq!(call(&["--view", "onion", "--context", "Cart"]).code, 0);
    assert!(place.read("a.svg").contains("Basket"));
    for more in [&["--perspective", "Inside"][..], &["--view", "onion", "--context", &twin.to_string()]] {
        assert_eq!(call(more).code, 0, "{more:?}");
        assert!(place.read("a.svg").contains("Shelf"), "{more:?}");
    }
    let ids = format!("{stock}, {twin}");
    for (more, words) in [
        (&["--view", "onions"][..], "There are: context-map, "),
        (&["--context", "Till", "--view", "onion"], "There are: “Cart” ("),
        (&["--context", "Stock", "--view", "onion"], ids.as_str()),
        (&["--context", "Cart"], "these do: "),
        (&["--story", "Sale"], "There is none in this file."),
        (&["--perspective", "Outside"], "“Inside” ("),
    ] {
        let ended = call(more);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{more:?}");
        assert!(ended.err.starts_with("a.atoll.json: ") && ended.err.contains(words), "{}", ended.err);
    }
    let ended = place.call(&["convert", "a.atoll.json", "b.atoll.json", "--view", "matrix"]);
    assert!(ended.code == 2 && ended.err.contains(".svg"), "{}", ended.err);
}

#[test]
fn a_file_that_is_there_stays_unless_forced() {
    let place = Place::with_insurer();
    place.write("map.svg", "mine");
    let ended = place.call(&["convert", "insurer.atoll.json", "map.svg"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.starts_with("map.svg: ") && ended.err.contains("--force"), "{}", ended.err);
    assert_eq!(place.read("map.svg"), "mine");
    assert_eq!(place.call(&["convert", "--force", "insurer.atoll.json", "map.svg"]).code, 0);
    assert!(place.read("map.svg").starts_with("<svg"));
    assert_eq!(place.names(), ["insurer.atoll.json", "map.svg"]);
}

#[test]
fn nothing_is_written_where_nothing_was_read() {
    let place = Place::with_insurer();
    place.write("cut.atoll.json", "{\"format\": \"atoll\",");
    for (input, output, word) in [
        ("missing.atoll.json", "a.svg", "no such file"),
        ("cut.atoll.json", "a.svg", "Line 1"),
        ("insurer.atoll.json", "a.png", "one of these endings"),
        ("insurer.atoll.json", "no/such/folder.svg", "cannot be written"),
    ] {
        let ended = place.call(&["convert", input, output]);
        assert!(ended.code == 2 && ended.err.contains(word), "{ended:?}");
        assert!(!is_there(place.folder.path(), output));
    }
    assert_eq!(place.names(), ["cut.atoll.json", "insurer.atoll.json"]);
}

#[test]
fn what_was_not_understood_is_said() {
    let place = Place::new();
    let twice = r#"{"format": "atoll", "version": 1, "teams": [{"id": "t1", "name": "A"}, {"id": "t1", "name": "B"}]}"#;
    place.write("twice.atoll.json", twice);
    let ended = place.call(&["convert", "twice.atoll.json", "once.atoll.json"]);
    assert_eq!((ended.code, ended.out.as_str()), (1, ""));
    assert!(ended.err.starts_with("twice.atoll.json:1:1: not understood: "), "{}", ended.err);
    assert_eq!(native::parse(&place.read("once.atoll.json")).unwrap().teams.len(), 1);
}

#[cfg(unix)]
#[test]
fn others_may_read_what_was_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::with_insurer();
    place.call(&["convert", "insurer.atoll.json", "map.svg"]);
    let mode = |name: &str| std::fs::metadata(place.folder.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("map.svg"), mode("insurer.atoll.json"));
}
