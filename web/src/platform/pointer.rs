//! Pointer, wheel and touch events of the canvas as inputs of the editor.

use atoll_core::sorted_map::SortedMap;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use atoll_core::geometry::Point;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;

use crate::editor::{Button, Input, Modifiers, Pointer};

/// A line and a page of a wheel in CSS pixels.
const LINE: f64 = 18.0;
const PAGE: f64 = 400.0;
/// A click this soon after another, in milliseconds, and this near to it, in CSS pixels, makes a double click.
const DOUBLE_CLICK: (f64, f64) = (400.0, 8.0);

/// Listens to a canvas; `send` takes the inputs, `menu` the places where the right button asks for a menu.
pub fn listen(canvas: &web_sys::HtmlElement, send: impl Fn(Input) + 'static, menu: impl Fn(Point) + 'static) {
    let hand = Rc::new(Hand {
        canvas: canvas.clone(),
        send: Box::new(send),
        fingers: RefCell::default(),
        last_down: Cell::default(),
        clicks: Cell::default(),
    });
    let on = |name: &'static str, handle: fn(&Hand, &web_sys::PointerEvent)| {
        let hand = hand.clone();
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(canvas, name, options, move |event| {
            if let Some(event) = event.dyn_ref::<web_sys::PointerEvent>() {
                handle(&hand, event);
            }
        })
        .forget();
    };
    on("pointerdown", Hand::down);
    on("pointermove", Hand::moved);
    on("pointerup", Hand::up);
    on("pointercancel", Hand::cancelled);
    on("pointerleave", |hand, _| (hand.send)(Input::Leave));
    let options = EventListenerOptions::enable_prevent_default();
    let at_wheel = hand.clone();
    EventListener::new_with_options(canvas, "wheel", options, move |event| {
        if let Some(event) = event.dyn_ref::<web_sys::WheelEvent>() {
            at_wheel.wheel(event);
        }
    })
    .forget();
    EventListener::new_with_options(canvas, "contextmenu", options, move |event| {
        event.prevent_default();
        if let Some(event) = event.dyn_ref::<web_sys::PointerEvent>() {
            menu(Point::new(f64::from(event.client_x()), f64::from(event.client_y())));
        }
    })
    .forget();
}

/// What is known of the pointers on a canvas.
struct Hand {
    canvas: web_sys::HtmlElement,
    send: Box<dyn Fn(Input)>,
    /// Where each finger or button is down.
    fingers: RefCell<SortedMap<i32, Point>>,
    /// When and where a pointer went down last.
    last_down: Cell<(f64, Point)>,
    clicks: Cell<u32>,
}

impl Hand {
    fn down(&self, event: &web_sys::PointerEvent) {
        let at = self.place(event);
        let _ = self.canvas.set_pointer_capture(event.pointer_id());
        let _ = self.canvas.focus();
        event.prevent_default();
        self.fingers.borrow_mut().insert(event.pointer_id(), at);
        if self.fingers.borrow().len() > 1 {
            // A second finger makes it a pinch: what the first one began was not meant.
            (self.send)(Input::Cancel);
            return;
        }
        let (when, place) = self.last_down.replace((event.time_stamp(), at));
        let is_again = event.time_stamp() - when < DOUBLE_CLICK.0 && at.distance(place) < DOUBLE_CLICK.1;
        // A third click begins anew: it is no part of the double click before.
        self.clicks.set(if is_again && self.clicks.get() == 1 { 2 } else { 1 });
        (self.send)(Input::Down(self.pointer(event, at)));
    }

    fn moved(&self, event: &web_sys::PointerEvent) {
        let at = self.place(event);
        match self.pinch(event.pointer_id(), at) {
            Some(pinch) => (self.send)(pinch),
            None => (self.send)(Input::Move(self.pointer(event, at))),
        }
    }

    fn up(&self, event: &web_sys::PointerEvent) {
        let count = self.fingers.borrow().len();
        self.fingers.borrow_mut().remove(&event.pointer_id());
        if count <= 1 {
            (self.send)(Input::Up(self.pointer(event, self.place(event))));
        }
    }

