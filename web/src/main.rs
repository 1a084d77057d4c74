//! The browser's entry.

fn main() {
    console_error_panic_hook::set_once();
    atoll_web::start::start();
}
