//! What the cron trigger sets off: applications are told again of sessions that ended, signing keys get successors, and what
//! is over leaves the database. Each goes on where another failed.

use super::Context;
use crate::config::Settings;
use crate::documents::load_directory;
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
        purge_audit(context, settings).await;
    }
    note(platform, "purge", purge::purge(platform, platform.now()).await);
}

/// Deletes the part of the trace that is older than the tenant keeps it; nothing while the tenant's document can't be
/// read or is at fault, since what serves then may not be what it says.
async fn purge_audit<P: Platform>(context: &Context<P>, settings: &Settings) {
    let (platform, now) = (&context.platform, context.platform.now());
    let loaded = load_directory(platform, &settings.mode(), &context.isolate.types).await;
    if let Ok(loaded) = loaded
        && loaded.faults.is_empty()
        && loaded.kv_failed.is_none()
    {
        let days = loaded.value.tenant.audit_days;
        note(platform, "purge of audit", purge::purge_audit(platform, days, now).await);
    }
}

fn note<P: Platform, T>(platform: &P, work: &str, done: Result<T, impl Debug>) {
    if let Err(failure) = done {
        let reason = format!("{work}: {failure:?}");
        platform.log(&json!({"event": "failure", "reason": reason}).to_string());
    }
}
