//! What an application names in other documents.

use super::{apis, contrast};
use crate::config::Fault;
use crate::config::fault::Faults;
use crate::flow::{Flow, Tenant};
use crate::protocol::{Api, Application, ClaimSource};
use std::collections::BTreeMap;

/// Flows and APIs of applications that describe themselves, and that are absent.
pub fn check_allowances(
    tenant: &Tenant,
    flows: &BTreeMap<String, Flow>,
    apis: &BTreeMap<String, Api>,
) -> Vec<Fault> {
    let faults = Faults::new("tenant");
    let at = &faults.root();
    for (block, allowance) in tenant.allowances() {
        let named = allowance.flows.iter().enumerate();
        for (index, id) in named.filter(|(_, id)| !flows.contains_key(*id)) {
            let at = &at.field(block).field("flows").item(index);
            at.fault(format!("there is no document flow/{id}"));
        }
        apis::check_named(&allowance.apis, apis, &at.field(block).field("apis"));
    }
    faults.into_vec()
}

/// Flows and APIs that are absent, claims of attributes that the tenant does not know, colours that can't be read over a flow's.
pub fn check(
    app: &Application,
    flows: &BTreeMap<String, Flow>,
    apis: &BTreeMap<String, Api>,
    tenant: &Tenant,
) -> Vec<Fault> {
    let faults = Faults::new(format!("app/{}", app.client_id));
    let at = &faults.root();
    for (index, id) in app.flows.iter().enumerate().filter(|(_, id)| !flows.contains_key(*id)) {
        at.field("flows").item(index).fault(format!("there is no document flow/{id}"));
    }
    apis::check_named(&app.apis, apis, &at.field("apis"));
    for (index, claim) in app.claims.iter().enumerate() {
        if let ClaimSource::Attribute(id) = &claim.source
            && !tenant.attributes.contains_key(id)
        {
            let known: Vec<_> = tenant.attributes.keys().map(String::as_str).collect();
            at.field("claims").item(index).field("source").fault(format!(
                "`{id}` is not an attribute; allowed: oid, tid, idp, acct, {}",
                known.join(", ")
            ));
        }
    }
    for flow in app.flows.iter().filter_map(|id| flows.get(id)) {
        contrast::check(&app.branding, &flow.branding.over(&tenant.branding), at);
    }
    faults.into_vec()
}
