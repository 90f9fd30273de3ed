//! `vestibule funnel`: how many runs came to each step, passed it, and stopped there, by the log.

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::step_lines::{Read, StepLine};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::Read as _;

/// The outcomes of who got past a step.
const PASSED: [&str; 3] = ["begun", "sent", "done"];

/// The runs of one flow of one application.
#[derive(Serialize)]
struct Funnel {
    application: String,
    flow: String,
    runs: usize,
    finished: usize,
    steps: Vec<Row>,
}

/// The runs at one step.
#[derive(Serialize)]
struct Row {
    step: String,
    /// Runs that a line tells of here.
    came: usize,
    /// Those that got past it.
    passed: usize,
    /// Those that were not finished and of which nothing later is told.
    stopped: usize,
    /// How often each reason was given to those who did not get past it.
    reasons: BTreeMap<String, usize>,
}

/// Prints a table for each application and flow, or JSON.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &[], &["json"])?;
    let mut read = Read::default();
    if arguments.words().is_empty() {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::Other(format!("standard input: {error}")))?;
        read.text(&String::from_utf8_lossy(&bytes));
    }
    for path in arguments.words() {
        let bytes =
            std::fs::read(path).map_err(|error| Failure::Other(format!("{path}: {error}")))?;
        read.text(&String::from_utf8_lossy(&bytes));
    }
    let funnels = funnels(&read.steps);
    if arguments.flag("json") {
        let said = serde_json::json!({"funnels": funnels, "unreadable": read.unreadable});
        println!("{said}");
    } else {
        for funnel in &funnels {
            print(funnel);
        }
        println!("{} lines of steps, {} unreadable lines", read.steps.len(), read.unreadable);
    }
    Ok(())
}

fn funnels(lines: &[StepLine]) -> Vec<Funnel> {
    let mut flows: BTreeMap<(&str, &str), Vec<&StepLine>> = BTreeMap::new();
    for line in lines {
        flows.entry((&line.application, &line.flow)).or_default().push(line);
    }
    flows
        .into_iter()
        .map(|((application, flow), lines)| funnel(application, flow, &lines))
        .collect()
}

fn funnel(application: &str, flow: &str, lines: &[&StepLine]) -> Funnel {
    let all = || lines.iter().copied();
    let finished = runs(all().filter(|line| line.step == "finish" && line.outcome == "done"));
    let mut last: HashMap<&str, &str> = HashMap::new();
    for line in all().filter(|line| !finished.contains(line.run.as_str())) {
        last.insert(&line.run, &line.step);
    }
    let mut seen = BTreeSet::new();
    let names = all().map(|line| line.step.as_str()).filter(|name| seen.insert(*name));
    let mut steps: Vec<Row> = names.map(|name| step(name, lines, &last)).collect();
    // The widest first; of two as wide the one met first, but the end last.
    steps.sort_by_key(|step| (std::cmp::Reverse(step.came), step.step == "finish"));
    Funnel {
        application: application.to_owned(),
        flow: flow.to_owned(),
        runs: runs(all()).len(),
        finished: finished.len(),
        steps,
    }
}

fn step(name: &str, lines: &[&StepLine], last: &HashMap<&str, &str>) -> Row {
    let here = || lines.iter().copied().filter(|line| line.step == name);
    let passed = |line: &&StepLine| PASSED.contains(&line.outcome.as_str());
    let mut reasons = BTreeMap::new();
    for line in here().filter(|line| !passed(line)) {
        *reasons.entry(line.reason.clone()).or_default() += 1;
    }
    Row {
        step: name.to_owned(),
        came: runs(here()).len(),
        passed: runs(here().filter(passed)).len(),
        stopped: last.values().filter(|step| **step == name).count(),
        reasons,
    }
}

fn runs<'a>(lines: impl Iterator<Item = &'a StepLine>) -> HashSet<&'a str> {
    lines.map(|line| line.run.as_str()).collect()
}

fn print(funnel: &Funnel) {
    let Funnel { application, flow, runs, finished, steps } = funnel;
    println!("{application}, flow {flow}: {runs} runs, {finished} finished");
    println!("  {:<12}{:>8}{:>8}{:>8}  reasons", "step", "came", "passed", "stopped");
    for Row { step, came, passed, stopped, reasons } in steps {
        let reasons: Vec<String> =
            reasons.iter().map(|(reason, times)| format!("{reason} {times}")).collect();
        let row = format!("  {step:<12}{came:>8}{passed:>8}{stopped:>8}  {}", reasons.join(", "));
        println!("{}", row.trim_ascii_end());
    }
    println!();
}
