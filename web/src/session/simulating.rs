//! Simulations: which one is asked what, the answer by formula while one draws, what is drawn by chance in the worker.
//!
//! All of it is fetched with the parts; the session only keeps a place for it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use atoll_core::format::native;
use atoll_core::model::{ElementId, ElementKind, Landscape};
use atoll_core::simulation::plot::Plot;
use atoll_core::simulation::{self, Refusal, Report, Request, Simulation};
use atoll_core::sorted_map::SortedMap;
use leptos::prelude::*;

use super::{LeftPanel, Session, Warmth};
use crate::canvas::markup;
use crate::platform::frame::{Later, later, surely_later};
use crate::platform::worker::Worker;
use crate::worker::{Answered, Ask, Task, Told};

/// The formula is asked this long after the last change, in milliseconds: while one drags, about every other frame.
const ASK_AFTER: u32 = 30;
/// Which assumption counts most is asked once somebody pauses.
const WEIGH_AFTER: u32 = 700;
/// So many letters stand on an element of the map.
const WORDS_MOST: usize = 14;
/// A worker that has said nothing for so long, in milliseconds, has not started.
const PATIENCE: u32 = 30_000;

/// What panels read of simulations.
#[derive(Clone)]
pub struct Simulating {
    /// Which one is open; nothing for the list.
    pub open: ArcRwSignal<Option<&'static Simulation>>,
    /// What is asked.
    pub request: ArcRwSignal<Request>,
    /// What is known.
    pub answer: ArcRwSignal<Result<Option<Arc<Answer>>, Refusal>>,
    /// How far the worker is; nothing while it rests.
    pub progress: ArcRwSignal<Option<f64>>,
    /// Which assumption counts most.
    pub sensitivity: ArcRwSignal<Option<Arc<Plot>>>,
    /// Whether the panel is wide, for larger pictures.
    pub is_wide: ArcRwSignal<bool>,
    behind: Rc<Behind>,
}

/// An answer, and that for what is where a scenario is drawn on.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The answer.
    pub report: Report,
    /// The same question, asked of what is.
    pub before: Option<Report>,
}

#[derive(Default)]
struct Behind {
    worker: RefCell<Option<Worker>>,
    number: RefCell<u32>,
    waiting: RefCell<Option<Later>>,
    weighing: RefCell<Option<Later>>,
    has_heard: RefCell<bool>,
}

impl Simulating {
    fn new() -> Self {
        Self {
            open: ArcRwSignal::default(),
            request: ArcRwSignal::default(),
            answer: ArcRwSignal::new(Ok(None)),
            progress: ArcRwSignal::default(),
            sensitivity: ArcRwSignal::default(),
            is_wide: ArcRwSignal::default(),
            behind: Rc::default(),
        }
    }
}

impl Session {
    /// What there is to read of simulations; the same for as long as the page lives.
    pub fn simulating(&self) -> Simulating {
        let inner = self.inner();
        let mut kept = inner.simulating.borrow_mut();
        let known = kept.as_ref().and_then(|kept| kept.downcast_ref::<Simulating>().cloned());
        known.unwrap_or_else(|| {
            let simulating = Simulating::new();
            *kept = Some(Rc::new(simulating.clone()));
            simulating
        })
    }

    /// Opens a simulation, or the list of them; what is chosen is asked about where that makes sense.
    pub fn open_simulation(&self, simulation: Option<&'static Simulation>) {
        let simulating = self.simulating();
        simulating.open.set(simulation);
        simulating.request.update(|request| request.settings = SortedMap::default());
        simulating.answer.set(Ok(None));
        simulating.sensitivity.set(None);
        self.stop_drawing();
        self.signals.left.set(Some(LeftPanel::Simulations));
        self.lay_panels();
        self.follow_chosen();
        self.ask_soon();
    }

    /// What is chosen on the map becomes what is asked about, where the simulation can be asked about it.
    pub fn follow_chosen(&self) {
        let simulating = self.simulating();
        let Some(simulation) = simulating.open.get_untracked() else { return };
        let chosen = self.peek(|editor| editor.single());
        let fits = |id: &ElementId| simulation.asks_of.contains(&id.kind());
        let known = simulating.request.with_untracked(|request| request.subject);
        let is_there = |id: &ElementId| self.peek(|editor| editor.landscape().contains(*id));
        let kept = known.filter(|id| fits(id) && is_there(id));
        let first = || {
            let is_of_contexts = simulation.asks_of.contains(&ElementKind::Context) && !simulation.asks_of_all;
            let first = self.peek(|editor| editor.landscape().contexts.keys().next().copied());
            first.filter(|_| is_of_contexts).map(ElementId::from)
        };
        self.ask_about(chosen.filter(fits).or(kept).or_else(first));
    }

    /// Asks about this element, or about the whole landscape.
    pub fn ask_about(&self, subject: Option<ElementId>) {
        let simulating = self.simulating();
        if simulating.request.with_untracked(|request| request.subject != subject) {
            simulating.request.update(|request| request.subject = subject);
            self.ask_soon();
        }
    }

    /// Chooses among what a simulation offers.
    pub fn choose_setting(&self, key: &'static str, choice: String) {
        let simulating = self.simulating();
        simulating.request.update(|request| drop(request.settings.insert(key.to_owned(), choice)));
        self.ask_soon();
    }

    /// Sets how often is drawn, or from which seed.
    pub fn set_chance(&self, change: impl FnOnce(&mut Request)) {
        self.simulating().request.update(change);
        self.ask_soon();
    }

    /// Asks the formula a moment later; what the worker draws is of yesterday and stops.
    pub fn ask_soon(&self) {
        let (session, simulating) = (*self, self.simulating());
        self.stop_drawing();
        let job = move || session.ask_now();
        *simulating.behind.waiting.borrow_mut() = Some(later(ASK_AFTER, job));
    }

