//! `atoll simulate`: what would happen if, by the same simulations that the browser runs.

mod text;

use std::path::{Path, PathBuf};

use atoll_core::format::NoteKind;
use atoll_core::model::{ElementId, Landscape, ScenarioId};
use atoll_core::scenario;
use atoll_core::simulation::comparison::{Difference, compare};
use atoll_core::simulation::{self, Request, SEED, SIMULATIONS, Simulation, export};
use clap::{Args, ValueEnum};

use super::output::{complain, print};
use super::{End, input};

/// Simulates what would happen: a change, an outage, delivery, teams, an extraction, growth
///
/// Reads Atoll's own files and Context Mapper's. The same file, question and seed give the same figures as in the
/// browser. Without a simulation it lists them with what can be asked.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 simulated, 2 a file that could not be read whole, or a question without an answer."
)]
pub(super) struct Arguments {
    /// Which simulation: ripple, outage, delivery …; without, they are listed
    #[arg(value_name = "SIMULATION")]
    simulation: Option<String>,
    /// The file
    #[arg(value_name = "FILE", requires = "simulation")]
    file: Option<PathBuf>,
    /// What it is about: the name or the identifier of a context, a team, a deployable …
    #[arg(long, value_name = "ELEMENT")]
    about: Option<String>,
    /// A choice, as in `kind=breaking`; can be given several times
    #[arg(long = "set", value_name = "KEY=CHOICE")]
    settings: Vec<String>,
    /// Where chance begins
    #[arg(long, default_value_t = SEED)]
    seed: u64,
    /// How many replications or trials; 0 for as many as the simulation finds right
    #[arg(long, default_value_t = 0)]
    effort: u32,
    /// Only what a formula says: nothing is drawn
    #[arg(long)]
    formula: bool,
    /// Compares what is with what this scenario brings (its name or identifier)
    #[arg(long, value_name = "SCENARIO")]
    scenario: Option<String>,
    /// How to say it: for people, as one JSON object, or as comma-separated values
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
}

/// Does it.
pub(super) fn run(arguments: &Arguments) -> End {
    let Some(code) = &arguments.simulation else { return print(&text::list()) };
    let Some(simulation) = simulation::simulation(code) else {
        let known: Vec<&str> = SIMULATIONS.iter().map(|simulation| simulation.code).collect();
        return refuse(&format!("There is no simulation `{code}`. There are: {}.", known.join(", ")));
    };
    match &arguments.file {
        Some(file) => simulate(simulation, file, arguments),
        None => print(&text::one(simulation)),
    }
}

fn refuse(sentence: &str) -> End {
    complain(sentence);
    End::Failed
}

fn simulate(simulation: &Simulation, file: &Path, arguments: &Arguments) -> End {
    let import = match input::read(file) {
        Ok(import) => import,
        Err(sentences) => return refuse(&sentences),
    };
    let called = file.to_string_lossy();
    let broken = import.notes.iter().filter(|note| note.kind == NoteKind::NotUnderstood);
    broken.for_each(|note| complain(&input::spell(&called, note)));
    let landscape = import.landscape();
    let asked = asked(simulation, &landscape, arguments).and_then(|(request, scenario)| {
        let answer = |landscape: &Landscape| {
            let report = match arguments.formula {
                true => (simulation.estimate)(landscape, &request),
                false => simulation.run(landscape, &request),
            };
            report.map_err(|refusal| refusal.0)
        };
        let Some(scenario) = scenario else { return Ok((answer(&landscape)?, Vec::new())) };
        let planned = landscape.scenarios.get(&scenario).map(|it| scenario::outlook(&landscape, it).landscape);
        let report = answer(&planned.unwrap_or_else(|| landscape.clone()))?;
        let differences = answer(&landscape).map(|before| compare(&before, &report)).unwrap_or_default();
        Ok((report, differences))
    });
    let (report, differences): (_, Vec<Difference>) = match asked {
        Ok(answer) => answer,
        Err(sentence) => return refuse(&sentence),
    };
    let printed = print(&match arguments.format {
        Format::Text => text::spell(&landscape, &report, &differences),
        Format::Json => export::json(&report),
        Format::Csv => export::csv(&report),
    });
    printed.max(if import.is_broken() { End::Failed } else { End::Well })
}

/// The question, and the scenario that is asked for.
fn asked(
    simulation: &Simulation,
    landscape: &Landscape,
    arguments: &Arguments,
) -> Result<(Request, Option<ScenarioId>), String> {
    let mut request = Request { seed: arguments.seed, effort: arguments.effort, ..Request::default() };
    let known = (simulation.settings)(landscape);
    for setting in &arguments.settings {
        let (key, choice) =
            setting.split_once('=').ok_or_else(|| format!("`{setting}` is not of the form KEY=CHOICE."))?;
        let Some(found) = known.iter().find(|known| known.key == key) else {
            let keys: Vec<&str> = known.iter().map(|known| known.key).collect();
            return Err(format!("{} has no choice `{key}`. It has: {}.", simulation.name, keys.join(", ")));
        };
        if !found.options.is_empty() && !found.options.iter().any(|(code, _)| code == choice) {
            let codes: Vec<&str> = found.options.iter().map(|(code, _)| code.as_str()).collect();
            return Err(format!("`{key}` cannot be `{choice}`. It can be: {}.", codes.join(", ")));
        }
        request = request.with(key, choice);
    }
    if let Some(word) = &arguments.about {
        let kinds = simulation.asks_of;
        let ids = kinds.iter().flat_map(|kind| landscape.ids_of(*kind));
        let found = find(landscape, ids, word);
        request.subject =
            Some(found.ok_or_else(|| format!("There is no `{word}` that {} is about.", simulation.name))?);
    }
    let scenario = arguments.scenario.as_ref().map(|word| {
        let ids = landscape.scenarios.keys().map(|id| ElementId::from(*id));
        match find(landscape, ids, word) {
            Some(ElementId::Scenario(id)) => Ok(id),
            _ => Err(format!("There is no scenario `{word}`.")),
        }
    });
    Ok((request, scenario.transpose()?))
}

/// The element of this identifier, else the first of this name.
fn find(landscape: &Landscape, ids: impl Iterator<Item = ElementId>, word: &str) -> Option<ElementId> {
    let ids: Vec<ElementId> = ids.collect();
    let by_id = ids.iter().find(|id| id.to_string() == word);
    let by_name = || ids.iter().find(|id| landscape.name(**id).to_lowercase() == word.to_lowercase());
    by_id.or_else(by_name).copied()
}
