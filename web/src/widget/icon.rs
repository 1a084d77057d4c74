//! Signs on buttons, drawn as lines on a field of 24 by 24.

use leptos::prelude::*;

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// An arrow pointer.
    Pointer,
    /// A hand.
    Hand,
    /// An island.
    Island,
    /// People.
    People,
    /// A region of water.
    Region,
    /// A route between two places.
    Route,
    /// Rings around a place.
    Ripple,
    /// A menu.
    Menu,
    /// Plus.
    Plus,
    /// Minus.
    Minus,
    /// Everything into the window.
    Fit,
    /// Back.
    Undo,
    /// Forth.
    Redo,
    /// A question mark.
    Help,
    /// A cross.
    Close,
    /// Back to where one was.
    Back,
    /// A buoy.
    Buoy,
    /// A list.
    Outline,
    /// A key to signs.
    Legend,
    /// The sun.
    Sun,
    /// The moon.
    Moon,
    /// Half sun, half moon.
    SunMoon,
    /// A glass.
    Search,
    /// A bin.
    Bin,
    /// Two arrows that change places.
    Swap,
    /// Fold to the side.
    Fold,
    /// Bars.
    Gauge,
    /// A die.
    Dice,
    /// A person.
    Person,
    /// On to something else.
    Go,
    /// Sheets above each other.
    Views,
    /// A place further up.
    Up,
    /// A way that parts.
    Fork,
    /// Somebody, and somebody to come.
    Company,
}

impl Sign {
    fn path(self) -> &'static str {
        match self {
            Self::Pointer => "M6 3.5l12 9-5.4 1 3 6-2.6 1.2-2.9-6L6 18.6z",
            Self::Hand => {
                "M8 12V6.2a1.5 1.5 0 0 1 3 0V11m0-.5V4.8a1.5 1.5 0 0 1 3 0V11m0-4.2a1.5 1.5 0 0 1 3 0V12m0-3a1.5 1.5 0 0 1 \
                 3 0v5.5c0 3.6-2.6 6-6 6h-1.2c-2.2 0-3.6-.9-4.8-2.6L4.2 13.4a1.6 1.6 0 0 1 2.6-1.8L8 13.2"
            }
            Self::Island => {
                "M4 8.5A3.5 3.5 0 0 1 7.5 5h9A3.5 3.5 0 0 1 20 8.500v7a3.5 3.5 0 0 1-3.500 3.500h-9A3.5 3.5 0 0 1 4 15.500zM8.500 12h7"
            }
            Self::People => {
                "M9 11a3.200 3.200 0 1 0 0-6.400A3.200 3.200 0 0 0 9 11zM3 19.500c.4-3.600 2.700-5.500 6-5.500s5.600 1.900 6 5.500M16 10.800a2.600 \
                 2.600 0 1 0-1.200-4.900M17 14.200c2.400.3 3.800 2 4.100 4.800"
            }
            Self::Region => "M4 5h4M11 5h3M17 5h3v3M20 11v3M20 17v2h-3M14 19h-3M8 19H4v-3M4 13v-3M4 8V5",
            Self::Route => {
                "M5.500 19a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM18.500 10a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM8 16.500h5.500c4 0 1-9 2.700-9"
            }
            Self::Ripple => {
                "M12 13.600a1.600 1.600 0 1 0 0-3.200 1.600 1.600 0 0 0 0 3.200zM12 17.200a5.200 5.200 0 1 0 0-10.400 5.200 5.200 0 0 0 0 10.400zM12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z"
            }
            Self::Menu => "M4 7h16M4 12h16M4 17h16",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Minus => "M5 12h14",
            Self::Fit => "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
            Self::Undo => "M9 6L4 11l5 5M4.500 11H14a5.500 5.500 0 0 1 0 9h-3",
            Self::Redo => "M15 6l5 5-5 5M19.500 11H10a5.500 5.500 0 0 0 0 9h3",
            Self::Help => {
                "M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.500v.4M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z"
            }
            Self::Back => "M15 5l-7 7 7 7",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Buoy => "M12 3v3M9 6h6l2 10H7zM4 19c1.300-1 2.700-1 4 0s2.700 1 4 0 2.700-1 4 0 2.700 1 4 0",
            Self::Outline => "M4 6h.01M8 6h12M8 12h.01M12 12h8M8 18h.01M12 18h8M4 6v12",
            Self::Legend => "M4 5h5v5H4zM4 14h5v5H4zM12 7.500h8M12 16.500h8",
            Self::Sun => {
                "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600l1.400 1.400M17 17l1.400 1.400M5.600 18.400L7 17M17 7l1.400-1.400"
            }
            Self::Moon => "M20 14.500A8 8 0 0 1 9.500 4 8 8 0 1 0 20 14.500z",
            Self::SunMoon => "M12 3a9 9 0 1 0 0 18zM12 3v18M12 3a9 9 0 0 1 0 18",
            Self::Search => "M11 17.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM16 16l4.500 4.500",
            Self::Bin => "M5 7h14M10 7V4.500h4V7M7 7l1 12.500h8L17 7M10.500 10.500v6M13.500 10.500v6",
            Self::Swap => "M7 4L3.500 7.500 7 11M3.500 7.500H17M17 13l3.500 3.500L17 20M20.500 16.500H7",
            Self::Go => "M7 17L17 7M9 7h8v8",
            Self::Fold => "M5 5v14M9 12h11M16 8l4 4-4 4",
            Self::Person => {
                "M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c.6-4.500 3.500-6.500 7.500-6.500s6.900 2 7.500 6.500"
            }
            Self::Up => "M12 19V6M6 11l6-6 6 6",
            Self::Company => {
                "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19.5c.4-3.6 2.7-5.5 6-5.5s5.600 1.900 6 5.500M18.500 7v6M15.500 10h6"
            }
            Self::Fork => "M6 20V4M6 14c0-4 12-3 12-8V4M14.500 7.500L18 4l3.500 3.500M2.500 7.500L6 4l3.500 3.500",
            Self::Views => "M12 4l8 4-8 4-8-4zM4 12l8 4 8-4M4 16l8 4 8-4",
            Self::Dice => "M5 5h14v14H5zM9 9h.01M15 9h.01M12 12h.01M9 15h.01M15 15h.01",
            Self::Gauge => "M4 20h16M7 16v-5M12 16V5M17 16V9",
        }
    }
}

/// A sign as a picture that says nothing to a screen reader: its button has a name.
#[component]
pub fn Icon(
    /// Which sign.
    #[prop(into)]
    sign: Signal<Sign>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=move || sign.get().path()/>
        </svg>
    }
}
