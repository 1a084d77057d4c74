//! What a pointer is doing between going down and going up: one gesture a file.
//!
//! A gesture never changes the landscape before it is done: while it runs it only previews, so that frames stay cheap
//! and Escape costs nothing.

mod boxing;
mod connect;
mod draw;
mod glance;
mod moving;
mod pan;
mod press;
mod reconnect;
mod resize;

use atoll_core::geometry::{Point, Rect};
use atoll_core::model::ElementId;

use super::{Button, Editor, Input, Pointer, hit, tool};

pub(super) use boxing::Boxing;
pub(super) use connect::Connect;
pub(super) use draw::{Draw, default_frame};
pub(super) use glance::Glance;
pub(super) use moving::Moving;
pub(super) use pan::Pan;
pub(super) use press::Press;
pub(super) use reconnect::Reconnect;
pub(super) use resize::Resize;

/// Pointers that move less than this, in CSS pixels, click.
pub(super) const CLICK_SLACK: f64 = 4.0;

/// What the pointer is doing.
#[derive(Clone, Debug, Default)]
pub enum Gesture {
    /// Nothing.
    #[default]
    None,
    /// It went down on something and has not moved yet.
    Press(Press),
    /// It drags the paper.
    Pan(Pan),
    /// It drags elements.
    Moving(Moving),
    /// It drags a corner.
    Resize(Resize),
    /// It draws a box around what is to be chosen.
    Boxing(Boxing),
    /// It draws a relationship.
    Connect(Connect),
    /// It drags an end of a relationship.
    Reconnect(Reconnect),
    /// It draws a new element.
    Draw(Draw),
    /// It went down on a view beside the map.
    Glance(Glance),
}

/// What is shown of a gesture while it runs; all in map units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Lines that what is dragged is aligned with.
    pub guides: Vec<[Point; 2]>,
    /// The box around what is to be chosen, or of what is being drawn.
    pub frame: Option<Rect>,
    /// Where copies would lie.
    pub copies: Vec<Rect>,
    /// The relationship that is being drawn.
    pub line: Option<[Point; 2]>,
    /// What would be at its end.
    pub target: Option<ElementId>,
    /// The domain that what is dragged would come to lie in.
    pub home: Option<ElementId>,
    /// What would happen, in words.
    pub words: Option<String>,
}

/// Takes what a pointer does; answers whether it meant something.
pub(super) fn handle(editor: &mut Editor, input: Input) -> bool {
    match input {
        Input::Down(pointer) => down(editor, pointer),
        Input::Move(pointer) => moved(editor, pointer),
        Input::Up(pointer) => up(editor, pointer),
        Input::Cancel => cancel(editor),
        Input::Leave => std::mem::take(&mut editor.hover).is_some(),
        _ => false,
    }
}

fn down(editor: &mut Editor, pointer: Pointer) -> bool {
    editor.is_leaving = false;
    if editor.rename.is_some() {
        // The field itself says what was typed when it loses the focus.
        editor.rename = None;
    }
    editor.document.end_gesture();
    if let Gesture::Connect(connect) = std::mem::take(&mut editor.gesture) {
        editor.gesture = connect.down_again(editor, pointer);
        return true;
    }
    let pans = pointer.button == Button::Middle || editor.is_space_down;
    editor.gesture = match pointer.button {
        _ if pans => Gesture::Pan(Pan::new(pointer)),
        Button::Secondary => {
            choose_for_menu(editor, pointer);
            Gesture::None
        }
        _ if editor.stage.is_some() => Gesture::Glance(Glance::new(editor, pointer)),
        _ => tool::down(editor, pointer),
    };
    true
}

/// A menu is about what is under the pointer, unless that is chosen already.
fn choose_for_menu(editor: &mut Editor, pointer: Pointer) {
    match hit::element(editor, pointer.at) {
        Some(id) if !editor.selection.contains(&id) => editor.select_only(id),
        Some(_) => {}
        None => editor.selection.clear(),
    }
}

