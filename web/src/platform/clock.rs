//! Times as the person's calendar and clock have them.

use wasm_bindgen::JsValue;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The day and the time of a moment in milliseconds since 1970, as in "22 Nov 2026" and "10:31".
pub fn local(milliseconds: i64) -> (String, String) {
    let date = js_sys::Date::new(&JsValue::from(milliseconds as f64));
    let month = MONTHS.get(date.get_month() as usize).copied().unwrap_or_default();
    let day = format!("{} {month} {}", date.get_date(), date.get_full_year());
    (day, format!("{:02}:{:02}", date.get_hours(), date.get_minutes()))
}
