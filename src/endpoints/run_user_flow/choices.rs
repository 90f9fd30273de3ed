//! The applications and flows that can be run.

use crate::config::check_application;
use crate::encode::gather::Gather;
use crate::failure::Failure;
use crate::pages::run_user_flow::Run;
use crate::ports::Platform;
use crate::request::site::Site;

/// How many documents KV gives at once.
const AT_ONCE: usize = 100;

/// What there is to choose from.
pub struct Choices {
    /// Each application with each of its flows.
    pub runs: Vec<Run>,
    /// Every flow's id.
    pub flows: Vec<String>,
}

impl Choices {
    /// The applications that name `flow`: `client_id` and name.
    pub fn naming(self, flow: &str) -> Vec<(String, String)> {
        let naming = self.runs.into_iter().filter(|run| run.flow == flow);
        naming.map(|run| (run.client_id, run.application)).gather()
    }
}

/// Reads what KV holds; an application whose document has faults is left out.
///
/// # Errors
/// When KV does not answer.
pub async fn read<P: Platform>(site: &Site<'_, P>) -> Result<Choices, Failure> {
    let flows = site.platform.list("flow/").await?;
    let keys = site.platform.list("app/").await?;
    let mut runs = Vec::new();
    for keys in keys.chunks(AT_ONCE) {
        let texts = site.platform.read(keys).await?;
        for (key, text) in keys.iter().zip(texts) {
            runs.extend(of_application(site, key, &text.unwrap_or_default()));
        }
    }
    let id = |key: String| Some(key.strip_prefix("flow/")?.to_owned());
    Ok(Choices { runs, flows: flows.into_iter().filter_map(id).gather() })
}

fn of_application<P: Platform>(site: &Site<P>, key: &str, text: &str) -> Vec<Run> {
    let client_id = key.strip_prefix("app/").unwrap_or_default();
    let Ok(application) = check_application(client_id, text, &site.mode()) else {
        return Vec::new();
    };
    let name = application.display_name.in_language("en");
    let run = |flow: &String| Run {
        client_id: client_id.to_owned(),
        application: name.to_owned(),
        flow: flow.clone(),
    };
    application.flows.iter().map(run).collect()
}
