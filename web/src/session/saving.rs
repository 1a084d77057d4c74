//! Handing out the landscape: as a file, as a picture, as a link.

mod disk;

use atoll_core::scene::svg;
use atoll_core::theme::Theme;
use atoll_core::view::context_map;
use leptos::prelude::*;

use super::Session;
use crate::editor::SaveAs;
use crate::platform::{file, page, picture};

/// The room around an exported picture is part of it: the same as the core leaves.
const EMPTY: (f64, f64) = (384.0, 224.0);

impl Session {
    /// Hands out the landscape.
    pub fn save_as(&self, format: SaveAs) {
        match format {
            SaveAs::Native => self.save_native(false),
            SaveAs::NativeElsewhere => self.save_native(true),
            SaveAs::Link => self.copy_link(),
            SaveAs::Svg | SaveAs::Png => self.save_picture(format),
        }
    }

    fn save_picture(&self, format: SaveAs) {
        let name = self.file_name();
        let theme = if self.signals.is_dark.get_untracked() { Theme::Dark } else { Theme::Light };
        let scene = self.peek(|editor| match &editor.stage {
            Some(stage) => stage.scene.as_ref().clone(),
            None => context_map::build(editor.landscape()),
        });
        let text = svg::document(&scene, &self.signals.name.get_untracked(), theme);
        if format == SaveAs::Svg {
            file::download_text(&format!("{name}.svg"), "image/svg+xml", &text);
            self.toast(format!("Saved as {name}.svg"), false);
            return;
        }
        let size = svg::size(&scene).unwrap_or(EMPTY);
        let session = *self;
        picture::download_png(format!("{name}.png"), &text, size, move |is_done| {
            if is_done {
                session.toast(format!("Saved as {name}.png"), false);
            } else {
                let advice = "The browser could not draw a picture this large. Save it as SVG instead.";
                session.toast(advice.to_owned(), true);
            }
        });
    }

    /// A name that every system takes, with the day, so that the newest is found.
    fn file_name(&self) -> String {
        let name = self.signals.name.get_untracked();
        let plain: String =
            name.chars().map(|character| if character.is_alphanumeric() { character } else { ' ' }).collect();
        let words: Vec<String> = plain.split_whitespace().take(6).map(str::to_lowercase).collect();
        let name = if words.is_empty() { "landscape".to_owned() } else { words.join("-") };
        format!("{name}-{}", page::today())
    }
}
