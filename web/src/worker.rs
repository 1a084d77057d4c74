//! What is computed beside the page, so that the page never waits: simulations that draw by chance, slice by slice, and
//! which assumption counts most.

mod message;
mod work;

pub use message::{Answered, Ask, Task, Told};
pub use work::open;

/// What takes questions. What is fetched first does not name what is behind it.
pub type Desk = Rc<dyn Fn(&str)>;

use std::cell::RefCell;
use std::rc::Rc;

use crate::parts;
use crate::platform::worker::{self, OwnSide};

/// Listens to the page and works for it. What is asked before the parts are there waits for them.
pub fn begin(page: OwnSide) {
    let early: Rc<RefCell<Option<Vec<String>>>> = Rc::new(RefCell::new(Some(Vec::new())));
    let desk: Rc<RefCell<Option<Desk>>> = Rc::default();
    page.listen({
        let (early, desk) = (early.clone(), desk.clone());
        move |text| match (&*desk.borrow(), &mut *early.borrow_mut()) {
            (Some(desk), _) => desk(&text),
            (None, Some(waiting)) => waiting.push(text),
            (None, None) => {}
        }
    });
    worker::soon(async move {
        // Where they cannot be fetched the page hears nothing and says so after a while.
        let Ok(parts) = parts::fetch().await else { return };
        let ready = (parts.desk)(page);
        let waiting = early.borrow_mut().take().unwrap_or_default();
        *desk.borrow_mut() = Some(ready.clone());
        for text in waiting {
            ready(&text);
        }
    });
}
