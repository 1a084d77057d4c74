//! How the page begins: what it shows first, and what it listens to.

use atoll_core::gallery::{FIRST, synthetic};
use atoll_core::model::Landscape;
use leptos::prelude::*;

use crate::app::App;
use crate::editor::{Document, Input, Key, Modifiers, ToolKind};
use crate::platform::keyboard::{self, Place};
use crate::platform::{clipboard, file, page, service_worker, settings};
use crate::session::{LeftPanel, Session, ThemeChoice};

/// Narrower than this, panels are sheets at the bottom.
const NARROW: &str = "(max-width: 820px)";

/// What the page shows first.
enum First {
    /// A landscape that the address names; it is looked at and not kept.
    Asked(Box<Landscape>),
    /// An example that the address names, which comes with the parts.
    Named(String),
    /// A landscape behind the `#` of the address, which comes with the parts: in whole, or from the server.
    Linked,
    /// What was drawn here last.
    Kept(String),
    /// The first example.
    Example,
}

/// Begins.
pub fn start() {
    let first = first();
    let landscape = match &first {
        First::Asked(landscape) => Landscape::clone(landscape),
        First::Kept(_) | First::Named(_) | First::Linked => Landscape::default(),
        First::Example => FIRST.landscape(),
    };
    let document = Document::new("example".to_owned(), landscape, page::replica());
    let owner = Owner::new();
    let session = owner.with(|| Session::new(document));
    session.begin();
    if matches!(first, First::Asked(_) | First::Named(_)) {
        session.edit(|editor| editor.take_up(ToolKind::Hand));
    }
    if let Some(root) = page::root() {
        leptos::mount::mount_to(root, move || view! { <App session/> }).forget();
    }
    listen(session);
    let (key, is_first_visit) = match first {
        First::Named(code) => {
            session.begin_with(code);
            (None, false)
        }
        First::Kept(key) => (Some(key), false),
        First::Example => (None, settings::get("tour").is_none()),
        First::Asked(_) | First::Linked => (None, false),
    };
    if is_first_visit {
        session.offer_tour();
    }
    leptos::task::spawn_local(async move {
        session.restore(key).await;
        page::after_paint(move || {
            page::mark("first-complete-frame");
            session.fetch_parts();
        });
    });
    std::mem::forget(owner);
}

fn first() -> First {
    if let Some(count) = page::parameter("landscape").and_then(|count| count.parse().ok()) {
        return First::Asked(Box::new(synthetic::landscape(usize::min(count, 20_000))));
    }
    if let Some(code) = page::parameter("example") {
        return First::Named(code);
    }
    let fragment = page::fragment();
    if fragment.starts_with("shared=") || fragment.starts_with("landscape=") {
        return First::Linked;
    }
    match settings::get("document") {
        Some(key) => First::Kept(key),
        None => First::Example,
    }
}

fn listen(session: Session) {
    let signals = session.signals;
    let theme = settings::get("theme").unwrap_or_default();
    let theme = ThemeChoice::ALL.into_iter().find(|choice| choice.word() == theme).unwrap_or_default();
    session.show_theme(theme);
    page::on_media_change("(prefers-color-scheme: dark)", move |_| session.show_theme(signals.theme.get_untracked()));
    signals.is_narrow.set(page::matches_media(NARROW));
    page::on_media_change(NARROW, move |is_narrow| {
        signals.is_narrow.set(is_narrow);
        session.lay_panels();
    });
    session.lay_panels();
    remember_panels(session);
    keyboard::on_key_down(move |key, modifiers, place| pressed(session, key, modifiers, place));
    keyboard::on_space_up(move || {
        session.handle(Input::SpaceUp);
    });
    clipboard::on_paste(move |text| session.with_parts(move |parts| (parts.paste)(session, &text)));
    file::on_drop(
        move |is_over| signals.files_over.set(is_over),
        move |files| {
            session.with_parts(move |parts| (parts.open_files)(session, files));
        },
    );
    page::before_leaving(move || session.has_unsaved());
    page::on_hidden(move || session.write_now());
    service_worker::on_update(move || signals.update_waits.set(true));
    Effect::new(move |_| {
        let name = signals.name.get();
        page::set_title(&if name.is_empty() { "Atoll".to_owned() } else { format!("{name} · Atoll") });
    });
}

/// Panels are open as they were left; what a tour opens is not remembered.
fn remember_panels(session: Session) {
    const PANELS: [(&str, LeftPanel); 3] =
        [("outline", LeftPanel::Outline), ("findings", LeftPanel::Problems), ("measures", LeftPanel::Measures)];
    let signals = session.signals;
    let is_on = |name: &str| settings::get(name).as_deref() == Some("yes");
    let left = settings::get("left").and_then(|word| PANELS.into_iter().find(|(name, _)| *name == word));
    signals.right_folded.set(is_on("folded"));
    // On a narrow screen they would cover the map that is begun with.
    if !signals.is_narrow.get_untracked() {
        signals.left.set(left.map(|(_, panel)| panel));
        signals.legend.set(is_on("legend"));
    }
    session.lay_panels();
    Effect::new(move |is_again: Option<()>| {
        let left = signals.left.get();
        let left = PANELS.into_iter().find(|(_, panel)| Some(*panel) == left).map_or("none", |(word, _)| word);
        let yes_or_no = |is_on: bool| if is_on { "yes" } else { "no" };
        let (folded, legend) = (yes_or_no(signals.right_folded.get()), yes_or_no(signals.legend.get()));
        let is_tour = signals.tour.with(Option::is_some);
        if is_again.is_some() && !is_tour {
            settings::set("left", left);
            settings::set("folded", folded);
            settings::set("legend", legend);
        }
    });
}

/// What a key does depends on where the focus is: a button keeps the keys that press and leave it.
fn pressed(session: Session, key: Key, modifiers: Modifiers, place: Place) -> bool {
    let is_for_control = matches!(key, Key::Enter | Key::Space | Key::Tab | Key::Arrow(_));
    if key == Key::Escape && place != Place::Text {
        if page::has_popover() {
            // The browser closes it, and gives the focus back.
            return false;
        }
        if session.signals.tour.with_untracked(Option::is_some) {
            session.end_tour();
            return true;
        }
    }
    match place {
        Place::Text => false,
        // The first Tab goes to the canvas, like to any other part of the page.
        Place::Page if key == Key::Tab => false,
        Place::Control if is_for_control && !modifiers.command => false,
        Place::Control if key == Key::Escape => {
            page::focus("canvas");
            true
        }
        Place::Control | Place::Canvas | Place::Page => session.handle(Input::Key(key, modifiers)),
    }
}
