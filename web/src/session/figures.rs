//! Figures that take a while: taken a little after the last change, for panels that show them.

use std::sync::Arc;

use atoll_core::model::Landscape;
use leptos::prelude::*;

use super::Session;
use crate::editor::Editor;
use crate::platform::frame::{Later, later};

/// Figures are taken this long after the last change, in milliseconds: they are looked at, not drawn with.
const TAKE_AFTER: u32 = 160;

impl Session {
    /// Figures of the landscape: at once, and then again whenever there is a pause after a change.
    pub fn figures<T: Send + Sync + 'static>(&self, take: fn(&Landscape) -> T) -> Signal<Arc<T>> {
        self.figures_of(move |editor| take(editor.landscape()))
    }

    /// The same of all that the editor knows: of what is and of what could be.
    pub fn figures_of<T: Send + Sync + 'static>(&self, take: impl Fn(&Editor) -> T + Copy + 'static) -> Signal<Arc<T>> {
        let session = *self;
        let take = move || session.peek(|editor| Arc::new(take(editor)));
        let figures = RwSignal::new(take());
        // Dropping what waits puts it off; with the panel that asked it goes.
        let waiting = StoredValue::new_local(None::<Later>);
        Effect::new(move |is_known: Option<()>| {
            session.signals.revision.track();
            if is_known.is_some() {
                waiting.set_value(Some(later(TAKE_AFTER, move || figures.set(take()))));
            }
        });
        figures.into()
    }
}
