//! What a change somewhere does, kept up to date while one draws: a step of work for each frame until it is exact or
//! drawn often enough.

use std::sync::Arc;

use atoll_core::model::{ContextId, Landscape};
use atoll_core::simulation::ripple::{Ripple, RippleModel, RippleRun};

/// The ripple that is shown.
#[derive(Debug, Default)]
pub struct RippleState {
    /// Where the change starts; nothing is shown without.
    pub source: Option<ContextId>,
    /// The landscape or the source changed since the run began.
    pub is_stale: bool,
    /// What paths are found in.
    pub model: Option<Arc<RippleModel>>,
    run: Option<RippleRun>,
}

impl RippleState {
    /// Whether there is work left to do.
    pub fn is_working(&self) -> bool {
        self.is_stale || self.run.as_ref().is_some_and(|run| !run.is_done())
    }

    /// Does a little work; answers with what is known by then, or nothing where no ripple is shown.
    pub fn step(&mut self, landscape: &Landscape) -> Option<Ripple> {
        if std::mem::take(&mut self.is_stale) {
            self.run = None;
            self.model = self.source.map(|_| Arc::new(RippleModel::of(landscape)));
        }
        let (source, model) = (self.source?, self.model.as_ref()?);
        let run = match &mut self.run {
            Some(run) => run,
            None => self.run.insert(model.start(source)?),
        };
        run.step(&model.network);
        Some(model.read(run))
    }
}
