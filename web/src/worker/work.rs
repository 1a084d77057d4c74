//! The worker's desk: one question at a time, a slice between two looks at what the page says.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::simulation::sensitivity::sensitivity;
use atoll_core::simulation::{self, Refusal, Run};

use super::{Answered, Ask, Task, Told};
use crate::platform::frame::surely_later;
use crate::platform::page;
use crate::platform::worker::OwnSide;

/// The page hears at most this often, in milliseconds: reading an answer takes it time as well.
const TELL_EVERY: f64 = 120.0;

/// What is worked on.
struct Runs {
    number: u32,
    run: Box<dyn Run>,
    before: Option<Box<dyn Run>>,
    told_at: f64,
}

/// A desk that answers this page.
pub fn open(page: OwnSide) -> super::Desk {
    let desk = Rc::new(Desk { page, runs: RefCell::default(), is_working: Cell::default() });
    Rc::new(move |text| desk.take(text))
}

/// Takes questions and answers them.
struct Desk {
    page: OwnSide,
    runs: RefCell<Option<Runs>>,
    is_working: Cell<bool>,
}

impl Desk {
    /// Takes a question; what was worked on before is dropped.
    fn take(self: &Rc<Self>, text: &str) {
        self.runs.borrow_mut().take();
        let Ok(Ask { number, task: Some(task) }) = serde_json::from_str(text) else { return };
        match begin(number, &task) {
            Ok(Begun::Runs(runs)) => {
                *self.runs.borrow_mut() = Some(runs);
                self.go_on();
            }
            Ok(Begun::Done(answered)) => self.tell(number, 1.0, answered),
            Err(refusal) => self.tell(number, 1.0, Answered::Refused(refusal)),
        }
    }

    /// Works on after the page had a chance to say something.
    fn go_on(self: &Rc<Self>) {
        if self.is_working.replace(true) {
            return;
        }
        let desk = self.clone();
        surely_later(0, move || {
            desk.is_working.set(false);
            desk.slice();
        });
    }

    fn slice(self: &Rc<Self>) {
        let mut runs = self.runs.borrow_mut();
        let Some(Runs { number, run, before, told_at }) = &mut *runs else { return };
        let progress = |run: &dyn Run, before: &Option<Box<dyn Run>>| {
            before.as_ref().map_or(run.progress(), |before| (run.progress() + before.progress()) / 2.0)
        };
        // Both go on in step, so that what is told of one can be compared with the other.
        match before {
            Some(before) if before.progress() < run.progress() => before.step(),
            _ => run.step(),
        }
        let done = progress(run.as_ref(), before);
        let (number, now) = (*number, page::now());
        if done >= 1.0 || now - *told_at >= TELL_EVERY {
            *told_at = now;
            let reports = (Box::new(run.report()), before.as_ref().map(|before| Box::new(before.report())));
            let answered = Answered::Report(reports.0, reports.1);
            if done >= 1.0 {
                *runs = None;
            }
            drop(runs);
            self.tell(number, done, answered);
        } else {
            drop(runs);
        }
        if done < 1.0 {
            self.go_on();
        }
    }

    fn tell(&self, number: u32, progress: f64, answered: Answered) {
        // An answer is made of names and numbers: writing it cannot fail.
        self.page.tell(&serde_json::to_string(&Told { number, progress, answered }).unwrap_or_default());
    }
}

enum Begun {
    Runs(Runs),
    Done(Answered),
}

fn begin(number: u32, task: &Task) -> Result<Begun, Refusal> {
    let Task { simulation, request, landscape, before, is_sensitivity } = task;
    let simulation = simulation::simulation(simulation).ok_or_else(|| Refusal::new("There is no such simulation."))?;
    let read = |text: &String| -> Result<Landscape, Refusal> {
        native::parse(text).map_err(|error| Refusal::new(error.to_string()))
    };
    let landscape = read(landscape)?;
    if *is_sensitivity {
        return Ok(Begun::Done(Answered::Sensitivity(Box::new(sensitivity(simulation, &landscape, request)?))));
    }
    let before = before.as_ref().map(read).transpose()?;
    let Some(start) = simulation.start else {
        let report = Box::new((simulation.estimate)(&landscape, request)?);
        // What is may lack what is asked about: then there is nothing to compare with.
        let before = before.and_then(|before| (simulation.estimate)(&before, request).ok()).map(Box::new);
        return Ok(Begun::Done(Answered::Report(report, before)));
    };
    let run = start(&landscape, request)?;
    let before = before.and_then(|before| start(&before, request).ok());
    Ok(Begun::Runs(Runs { number, run, before, told_at: page::now() }))
}
