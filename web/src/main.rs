//! The browser's entry, for the page and for its worker.

fn main() {
    console_error_panic_hook::set_once();
    match atoll_web::platform::worker::own_side() {
        Some(page) => atoll_web::worker::begin(page),
        None => atoll_web::start::start(),
    }
}
