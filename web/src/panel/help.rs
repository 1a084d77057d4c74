//! All keys, from the tables that the keys themselves are read from.

use leptos::prelude::*;

use crate::editor::{ACTIONS, Group, OTHER_KEYS, TOOLS};
use crate::session::use_session;
use crate::widget::Modal;

/// All keys and what they do.
#[component]
pub fn Help() -> impl IntoView {
    let session = use_session();
    let close = move |()| session.signals.dialog.set(None);
    let tools = TOOLS.iter().enumerate().map(|(index, tool)| {
        line(format!("{} or {}", index + 1, tool.letter.to_ascii_uppercase()), tool.name.to_owned())
    });
    let group = move |group: Group| {
        let with_keys = ACTIONS.iter().filter(move |action| action.group == group && !action.keys.is_empty());
        let lines = with_keys.map(move |action| {
            let keys: Vec<String> = action.keys.iter().take(2).map(ToString::to_string).collect();
            line(keys.join(" or "), action.label.to_owned())
        });
        lines.collect_view()
    };
    let others = OTHER_KEYS.iter().map(|(keys, what)| line((*keys).to_owned(), (*what).to_owned()));
    view! {
        <Modal id="help" title="Keys and help" on_close=close>
            <div class="help">
                <section>
                    <h3>"Tools"</h3>
                    <dl>{tools.collect_view()}</dl>
                    <h3>"On the map"</h3>
                    <dl>{others.collect_view()}</dl>
                </section>
                <section>
                    <h3>"Landscape"</h3>
                    <dl>{group(Group::File)}</dl>
                    <h3>"Edit"</h3>
                    <dl>{group(Group::Edit)}</dl>
                    <h3>"View"</h3>
                    <dl>{group(Group::View)}</dl>
                </section>
            </div>
            <p class="quiet">
                "On a Mac, Command takes the place of Ctrl. Everything you draw is kept in this browser and leaves this computer only in files that you save."
            </p>
        </Modal>
    }
}

fn line(keys: String, what: String) -> impl IntoView {
    view! {
        <div class="key-line">
            <dt>{what}</dt>
            <dd><kbd>{keys}</kbd></dd>
        </div>
    }
}
