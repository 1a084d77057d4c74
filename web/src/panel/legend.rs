//! What the signs on the map mean: those that are on it, and no others.

use atoll_core::sorted_set::SortedSet;

use atoll_core::geometry::{Point, Rect};
use atoll_core::model::{Classification, Integration, Landscape, ViewKind};
use atoll_core::pattern::{self, PATTERNS, PatternPlace};
use atoll_core::scene::figure::{Figure, Look, Outline, Shape};
use atoll_core::scene::svg;
use atoll_core::view::view;
use leptos::prelude::*;

use crate::session::use_session;
use crate::widget::{IconButton, Sign};

/// What the signs mean.
#[component]
pub fn Legend() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let lines = Memo::new(move |_| {
        signals.revision.track();
        session.peek(|editor| lines(editor.landscape()))
    });
    let entry = |(sample, words): (String, String)| {
        view! {
            <li>
                <svg class="chart sample" viewBox="0 0 44 20" aria-hidden="true" inner_html=sample></svg>
                <span>{words}</span>
            </li>
        }
    };
    let is_map = move || signals.perspective.with(|now| now.view == ViewKind::ContextMap);
    let is_staged = move || signals.scene.with(Option::is_some);
    let of_view = move || {
        let view = view(signals.perspective.with(|now| now.view));
        view.marks.iter().map(|(look, words)| (sample(*look), (*words).to_owned())).collect::<Vec<_>>()
    };
    view! {
        <aside class="legend island" aria-label="Legend">
            <header class="side-head">
                <h2>"Legend"</h2>
                <IconButton label="Close" sign=Sign::Close on_press=move |()| signals.legend.set(false)/>
            </header>
            <ul>{move || is_staged().then(|| of_view().into_iter().map(entry).collect_view())}</ul>
            <ul>{move || (!is_staged() || is_map()).then(|| lines.get().into_iter().map(entry).collect_view())}</ul>
            <p class="quiet" hidden=move || !is_map()>
                "Influence flows from upstream (U) to downstream (D), as the small arrows show. A dependency points the other way: the downstream depends on the upstream."
            </p>
        </aside>
    }
}

/// A small drawing of what a view draws so.
fn sample(look: Look) -> String {
    let across = vec![Point::new(3.0, 10.0), Point::new(41.0, 10.0)];
    let outline = match look.shape() {
        Shape::Arrow => Outline::Arrow(across),
        Shape::Line => Outline::Line(across),
        Shape::Light => Outline::Oval(Rect::around(Point::new(22.0, 10.0), 12.0, 12.0)),
        Shape::Area => Outline::Box(Rect::new(3.0, 3.0, 38.0, 14.0), 4.0),
    };
    svg::figure(&Figure::scenery(outline, look))
}

/// A small drawing and what it means, for everything that is on the map.
fn lines(landscape: &Landscape) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let classes: SortedSet<&str> =
        landscape.contexts_on_map().map(|context| landscape.classification_of(context).word()).collect();
    let land = |class: &str, inner: &str| {
        format!(
            "<g class=\"{class}\"><rect class=\"land\" x=\"3\" y=\"3\" width=\"38\" height=\"14\" rx=\"5\"/>{inner}</g>"
        )
    };
    if classes.contains(Classification::Core.word()) {
        let inner = "<rect class=\"inner-shore\" x=\"6\" y=\"6\" width=\"32\" height=\"8\" rx=\"3\"/>";
        lines.push((land("core", inner), "Core: what the organisation competes with".to_owned()));
    }
    if classes.contains(Classification::Supporting.word()) || classes.contains(Classification::Undefined.word()) {
        lines.push((land("", ""), "Supporting, or not said".to_owned()));
    }
    if classes.contains(Classification::Generic.word()) {
        lines.push((land("generic", ""), "Generic: what everybody has".to_owned()));
    }
    if landscape.contexts_on_map().any(|context| context.is_external()) {
        lines.push((land("external", ""), "External: run by others".to_owned()));
    }
    lines.extend(pattern_lines(landscape));
    lines.extend(integration_lines(landscape));
    let owned = landscape.contexts.values().any(|context| !context.owners.is_empty());
    for team in landscape.teams.values().filter(|_| owned) {
        let sample = format!(
            "<rect class=\"swatch\" x=\"14\" y=\"2\" width=\"16\" height=\"16\" rx=\"3\" fill=\"url(#mark-{})\"/>",
            team.mark
        );
        lines.push((sample, super::outline::shown(landscape, team.id.into())));
    }
    lines
}

fn pattern_lines(landscape: &Landscape) -> Vec<(String, String)> {
    let is_used = |spec: &&&atoll_core::pattern::PatternSpec| {
        landscape.relationships.values().any(|relationship| pattern::is_on(spec, relationship))
    };
    let line = |spec: &&atoll_core::pattern::PatternSpec| {
        let badges: Vec<(&str, &str)> = match spec.place {
            PatternPlace::Role(_) => vec![("role", spec.code)],
            PatternPlace::Whole { letters: None, .. } => vec![("whole", spec.code)],
            PatternPlace::Whole { letters: Some([upstream, downstream]), .. } => {
                vec![("letter", upstream), ("letter", downstream)]
            }
        };
        let mut x = 22.0 - badges.len() as f64 * 11.0;
        let mut sample = String::new();
        for (class, code) in badges {
            let width = 10.0 + code.len() as f64 * 7.0;
            let left = if code.len() > 1 { 22.0 - width / 2.0 } else { x };
            sample.push_str(&format!(
                "<rect class=\"chip {class}\" x=\"{left:.1}\" y=\"3\" width=\"{width:.1}\" height=\"15\" rx=\"3\"/>\
                 <text class=\"{class}-text\" x=\"{:.1}\" y=\"14\" font-size=\"10\">{code}</text>",
                left + width / 2.0
            ));
            x += 24.0;
        }
        (sample, spec.name.to_owned())
    };
    PATTERNS.iter().filter(is_used).map(line).collect()
}

fn integration_lines(landscape: &Landscape) -> Vec<(String, String)> {
    let used: Vec<Integration> = Integration::ALL
        .iter()
        .copied()
        .filter(|integration| *integration != Integration::Undefined)
        .filter(|integration| landscape.relationships.values().any(|r| r.integration == *integration))
        .collect();
    let line = |integration: Integration| {
        let class = match integration {
            Integration::Undefined => "",
            Integration::InProcessCall => "in-process",
            Integration::InProcessMessage => "in-process-message",
            Integration::RemoteCall => "remote",
            Integration::BrokerMessage => "broker",
            Integration::SharedDatabase => "database",
            Integration::File => "file",
            Integration::UserInterfaceComposition => "screen",
        };
        let sample = format!("<g class=\"{class}\"><path class=\"route\" d=\"M2 10H42\"/></g>");
        let mut words = integration.word().to_owned();
        if let Some(first) = words.get_mut(0..1) {
            first.make_ascii_uppercase();
        }
        (sample, words)
    };
    used.into_iter().map(line).collect()
}
