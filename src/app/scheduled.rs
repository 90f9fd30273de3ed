//! What the cron trigger sets off: applications are told again of sessions that ended, signing keys get successors,
//! documents with faults are found before anybody meets them, and what is over leaves the database. Each goes on where another failed.

use super::Context;
use crate::clients::back_channel;
use crate::config::Settings;
use crate::documents::load_directory;
use crate::endpoints::health::faulty_documents;
use crate::ports::Platform;
use crate::store::purge::{self, Purged};
use serde_json::json;
use std::fmt::Debug;

/// Does all of it once.
pub async fn scheduled<P: Platform>(context: &Context<P>) {
    let platform = &context.platform;
    let mut audit_days = None;
    if let Ok(settings) = context.settings.as_ref() {
        let (keys, masters) = (&context.isolate.keys, &settings.master_keys);
        let told = back_channel::tell_again(platform, settings, &context.isolate).await;
        note(platform, "logout", told);
        note(platform, "signing keys", keys.rotate(platform, masters, platform.now()).await);
        let looked = faulty_documents::look(platform, settings, &context.isolate).await;
        note(platform, "documents", looked);
        audit_days = days_of_trace(context, settings).await;
    }
    match purge::purge(platform, audit_days).await {
        Ok(purged) => tell(platform, purged),
        Err(failure) => note::<_, ()>(platform, "purge", Err(failure)),
    }
}

fn tell<P: Platform>(platform: &P, purged: Purged) {
    let Purged { rows, failed, unfinished } = purged;
    let line = json!({"event": "purge", "rows": rows, "unfinished": unfinished});
    platform.log(&line.to_string());
    for (table, failure) in failed {
        note::<_, ()>(platform, &format!("purge of {table}"), Err(failure));
    }
}

/// For how many days the tenant keeps the trace; none while its document can't be read or is at fault, since what serves
/// then may not be what it says.
async fn days_of_trace<P: Platform>(context: &Context<P>, settings: &Settings) -> Option<u32> {
    let types = &context.isolate.types;
    let loaded = load_directory(&context.platform, &settings.mode(), types).await.ok()?;
    let certain = loaded.faults.is_empty() && loaded.kv_failed.is_none();
    certain.then_some(loaded.value.tenant.audit_days)
}

fn note<P: Platform, T>(platform: &P, work: &str, done: Result<T, impl Debug>) {
    if let Err(failure) = done {
        let reason = format!("{work}: {failure:?}");
        platform.log(&json!({"event": "failure", "reason": reason}).to_string());
    }
}
