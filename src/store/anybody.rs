//! What anybody may have kept has an end: so much from one network, and so much in all. What is over its network's limit
//! does not count in all, so that no network uses up what there is for everybody. Who proved who they are is not counted.

use super::batch::{Batch, Returned};
use super::counters::{Count, Limit, Throttled, batch_counted, count_where, within};
use crate::ports::{BatchError, Database, Value};

/// How much is kept.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From one network.
    pub from_ip: Limit,
    /// In all.
    pub in_all: Limit,
}

/// What public applications push, and their devices that ask: anybody can send it in their name.
pub const PUBLIC_REQUESTS: Limits = Limits {
    from_ip: Limit { kind: "request-ip", most: 300, window: 10 * 60 },
    in_all: Limit { kind: "request-all", most: 10_000, window: 10 * 60 },
};
/// Authorization requests too large for a cookie.
pub const LARGE_REQUESTS: Limits = Limits {
    from_ip: Limit { kind: "large-request-ip", most: 100, window: 3600 },
    in_all: Limit { kind: "large-request-all", most: 2_000, window: 3600 },
};
/// Applications that register themselves.
pub const REGISTRATIONS: Limits = Limits {
    from_ip: Limit { kind: "register-ip", most: 20, window: 24 * 3600 },
    in_all: Limit { kind: "register-all", most: 2_000, window: 24 * 3600 },
};
/// Looks at client ID metadata documents, of which copies are kept.
pub const CLIENT_DOCUMENTS: Limits = Limits {
    from_ip: Limit { kind: "client-document-ip", most: 100, window: 3600 },
    in_all: Limit { kind: "client-document-all", most: 2_000, window: 3600 },
};

/// Whom counts in all are of.
const ALL: &str = "";

/// Who has something kept.
#[derive(Debug, Clone, Copy)]
pub enum Sender<'a> {
    /// Somebody who proved who they are.
    Known,
    /// Anybody, from this network: its counter's key; none where networks are not counted.
    Anybody(Option<&'a str>),
}

impl<'a> Sender<'a> {
    /// A condition that holds while the sender may have more kept; it names `:network` and `:all`.
    pub fn may(self, limits: Limits) -> String {
        match self {
            Self::Known => "true".to_owned(),
            Self::Anybody(_) => {
                format!(
                    "{} AND {}",
                    within("network", limits.from_ip),
                    within("all", limits.in_all)
                )
            }
        }
    }

    /// What such a condition names.
    pub fn parameters(self) -> [(&'static str, Value); 2] {
        let network = match self {
            Self::Known => None,
            Self::Anybody(network) => network,
        };
        [("network", network.into()), ("all", ALL.into())]
    }

    /// What is counted where `condition` holds, which names `parameters`.
    pub fn counts(
        self,
        limits: Limits,
        now: i64,
        condition: &str,
        parameters: &[(&'static str, Value)],
    ) -> Vec<Count<'a>> {
        let Self::Anybody(network) = self else { return Vec::new() };
        let named = [parameters, &self.parameters()].concat();
        let of_network =
            network.map(|network| count_where(limits.from_ip, network, now, condition, &named));
        let in_all = format!("({condition}) AND {}", within("network", limits.from_ip));
        let in_all = count_where(limits.in_all, ALL, now, &in_all, &named);
        of_network.into_iter().chain([in_all]).collect()
    }
}

/// Counts what `sender` wants kept, and keeps it by statements that [`Sender::may`] guards: what they returned.
pub async fn batch_within(
    database: &impl Database,
    limits: Limits,
    sender: Sender<'_>,
    now: i64,
    guarded: Batch<'_>,
) -> Result<Result<Returned, Throttled>, BatchError> {
    let counts = sender.counts(limits, now, "true", &[]);
    let (returned, throttled) = batch_counted(database, counts, now, guarded).await?;
    Ok(throttled.map_or(Ok(returned), Err))
}
