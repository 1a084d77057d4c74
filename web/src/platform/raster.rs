//! A canvas to draw one picture on.

use atoll_core::geometry::{Point, Rect};
use wasm_bindgen::JsCast as _;

/// A pen on a canvas; coordinates are CSS pixels.
pub struct Raster {
    context: web_sys::CanvasRenderingContext2d,
}

impl Raster {
    /// The pen of the canvas with this identifier, which is made as large and as fine as the screen is.
    pub fn of(id: &str, width: f64, height: f64) -> Option<Self> {
        let canvas =
            leptos::prelude::document().get_element_by_id(id)?.dyn_into::<web_sys::HtmlCanvasElement>().ok()?;
        let density = leptos::prelude::window().device_pixel_ratio().clamp(1.0, 3.0);
        let size = ((width * density).round() as u32, (height * density).round() as u32);
        // To set the size clears the canvas and costs: only when it is another one.
        if (canvas.width(), canvas.height()) != size {
            canvas.set_width(size.0);
            canvas.set_height(size.1);
        }
        let context: web_sys::CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let _ = context.set_transform(density, 0.0, 0.0, density, 0.0, 0.0);
        Some(Self { context })
    }

    /// Fills everything with a colour.
    pub fn clear(&self, color: &str, width: f64, height: f64) {
        self.fill(color);
        self.context.fill_rect(0.0, 0.0, width, height);
    }

    /// What is filled from now on has this colour.
    pub fn fill(&self, color: &str) {
        self.context.set_fill_style_str(color);
    }

    /// What is drawn from now on has this colour and is so wide.
    pub fn pen(&self, color: &str, width: f64) {
        self.context.set_stroke_style_str(color);
        self.context.set_line_width(width);
    }

    /// Lines from now on are dashed like this; solid for an empty list.
    pub fn dash(&self, lengths: &[f64]) {
        let list: js_sys::Array = lengths.iter().map(|length| wasm_bindgen::JsValue::from(*length)).collect();
        let _ = self.context.set_line_dash(&list);
    }

    /// Begins a path.
    pub fn begin(&self) {
        self.context.begin_path();
    }

    /// Goes on with the path from here.
    pub fn move_to(&self, to: Point) {
        self.context.move_to(to.x, to.y);
    }

    /// Goes on with the path to here.
    pub fn line_to(&self, to: Point) {
        self.context.line_to(to.x, to.y);
    }

    /// Goes on with the path around a bend.
    pub fn bend_to(&self, corner: Point, to: Point) {
        self.context.quadratic_curve_to(corner.x, corner.y, to.x, to.y);
    }

    /// Adds a rectangle to the path, with rounded corners.
    pub fn rounded(&self, rect: Rect, radius: f64) {
        let _ = self.context.round_rect_with_f64(rect.x, rect.y, rect.width, rect.height, radius);
    }

    /// Adds a rectangle to the path.
    pub fn rect(&self, rect: Rect) {
        self.context.rect(rect.x, rect.y, rect.width, rect.height);
    }

    /// Draws the path as a line.
    pub fn stroke(&self) {
        self.context.stroke();
    }

    /// Fills the path.
    pub fn fill_path(&self) {
        self.context.fill();
    }

    /// Texts from now on are written like this; the words of a style sheet's `font`.
    pub fn font(&self, font: &str) {
        self.context.set_font(font);
    }

    /// Texts from now on are centred around their place, or start there.
    pub fn center(&self, is_centered: bool) {
        self.context.set_text_align(if is_centered { "center" } else { "left" });
    }

    /// Writes a text; the place is on its base line.
    pub fn text(&self, text: &str, at: Point) {
        let _ = self.context.fill_text(text, at.x, at.y);
    }
}
