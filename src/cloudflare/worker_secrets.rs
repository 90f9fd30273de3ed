//! Secrets of this Worker.

use super::Edge;
use crate::ports::WorkerSecrets;

/// What no document may name: whoever edits configuration would have it sent to a server of their own.
const OWN: [&str; 2] = ["MASTER_KEY", "HEALTH_TOKEN"];

impl WorkerSecrets for Edge {
    fn worker_secret(&self, name: &str) -> Option<String> {
        if OWN.contains(&name) {
            return None;
        }
        self.0.env.secret(name).ok().map(|secret| secret.to_string())
    }
}
