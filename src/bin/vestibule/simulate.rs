//! `vestibule simulate`: a flow, walked by a script of answers.

use crate::arguments::Arguments;
use crate::check::count;
use crate::checked::Checked;
use crate::failure::Failure;
use crate::{folder, simulate_text};
use serde::Serialize;
use std::fs;
use std::path::Path;
use vestibule::config::{Fault, Mode, check_folder};
use vestibule::simulation::{ISSUER, Script, World, play, skeleton};

/// Plays the script, or prints one to begin with.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &["app", "dir", "script"], &["development", "json"])?;
    let flow = arguments.word("the flow's id")?;
    let script = arguments.one("script")?.map(script).transpose()?;
    let named = script.as_ref().and_then(|script| script.application.as_deref());
    let world = world(&arguments, flow, arguments.one("app")?.or(named))?;
    match script {
        Some(script) => simulate(&world, &script, arguments.flag("json")),
        None => print(&skeleton(&world).map_err(Failure::Other)?),
    }
}

fn script(path: &str) -> Result<Script, Failure> {
    let text =
        fs::read_to_string(path).map_err(|error| Failure::Other(format!("{path}: {error}")))?;
    Script::read(&text).map_err(|faults| faulty(&faults))
}

/// The folder's documents, without a fault, and what of them is played with.
fn world(arguments: &Arguments<'_>, flow: &str, app: Option<&str>) -> Result<World, Failure> {
    let development = arguments.flag("development");
    let documents = folder::read(Path::new(arguments.one("dir")?.unwrap_or("config")))?;
    let mode = Mode { development, issuer: ISSUER.to_owned() };
    let faults = check_folder(&documents, &mode);
    if !faults.is_empty() {
        return Err(faulty(&faults));
    }
    let Checked { mut flows, apps, .. } = Checked::of(&documents, &mode);
    let there = flows.keys().cloned().collect::<Vec<_>>().join(", ");
    let Some(chosen) = flows.remove(flow) else {
        return Err(Failure::Usage(format!("there is no flow {flow}; there are: {there}")));
    };
    let mut serves = apps.into_values().filter(|app| app.flows.iter().any(|id| id == flow));
    let application = match app {
        Some(id) => serves.find(|app| app.client_id == id),
        None => serves.next(),
    };
    let Some(application) = application else {
        let which =
            app.map_or_else(|| "no application".to_owned(), |id| format!("no application {id}"));
        return Err(Failure::Usage(format!("there is {which} that names the flow {flow}")));
    };
    World::new(&documents, application, chosen).map_err(Failure::Other)
}

fn simulate(world: &World, script: &Script, as_json: bool) -> Result<(), Failure> {
    let report = play(world, script).map_err(Failure::Other)?;
    if as_json {
        print(&report)?;
    } else {
        print!("{}", simulate_text::of(&report));
    }
    if report.faults.is_empty() { Ok(()) } else { Err(faulty(&report.faults)) }
}

fn print(value: &impl Serialize) -> Result<(), Failure> {
    let text =
        serde_json::to_string_pretty(value).map_err(|error| Failure::Other(error.to_string()))?;
    println!("{text}");
    Ok(())
}

fn faulty(faults: &[Fault]) -> Failure {
    let lines: Vec<_> = faults.iter().map(Fault::to_string).collect();
    Failure::Other(format!("{}\n{}", lines.join("\n"), count(faults.len(), "fault")))
}