    fn cancelled(&self, event: &web_sys::PointerEvent) {
        self.fingers.borrow_mut().remove(&event.pointer_id());
        (self.send)(Input::Cancel);
    }

    /// Two fingers that move are a pinch.
    fn pinch(&self, finger: i32, at: Point) -> Option<Input> {
        let mut fingers = self.fingers.borrow_mut();
        if fingers.len() != 2 {
            fingers.entry(finger).and_modify(|place| *place = at);
            return None;
        }
        let before: Vec<Point> = fingers.values().copied().collect();
        fingers.entry(finger).and_modify(|place| *place = at);
        let after: Vec<Point> = fingers.values().copied().collect();
        let apart = |places: &[Point]| places[0].distance(places[1]).max(1.0);
        let middle = |places: &[Point]| places[0].toward(places[1], 0.5);
        let by = middle(&after).minus(middle(&before));
        Some(Input::Pinch { at: middle(&after), factor: apart(&after) / apart(&before), by })
    }

    fn wheel(&self, event: &web_sys::WheelEvent) {
        event.prevent_default();
        let unit = match event.delta_mode() {
            web_sys::WheelEvent::DOM_DELTA_LINE => LINE,
            web_sys::WheelEvent::DOM_DELTA_PAGE => PAGE,
            _ => 1.0,
        };
        let by = Point::new(event.delta_x() * unit, event.delta_y() * unit);
        // A mouse wheel with Shift turns sideways; most browsers do that themselves, some do not.
        let by = if event.shift_key() && by.x == 0.0 { Point::new(by.y, 0.0) } else { by };
        let is_zoom = event.ctrl_key() || event.meta_key();
        (self.send)(Input::Wheel { at: self.place(event), by, is_zoom });
    }

    fn place(&self, event: &web_sys::MouseEvent) -> Point {
        let area = self.canvas.get_bounding_client_rect();
        Point::new(f64::from(event.client_x()) - area.left(), f64::from(event.client_y()) - area.top())
    }

    fn pointer(&self, event: &web_sys::PointerEvent, at: Point) -> Pointer {
        let button = match event.button() {
            1 => Button::Middle,
            2 => Button::Secondary,
            _ => Button::Primary,
        };
        let modifiers =
            Modifiers { shift: event.shift_key(), command: event.ctrl_key() || event.meta_key(), alt: event.alt_key() };
        Pointer { at, button, modifiers, clicks: self.clicks.get(), is_touch: event.pointer_type() == "touch" }
    }
}

/// Calls back with the number in an attribute when a part of an element that matches a selector is clicked. Comes before
/// everything else that a press would do.
pub fn on_click_in(
    element: &web_sys::HtmlElement,
    selector: &'static str,
    attribute: &'static str,
    clicked: impl Fn(usize) + 'static,
) {
    let mut options = EventListenerOptions::enable_prevent_default();
    options.phase = gloo::events::EventListenerPhase::Capture;
    EventListener::new_with_options(element, "pointerdown", options, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let part = target.and_then(|target| target.closest(selector).ok().flatten());
        let number = part.and_then(|part| part.get_attribute(attribute)).and_then(|text| text.parse().ok());
        if let Some(number) = number {
            event.stop_propagation();
            event.prevent_default();
            clicked(number);
        }
    })
    .forget();
}

/// Calls back with the size of an element whenever it changes.
pub fn on_resize(element: &web_sys::HtmlElement, changed: impl Fn(f64, f64) + 'static) {
    use wasm_bindgen::prelude::Closure;
    let watched = element.clone();
    let closure = Closure::<dyn FnMut()>::new(move || {
        let area = watched.get_bounding_client_rect();
        changed(area.width(), area.height());
    });
    if let Ok(observer) = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()) {
        observer.observe(element);
        std::mem::forget(observer);
    }
    closure.forget();
}
