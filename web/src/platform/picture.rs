//! Vector pictures as raster pictures.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast as _, JsValue};

use super::file::download;

/// The most pixels that browsers reliably draw into one picture.
const PIXELS_LIMIT: f64 = 64_000_000.0;

/// Draws a vector picture of this size, twice as fine if it can be, and hands it out as a PNG file; calls back with
/// whether that worked.
pub fn download_png(name: String, svg: &str, size: (f64, f64), done: impl Fn(bool) + Clone + 'static) {
    let pixels = (size.0 * size.1).max(1.0);
    let scale = (PIXELS_LIMIT / pixels).sqrt().min(2.0);
    let parts = js_sys::Array::of1(&JsValue::from(svg));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options);
    let address = blob.and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob));
    let (Ok(address), Ok(image)) = (address, web_sys::HtmlImageElement::new()) else {
        done(false);
        return;
    };
    let (drawn, failed) = (image.clone(), done.clone());
    let used = address.clone();
    EventListener::once(&image, "load", move |_| {
        let is_done = draw(&drawn, size, scale, name, done.clone()).is_some();
        let _ = web_sys::Url::revoke_object_url(&used);
        if !is_done {
            done(false);
        }
    })
    .forget();
    EventListener::once(&image, "error", move |_| failed(false)).forget();
    image.set_src(&address);
}

fn draw(
    image: &web_sys::HtmlImageElement,
    size: (f64, f64),
    scale: f64,
    name: String,
    done: impl Fn(bool) + 'static,
) -> Option<()> {
    use wasm_bindgen::prelude::Closure;
    let canvas = leptos::prelude::document().create_element("canvas").ok()?;
    let canvas: web_sys::HtmlCanvasElement = canvas.dyn_into().ok()?;
    let (width, height) = (size.0 * scale, size.1 * scale);
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: web_sys::CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height).ok()?;
    let closure = Closure::once_into_js(move |blob: Option<web_sys::Blob>| match blob {
        Some(blob) => {
            download(&name, &blob);
            done(true);
        }
        None => done(false),
    });
    canvas.to_blob(closure.unchecked_ref()).ok()
}
