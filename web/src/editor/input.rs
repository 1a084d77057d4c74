//! What a person does, in plain words: the platform translates the browser's events into these, tests write them.

use atoll_core::geometry::Point;

/// Something that a person does with the canvas.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A pointer goes down.
    Down(Pointer),
    /// A pointer moves.
    Move(Pointer),
    /// A pointer goes up.
    Up(Pointer),
    /// The browser took the pointer away.
    Cancel,
    /// The pointer left the canvas.
    Leave,
    /// A wheel turns, or two fingers move on a pad.
    Wheel {
        /// Where, on the screen.
        at: Point,
        /// How far, in CSS pixels; positive is right and down.
        by: Point,
        /// Whether it means to zoom: Ctrl is held, or it is a pad's pinch.
        is_zoom: bool,
    },
    /// Two fingers on a touch screen.
    Pinch {
        /// The middle between them, on the screen.
        at: Point,
        /// How much wider they are apart than a moment ago.
        factor: f64,
        /// How far their middle moved.
        by: Point,
    },
    /// A key goes down while the canvas has the focus.
    Key(Key, Modifiers),
    /// The key that pans while it is held goes up.
    SpaceUp,
}

/// A pointer on the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pointer {
    /// Where, on the screen.
    pub at: Point,
    /// Which button, or what took its place.
    pub button: Button,
    /// What is held on the keyboard.
    pub modifiers: Modifiers,
    /// 2 for the second of a double click.
    pub clicks: u32,
    /// A finger and not a mouse or a pen.
    pub is_touch: bool,
}

/// A button of a pointer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Button {
    /// The left one, a finger, a pen.
    #[default]
    Primary,
    /// The wheel.
    Middle,
    /// The right one.
    Secondary,
}

/// What is held on the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    /// Shift.
    pub shift: bool,
    /// Ctrl, or Command on a Mac.
    pub command: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A key that writes, in lower case.
    Character(char),
    /// A digit of the main row, whatever Shift makes of it on this keyboard.
    Digit(u8),
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Tab.
    Tab,
    /// Delete or Backspace.
    Delete,
    /// F2.
    F2,
    /// F8.
    F8,
    /// The space bar.
    Space,
    /// An arrow.
    Arrow(Direction),
}

/// A direction on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
    /// Towards the left.
    Left,
    /// Towards the right.
    Right,
}

impl Direction {
    /// The way of length 1 in this direction.
    pub fn unit(self) -> Point {
        match self {
            Self::Up => Point::new(0.0, -1.0),
            Self::Down => Point::new(0.0, 1.0),
            Self::Left => Point::new(-1.0, 0.0),
            Self::Right => Point::new(1.0, 0.0),
        }
    }
}
