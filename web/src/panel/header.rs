//! The top corners: the menu, the landscape's name and how safe it is; what can be opened beside the map.

use atoll_core::command::{EditHeader, HeaderEdit};
use atoll_core::rule::{Finding, Severity, Standing};
use leptos::prelude::*;

use crate::editor::{ACTIONS, Group};
use crate::platform::page;
use crate::session::{LeftPanel, Saved, ThemeChoice, use_session};
use crate::widget::{Icon, IconButton, Sign};

/// The top corners.
#[component]
pub fn Header() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let is_open = move |panel: LeftPanel| Signal::derive(move || signals.left.get() == Some(panel));
    view! {
        <header class="head">
            <div class="island head-left">
                <Menu/>
                <Name/>
                <ScenarioMark/>
                <SavedMark/>
                {move || signals.parts.get().map(|parts| (parts.company)())}
            </div>
            <div class="island head-right" role="group" aria-label="Panels">
                <IconButton
                    label="Views (W)"
                    sign=Sign::Views
                    is_on=is_open(LeftPanel::Views)
                    on_press=move |()| session.toggle_left(LeftPanel::Views)
                />
                <IconButton
                    label="Scenarios (S)"
                    sign=Sign::Fork
                    is_on=is_open(LeftPanel::Scenarios)
                    on_press=move |()| session.toggle_left(LeftPanel::Scenarios)
                />
                <IconButton
                    label="Simulations (Q)"
                    sign=Sign::Dice
                    is_on=is_open(LeftPanel::Simulations)
                    on_press=move |()| session.toggle_left(LeftPanel::Simulations)
                />
                <IconButton
                    label="Outline (O)"
                    sign=Sign::Outline
                    is_on=is_open(LeftPanel::Outline)
                    on_press=move |()| session.toggle_left(LeftPanel::Outline)
                />
                <FindingsButton/>
                <IconButton
                    label="Measures (M)"
                    sign=Sign::Gauge
                    is_on=is_open(LeftPanel::Measures)
                    on_press=move |()| session.toggle_left(LeftPanel::Measures)
                />
                <IconButton
                    label="Find (Ctrl+F)"
                    sign=Sign::Search
                    on_press=move |()| { session.act("find"); }
                />
                <ThemeButton/>
            </div>
        </header>
    }
}

/// How much is wrong: a press shows what.
#[component]
fn FindingsButton() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let count = move |severity: Severity| {
        let is_it = |finding: &&Finding| finding.standing == Standing::Open && finding.severity == severity;
        signals.findings.with(|findings| findings.iter().filter(is_it).count())
    };
    let worst = move || match (count(Severity::Error), count(Severity::Warning), count(Severity::Info)) {
        (0, 0, 0) => ("good", 0),
        (0, 0, infos) => ("info", infos),
        (0, warnings, _) => ("warning", warnings),
        (errors, ..) => ("error", errors),
    };
    let total = move || [Severity::Error, Severity::Warning, Severity::Info].map(count).iter().sum::<usize>();
    let label = move || match total() {
        1 => "1 finding (P)".to_owned(),
        total => format!("{total} findings (P)"),
    };
    view! {
        <button
            type="button"
            class="icon-button findings"
            class:on=move || signals.left.get() == Some(LeftPanel::Problems)
            aria-pressed=move || (signals.left.get() == Some(LeftPanel::Problems)).to_string()
            title=label
            aria-label=label
            on:click=move |_| session.toggle_left(LeftPanel::Problems)
        >
            <Icon sign=Sign::Buoy/>
            <span class=move || format!("count {}", worst().0) aria-hidden="true">{total}</span>
        </button>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let session = use_session();
    let theme = session.signals.theme;
    let sign = Signal::derive(move || match theme.get() {
        ThemeChoice::System => Sign::SunMoon,
        ThemeChoice::Light => Sign::Sun,
        ThemeChoice::Dark => Sign::Moon,
    });
    let label = Signal::derive(move || format!("Colours: {}", theme.get().word()));
    let next = move |()| {
        let all = ThemeChoice::ALL;
        let place = all.iter().position(|choice| *choice == theme.get_untracked()).unwrap_or_default();
        session.choose_theme(all[(place + 1) % all.len()]);
    };
    view! { <IconButton label sign on_press=next/> }
}

