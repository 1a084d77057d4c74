//! Which picture of a landscape `atoll convert` writes: which view, and of what.

use atoll_core::model::{ElementId, ElementKind, Landscape, Perspective};
use atoll_core::scene::Scene;
use atoll_core::view::{Knob, VIEWS, View, view};
use clap::Args;

/// What the command line says about the picture.
#[derive(Args, Debug, Default)]
pub(super) struct Picked {
    /// The view to draw, like `matrix`; without it the context map
    #[arg(long, value_name = "CODE")]
    view: Option<String>,
    /// The context whose inside is shown, by its name or identifier
    #[arg(long, value_name = "NAME")]
    context: Option<String>,
    /// The story that is told, by its name or identifier
    #[arg(long, value_name = "NAME")]
    story: Option<String>,
    /// A perspective that is saved in the file, by its name or identifier
    #[arg(long, value_name = "NAME")]
    perspective: Option<String>,
}

impl Picked {
    /// Whether anything is said at all.
    pub(super) fn is_said(&self) -> bool {
        [&self.view, &self.context, &self.story, &self.perspective].iter().any(|it| it.is_some())
    }

    /// The picture, or a sentence that names what there is.
    pub(super) fn scene(&self, landscape: &Landscape) -> Result<Scene, String> {
        let (view, perspective) = self.perspective(landscape)?;
        Ok((view.build)(landscape, &perspective))
    }

    /// The saved perspective, or a plain one, with what is said beside it.
    fn perspective(&self, landscape: &Landscape) -> Result<(&'static View, Perspective), String> {
        let mut perspective = match self.find(landscape, ElementKind::Perspective, self.perspective.as_deref())? {
            Some(ElementId::Perspective(id)) => {
                landscape.perspectives.get(&id).map(|found| found.as_ref().clone()).unwrap_or_default()
            }
            _ => Perspective::default(),
        };
        let view = match &self.view {
            Some(code) => named(code)?,
            None => view(perspective.view),
        };
        perspective.view = view.kind;
        if let Some(ElementId::Context(id)) = self.find(landscape, ElementKind::Context, self.context.as_deref())? {
            knows(view, Knob::Context, "--context")?;
            perspective.context = Some(id);
        }
        if let Some(ElementId::Story(id)) = self.find(landscape, ElementKind::Story, self.story.as_deref())? {
            knows(view, Knob::Story, "--story")?;
            perspective.story = Some(id);
        }
        Ok((view, perspective))
    }

    /// The element of this kind and name, where a name is given.
    fn find(&self, landscape: &Landscape, kind: ElementKind, name: Option<&str>) -> Result<Option<ElementId>, String> {
        let Some(name) = name else { return Ok(None) };
        let all = landscape.ids_of(kind);
        let found: Vec<ElementId> =
            all.iter().copied().filter(|id| landscape.name(*id) == name || id.to_string() == name).collect();
        match found.as_slice() {
            [one] => Ok(Some(*one)),
            [] => Err(format!("There is no {} “{name}”. {}", kind.word(), there_is(landscape, &all))),
            several => {
                let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
                Err(format!(
                    "Several elements are called “{name}”. Give the identifier of one of them: {}.",
                    ids.join(", ")
                ))
            }
        }
    }
}

/// The view of this code.
fn named(code: &str) -> Result<&'static View, String> {
    let found = VIEWS.iter().find(|view| view.code == code).copied();
    found.ok_or_else(|| {
        let codes: Vec<&str> = VIEWS.iter().map(|view| view.code).collect();
        format!("There is no view {code}. There are: {}.", codes.join(", "))
    })
}

/// Refuses what a view would not look at.
fn knows(view: &View, knob: Knob, option: &str) -> Result<(), String> {
    if view.knobs.contains(&knob) {
        return Ok(());
    }
    let others: Vec<&str> = VIEWS.iter().filter(|view| view.knobs.contains(&knob)).map(|view| view.code).collect();
    let instead =
        if others.is_empty() { "no view does yet".to_owned() } else { format!("these do: {}", others.join(", ")) };
    Err(format!("The view {} does not look at {option}; {instead}.", view.code))
}

/// The names of what there is.
fn there_is(landscape: &Landscape, ids: &[ElementId]) -> String {
    let names: Vec<String> = ids.iter().map(|id| format!("“{}” ({id})", landscape.name(*id))).collect();
    if names.is_empty() {
        "There is none in this file.".to_owned()
    } else {
        format!("There are: {}.", names.join(", "))
    }
}
