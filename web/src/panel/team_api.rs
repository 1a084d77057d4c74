//! The Team API of a team: what others may expect of it, as a page to fill in, to print, to save as text.

use atoll_core::model::{ElementId, Landscape, TeamId};
use atoll_core::view::team_api::{Service, Supplier, TeamApi, Together};
use leptos::prelude::*;

use super::inspector::fields::one_field;
use super::inspector::parts::derived;
use super::outline::shown;
use crate::platform::{file, page};
use crate::session::{Session, use_session};
use crate::widget::{Button, Modal, Tone};

/// What a line of the page leads to, and what it says.
type Line = (ElementId, String, String);

/// The Team API of a team, over everything.
#[component]
pub fn TeamApiPage(id: TeamId) -> impl IntoView {
    let session = use_session();
    let close = move |()| session.signals.dialog.set(None);
    let save = move |()| {
        let text = session.peek(|editor| {
            let landscape = editor.landscape();
            let team = landscape.teams.get(&id)?;
            Some((team.name.clone(), TeamApi::of(landscape, id).markdown(landscape, team)))
        });
        if let Some((name, text)) = text {
            file::download_text(&file_name(&name), "text/markdown", &text);
        }
    };
    let fields =
        move |names: &'static [&'static str]| names.iter().map(move |name| one_field(session, id, name)).collect_view();
    view! {
        <Modal id="team-api" title="Team API" on_close=close>
            <div class="canvas-tools row">
                <Button label="Print" on_press=move |()| page::print()/>
                <Button label="Save as Markdown" tone=Tone::Quiet on_press=save/>
                <span class="quiet">"After the Team API template of Team Topologies, CC BY-SA 4.0"</span>
            </div>
            <div class="team-sheet">
                <section class="canvas-cell">{fields(&["name", "kind", "purpose", "people", "skills"])}</section>
                <section class="canvas-cell">{fields(&["channels", "search_terms", "meetings"])}</section>
                <section class="canvas-cell">
                    {fields(&["services"])}
                    <Lines title="Contracts of its contexts" lines=derived(session, move |it| contracts(it, id))/>
                </section>
                <section class="canvas-cell">
                    <Lines title="Owns" lines=derived(session, move |it| owned(it, id))/>
                    <Lines title="Delivers by" lines=derived(session, move |it| policies(it, id))/>
                </section>
                <section class="canvas-cell">
                    {fields(&["work"])}
                    <Lines title="Toggles" lines=derived(session, move |it| toggles(it, id))/>
                    <Lines title="Releases" lines=derived(session, move |it| releases(it, id))/>
                </section>
                <section class="canvas-cell">
                    <Lines title="Works with" lines=derived(session, move |it| interactions(it, id))/>
                    <Lines title="Depends on" lines=derived(session, move |it| dependencies(it, id))/>
                </section>
            </div>
        </Modal>
    }
}

/// A list whose lines lead to what they speak of.
#[component]
fn Lines(title: &'static str, lines: Signal<Vec<Line>>) -> impl IntoView {
    let session = use_session();
    let line = move |(id, words, detail): Line| {
        view! {
            <li>
                <button type="button" class="row-button" on:click=move |_| leave_for(session, id)>
                    <span>{words}</span>
                    <span class="quiet">{detail}</span>
                </button>
            </li>
        }
    };
    view! {
        <h3>{title}</h3>
        <ul>{move || lines.get().into_iter().map(line).collect_view()}</ul>
        <Show when=move || lines.with(Vec::is_empty)><p class="quiet">"–"</p></Show>
    }
}

fn leave_for(session: Session, id: ElementId) {
    session.signals.dialog.set(None);
    session.go_on_to(id);
}

fn contracts(landscape: &Landscape, id: TeamId) -> Vec<Line> {
    let line = |Service { contract, context, versions, .. }: Service| {
        let versions: Vec<String> = versions
            .into_iter()
            .map(|(version, lifecycle, sunset)| {
                let until = sunset.map(|day| format!(", until {day}")).unwrap_or_default();
                format!("{} {}{until}", landscape.name(version.into()), lifecycle.word())
            })
            .collect();
        let of = shown(landscape, context.into());
        (contract.into(), format!("{} of {of}", shown(landscape, contract.into())), versions.join("; "))
    };
    TeamApi::of(landscape, id).contracts.into_iter().map(line).collect()
}

fn owned(landscape: &Landscape, id: TeamId) -> Vec<Line> {
    let line = |context: ElementId| (context, shown(landscape, context), String::new());
    TeamApi::of(landscape, id).owns.into_iter().map(|context| line(context.into())).collect()
}

fn policies(landscape: &Landscape, id: TeamId) -> Vec<Line> {
    let line = |policy: ElementId| (policy, shown(landscape, policy), String::new());
    TeamApi::of(landscape, id).policies.into_iter().map(|policy| line(policy.into())).collect()
}

fn toggles(landscape: &Landscape, id: TeamId) -> Vec<Line> {
    let toggles = TeamApi::of(landscape, id).toggles.into_iter();
    let line = |(toggle, kind, expires): (atoll_core::model::ToggleId, atoll_core::model::ToggleKind, _)| {
        let until = Option::<chrono::NaiveDate>::map(expires, |day| format!(", until {day}")).unwrap_or_default();
        (toggle.into(), shown(landscape, toggle.into()), format!("{}{until}", kind.word()))
    };
    toggles.map(line).collect()
}

fn releases(landscape: &Landscape, id: TeamId) -> Vec<Line> {
    let releases = TeamApi::of(landscape, id).releases.into_iter();
    releases
        .map(|(release, day)| {
            let day = day.map(|day| day.to_string()).unwrap_or_default();
            (release.into(), shown(landscape, release.into()), day)
        })
        .collect()
}

fn interactions(landscape: &Landscape, id: TeamId) -> Vec<Line> {
    let line = |together: Together| {
        let words = format!("{} {}", together.says(), shown(landscape, together.other.into()));
        let since = together.start.map(|day| format!("since {day}"));
        let weeks = (together.expected_weeks > 0).then(|| format!("for {} weeks", together.expected_weeks));
        let purpose = Some(together.purpose).filter(|purpose| !purpose.is_empty());
        let details: Vec<String> = purpose.into_iter().chain(since).chain(weeks).collect();
        (together.interaction.into(), words, details.join(", "))
    };
    TeamApi::of(landscape, id).interactions.into_iter().map(line).collect()
}

fn dependencies(landscape: &Landscape, id: TeamId) -> Vec<Line> {
    let line = |Supplier { who, relationships }: Supplier| {
        let pair = |(_, own, other): &(_, atoll_core::model::ContextId, atoll_core::model::ContextId)| {
            format!("{} on {}", shown(landscape, (*own).into()), shown(landscape, (*other).into()))
        };
        let pairs: Vec<String> = relationships.iter().map(pair).collect();
        (who, shown(landscape, who), pairs.join("; "))
    };
    TeamApi::of(landscape, id).dependencies.into_iter().map(line).collect()
}

/// A name for the file that every system takes.
fn file_name(name: &str) -> String {
    let plain = |character: char| if character.is_alphanumeric() { character } else { '-' };
    let name: String = name.to_lowercase().chars().map(plain).take(60).collect();
    format!("{}-team-api.md", if name.is_empty() { "team" } else { name.as_str() })
}
