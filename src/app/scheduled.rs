//! What the cron trigger sets off: applications are told again of sessions that ended, signing keys get successors, and what
//! is over leaves the database. Each goes on where another failed.

use super::Context;
use crate::endpoints::back_channel;
use crate::ports::Platform;
use crate::store::purge;
use serde_json::json;
use std::fmt::Debug;

/// Does all of it once.
pub async fn scheduled<P: Platform>(context: &Context<P>) {
    let platform = &context.platform;
    if let Ok(settings) = context.settings.as_ref() {
        let (keys, masters) = (&context.isolate.keys, &settings.master_keys);
        let told = back_channel::tell_again(platform, settings, &context.isolate).await;
        note(platform, "logout", told);
        note(platform, "signing keys", keys.rotate(platform, masters, platform.now()).await);
    }
    note(platform, "purge", purge::purge(platform, platform.now()).await);
}

fn note<P: Platform, T>(platform: &P, work: &str, done: Result<T, impl Debug>) {
    if let Err(failure) = done {
        let reason = format!("{work}: {failure:?}");
        platform.log(&json!({"event": "failure", "reason": reason}).to_string());
    }
}
