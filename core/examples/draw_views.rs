use atoll_core::{gallery::*, model::*, scene::svg, theme::Theme, view::*};
fn main() {
    let only = std::env::args().nth(1).unwrap_or_default();
    for view in VIEWS {
        if view.code == "context-map" || !view.code.contains(&only) {
            continue;
        }
        for example in EXAMPLES {
            let landscape = example.landscape();
            let mut all = vec![("".to_string(), Perspective::default())];
            if view.code == "domain-landscape" {
                all.push(("-team".into(), Perspective { grouping: Grouping::Team, ..Default::default() }));
                all.push((
                    "-collapsed".into(),
                    Perspective {
                        collapsed: landscape.domains.keys().take(2).map(|id| (*id).into()).collect(),
                        ..Default::default()
                    },
                ));
                all.push(("-hidden".into(), Perspective { hidden: vec![Aspect::Foundations], ..Default::default() }));
            }
            if view.code == "message-flow" {
                for id in landscape.stories.keys().skip(1) {
                    all.push((format!("-{id}"), Perspective { story: Some(*id), ..Default::default() }));
                }
            }
            for (suffix, perspective) in all {
                let scene = (view.build)(&landscape, &perspective);
                for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
                    std::fs::write(
                        format!("/tmp/h/va/{}-{}{suffix}-{name}.svg", view.code, example.code),
                        svg::document(&scene, "x", theme),
                    )
                    .unwrap();
                }
            }
        }
        if std::env::args().nth(2).is_some() {
            let l = synthetic::landscape(1000);
            let t = std::time::Instant::now();
            let s = (view.build)(&l, &Perspective::default());
            println!("{} {:?} {} {}", view.code, t.elapsed(), s.nodes.len(), s.figures.len());
        }
    }
}