fn moved(editor: &mut Editor, pointer: Pointer) -> bool {
    let gesture = std::mem::take(&mut editor.gesture);
    editor.gesture = match gesture {
        Gesture::None => {
            editor.hover = hit::hover(editor, pointer.at);
            Gesture::None
        }
        Gesture::Press(press) => press.moved(editor, pointer),
        Gesture::Pan(pan) => pan.moved(editor, pointer),
        Gesture::Moving(moving) => moving.moved(editor, pointer),
        Gesture::Resize(resize) => resize.moved(editor, pointer),
        Gesture::Boxing(boxing) => boxing.moved(editor, pointer),
        Gesture::Connect(connect) => connect.moved(editor, pointer),
        Gesture::Reconnect(reconnect) => reconnect.moved(editor, pointer),
        Gesture::Draw(draw) => draw.moved(editor, pointer),
        Gesture::Glance(glance) => glance.moved(editor, pointer),
    };
    true
}

fn up(editor: &mut Editor, pointer: Pointer) -> bool {
    match std::mem::take(&mut editor.gesture) {
        Gesture::None => return false,
        Gesture::Press(press) => press.up(editor, pointer),
        Gesture::Pan(_) => {}
        Gesture::Moving(moving) => moving.up(editor),
        Gesture::Resize(resize) => resize.up(editor),
        Gesture::Boxing(boxing) => boxing.up(editor),
        Gesture::Connect(connect) => editor.gesture = connect.up(editor, pointer),
        Gesture::Reconnect(reconnect) => reconnect.up(editor),
        Gesture::Draw(draw) => draw.up(editor),
        Gesture::Glance(glance) => glance.up(editor, pointer),
    }
    true
}

/// Ends the gesture as if it had not been; answers whether there was one.
pub(super) fn cancel(editor: &mut Editor) -> bool {
    let was_running = !matches!(std::mem::take(&mut editor.gesture), Gesture::None);
    if !editor.moved.is_empty() {
        editor.drag_to(atoll_core::sorted_map::SortedMap::new());
    }
    was_running
}

/// Goes on after others changed the landscape. What is about something that is gone ends; answers with what to say then.
pub(super) fn keep_up(editor: &mut Editor) -> Option<&'static str> {
    let mut gesture = std::mem::take(&mut editor.gesture);
    let told = match &mut gesture {
        Gesture::None | Gesture::Pan(_) | Gesture::Draw(_) => None,
        Gesture::Press(press) => (!press.keeps_up(editor)).then_some(""),
        Gesture::Moving(moving) => (!moving.keep_up(editor)).then_some("What you dragged was removed meanwhile."),
        Gesture::Resize(resize) => (!resize.keeps_up(editor)).then_some("What you resized was removed meanwhile."),
        Gesture::Boxing(boxing) => {
            boxing.keep_up(editor);
            None
        }
        Gesture::Connect(connect) => (!connect.keep_up(editor)).then_some("What you connected was removed meanwhile."),
        Gesture::Reconnect(reconnect) => {
            (!reconnect.keep_up(editor)).then_some("The relationship that you reconnected was removed meanwhile.")
        }
        Gesture::Glance(glance) => (!glance.keep_up(editor)).then_some("What you dragged was removed meanwhile."),
    };
    editor.gesture = gesture;
    if told.is_some() {
        cancel(editor);
    }
    told.filter(|text| !text.is_empty())
}

impl Editor {
    /// What is shown of the running gesture.
    pub fn preview(&self) -> Preview {
        match &self.gesture {
            Gesture::None | Gesture::Press(_) | Gesture::Pan(_) => Preview::default(),
            Gesture::Moving(moving) => moving.preview(self),
            Gesture::Resize(resize) => resize.preview(),
            Gesture::Boxing(boxing) => boxing.preview(),
            Gesture::Connect(connect) => connect.preview(self),
            Gesture::Reconnect(reconnect) => reconnect.preview(self),
            Gesture::Draw(draw) => draw.preview(self),
            Gesture::Glance(glance) => glance.preview(),
        }
    }
}
