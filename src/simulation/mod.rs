//! A user flow walked by a script of answers: the worker's own engine, store and pages, without a network. The
//! script may say what it expects; what does not hold is told with its place in the script.

mod account;
mod answer;
mod browser;
mod expectation;
mod faults;
mod page;
mod report;
mod sample;
mod script;
mod skeleton;
mod tokens;
mod visit;
mod world;

pub use page::{Field, Page};
pub use report::{Ending, Mail, Report, Seen, VisitReport};
pub use script::{Answer, Script, schema};
pub use skeleton::skeleton;
pub use world::{ISSUER, World};

use self::faults::Faults;

/// Plays `script` in `world`: what was seen, and every expectation that does not hold.
///
/// # Errors
/// When the world itself fails.
pub fn play(world: &World, script: &Script) -> Result<Report, String> {
    let mut report = Report::default();
    let mut cookies = crate::native::Cookies::new();
    world.begin(script.day.as_deref());
    for (at, visit) in script.visits.iter().enumerate() {
        let mut faults = Faults { pointer: format!("/visits/{at}"), found: Vec::new() };
        let seen = visit::make(world, &mut cookies, visit, &mut faults)?;
        report.visits.push(seen);
        report.faults.append(&mut faults.found);
        if !report.faults.is_empty() {
            break;
        }
    }
    Ok(report)
}