/// What the landscape is called; can be changed where it stands.
#[component]
fn Name() -> impl IntoView {
    let session = use_session();
    let name = session.signals.name;
    let rename = move |text: String| {
        let text = text.trim().to_owned();
        if text != name.get_untracked() {
            session.run("Rename landscape", EditHeader { edit: HeaderEdit::Name(text) });
        }
    };
    view! {
        <input
            class="landscape-name"
            aria-label="Name of the landscape"
            placeholder="Unnamed landscape"
            maxlength="120"
            autocomplete="off"
            prop:value=move || name.get()
            on:change=move |event| rename(event_target_value(&event))
        />
    }
}

/// The scenario that is drawn on: nobody should take it for what is.
#[component]
fn ScenarioMark() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    move || {
        let id = signals.scenario.get()?;
        signals.revision.track();
        let name = session.peek(|editor| editor.document.base().name(id.into()));
        Some(view! {
            <button
                type="button"
                class="scenario-mark"
                title="A scenario: what you draw now changes nothing but the scenario"
                on:click=move |_| { session.act("scenarios"); }
            >
                {format!("Scenario: {name}")}
            </button>
        })
    }
}

/// How safe everything is.
#[component]
fn SavedMark() -> impl IntoView {
    let session = use_session();
    let saved = session.signals.saved;
    let (class, words) = (
        move || match saved.get() {
            Saved::Untouched | Saved::Here | Saved::Shared { is_calm: true, .. } => "saved",
            Saved::Shared { .. } => "saved news",
            Saved::Writing => "saved writing",
            Saved::Problem(_) => "saved problem",
        },
        move || match saved.get() {
            Saved::Untouched => String::new(),
            Saved::Here => "Saved here".to_owned(),
            Saved::Writing => "Saving…".to_owned(),
            Saved::Shared { words, .. } => words,
            Saved::Problem(_) => "Not saved".to_owned(),
        },
    );
    let reason = move || match saved.get() {
        Saved::Problem(reason) => reason,
        Saved::Shared { .. } => {
            "Shared with everybody who has a link. Press to see who is here, and to share it.".to_owned()
        }
        _ => "Kept in this browser; nothing leaves this computer.".to_owned(),
    };
    view! {
        <button type="button" class=class title=reason on:click=move |_| session.explain_saved()>
            {words}
        </button>
    }
}

/// Everything that can be done, in groups.
#[component]
fn Menu() -> impl IntoView {
    let group = |group: Group, title: &'static str| {
        let items = ACTIONS.iter().filter(move |action| action.group == group && is_in_menu(action.code));
        let items = items.map(|action| view! { <MenuItem code=action.code/> }).collect_view();
        view! {
            <div class="menu-group" role="group" aria-label=title>
                <span class="menu-title" aria-hidden="true">{title}</span>
                {items}
            </div>
        }
    };
    view! {
        <button type="button" class="icon-button" popovertarget="menu" title="Menu" aria-label="Menu">
            <Icon sign=Sign::Menu/>
        </button>
        <div id="menu" class="menu" popover="auto">
            {group(Group::File, "Landscape")} {group(Group::Edit, "Edit")} {group(Group::View, "View")}
            <MenuAbout/>
        </div>
    }
}

/// The rest has a place of its own on the screen.
fn is_in_menu(code: &str) -> bool {
    !code.starts_with("zoom-") && !code.starts_with("align-") && !code.ends_with("-finding") && code != "swap-ends"
}

#[component]
fn MenuItem(code: &'static str) -> impl IntoView {
    let session = use_session();
    let action = ACTIONS.iter().find(|action| action.code == code)?;
    let is_off = move || {
        session.signals.selection.track();
        session.signals.revision.track();
        !session.peek(|editor| (action.is_enabled)(editor))
    };
    Some(view! {
        <button
            type="button"
            class="menu-item"
            popovertarget="menu"
            popovertargetaction="hide"
            disabled=is_off
            on:click=move |_| {
                session.act(code);
                page::focus_canvas_later();
            }
        >
            <span>{action.label}</span>
            {action.keys.first().map(|keys| view! { <kbd>{keys.to_string()}</kbd> })}
        </button>
    })
}

/// What the landscape as a whole is, and the tour.
#[component]
fn MenuAbout() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="menu-group" role="group" aria-label="About">
            <button
                type="button"
                class="menu-item"
                popovertarget="menu"
                popovertargetaction="hide"
                on:click=move |_| {
                    session.edit(|editor| editor.select_only(atoll_core::model::ElementId::Header));
                    page::focus_canvas_later();
                }
            >
                <span>"About this landscape…"</span>
            </button>
            <button
                type="button"
                class="menu-item"
                popovertarget="menu"
                popovertargetaction="hide"
                on:click=move |_| session.start_tour()
            >
                <span>"Show me around"</span>
            </button>
        </div>
    }
}