    fn ask_now(&self) {
        let simulating = self.simulating();
        let Some(simulation) = simulating.open.get_untracked() else { return };
        let request = simulating.request.get_untracked();
        let answer = self.peek(|editor| {
            let report = (simulation.estimate)(editor.landscape(), &request)?;
            let base = editor.document.scenario().is_some().then(|| editor.document.base());
            let before = base.and_then(|base| (simulation.estimate)(base, &request).ok());
            Ok(Some(Arc::new(Answer { report, before })))
        });
        simulating.answer.set(answer);
        self.show_warmth();
        let session = *self;
        *simulating.behind.weighing.borrow_mut() = Some(later(WEIGH_AFTER, move || session.weigh_assumptions()));
    }

    /// Asks which assumption counts most, unless the worker has something else to do.
    fn weigh_assumptions(&self) {
        let simulating = self.simulating();
        if simulating.progress.get_untracked().is_none() && simulating.answer.with_untracked(Result::is_ok) {
            self.tell_worker(true);
        }
    }

    /// Draws by chance, in the worker.
    pub fn draw_by_chance(&self) {
        self.simulating().progress.set(Some(0.0));
        self.tell_worker(false);
    }

    /// Stops what is drawn; what is known by then stays.
    pub fn stop_drawing(&self) {
        let simulating = self.simulating();
        simulating.behind.weighing.borrow_mut().take();
        if simulating.progress.get_untracked().is_some() {
            simulating.progress.set(None);
            *simulating.behind.number.borrow_mut() += 1;
            let ask = Ask { number: *simulating.behind.number.borrow(), task: None };
            self.send(&simulating, &ask);
        }
    }

    fn tell_worker(&self, is_sensitivity: bool) {
        let simulating = self.simulating();
        let Some(simulation) = simulating.open.get_untracked() else { return };
        let text = |landscape: &Landscape| native::write(landscape);
        let (landscape, before) = self.peek(|editor| {
            let is_planned = editor.document.scenario().is_some() && !is_sensitivity;
            (text(editor.landscape()), is_planned.then(|| text(editor.document.base())))
        });
        let request = simulating.request.get_untracked();
        let number = {
            let mut number = simulating.behind.number.borrow_mut();
            *number += 1;
            *number
        };
        let task = Task { simulation: simulation.code.to_owned(), request, landscape, before, is_sensitivity };
        self.send(&simulating, &Ask { number, task: Some(task) });
    }

    fn send(&self, simulating: &Simulating, ask: &Ask) {
        let session = *self;
        let mut worker = simulating.behind.worker.borrow_mut();
        if worker.is_none() {
            *worker = Worker::start(move |text| session.heard_worker(&text));
            let behind = simulating.behind.clone();
            surely_later(PATIENCE, move || {
                if !*behind.has_heard.borrow() && session.simulating().progress.get_untracked().is_some() {
                    session.no_worker();
                }
            });
        }
        match &*worker {
            Some(worker) => worker.tell(&serde_json::to_string(ask).unwrap_or_default()),
            None => self.no_worker(),
        }
    }

    fn no_worker(&self) {
        self.simulating().progress.set(None);
        let words = "This browser lets Atoll compute nothing beside the page: what is shown is by formula.";
        self.toast(words.to_owned(), true);
    }

    fn heard_worker(&self, text: &str) {
        let simulating = self.simulating();
        *simulating.behind.has_heard.borrow_mut() = true;
        let Ok(Told { number, progress, answered }) = serde_json::from_str(text) else { return };
        if number != *simulating.behind.number.borrow() {
            return;
        }
        match answered {
            Answered::Report(report, before) => {
                let answer = Answer { report: *report, before: before.map(|before| *before) };
                simulating.answer.set(Ok(Some(Arc::new(answer))));
                simulating.progress.set((progress < 1.0).then_some(progress));
                self.show_warmth();
                if progress >= 1.0 && simulating.sensitivity.with_untracked(Option::is_none) {
                    self.weigh_assumptions();
                }
            }
            Answered::Sensitivity(plot) => simulating.sensitivity.set(Some(Arc::new(*plot))),
            Answered::Refused(refusal) if simulating.progress.get_untracked().is_some() => {
                simulating.progress.set(None);
                simulating.answer.set(Err(refusal));
            }
            Answered::Refused(_) => {}
        }
    }

    /// What the answer says of each element is shown on the map while the panel is open.
    pub fn show_warmth(&self) {
        let simulating = self.simulating();
        let warmth = simulating.answer.with_untracked(|answer| {
            let report = &answer.as_ref().ok()?.as_ref()?.report;
            let of = report.heat.iter().map(|heat| {
                // There is room for a few letters on the map; the tables say the rest.
                let is_short = heat.words.chars().count() <= WORDS_MOST;
                let words = if is_short { heat.words.clone() } else { markup::percent(heat.share) };
                (heat.element, (heat.share, words))
            });
            (!report.heat.is_empty()).then(|| Warmth { source: report.subject, of: of.collect() })
        });
        let is_open = self.signals.left.get_untracked() == Some(LeftPanel::Simulations);
        self.warm(warmth.filter(|_| is_open && simulating.open.with_untracked(Option::is_some)));
    }

    /// The panel closes: nothing is drawn any more, and the map shows itself.
    pub fn close_simulations(&self) {
        self.stop_drawing();
        self.simulating().behind.waiting.borrow_mut().take();
        self.warm(None);
    }

    /// The simulation of this code, asked about this element.
    pub fn simulate(&self, code: &str, subject: Option<ElementId>) {
        self.open_simulation(simulation::simulation(code));
        self.ask_about(subject);
    }
}
