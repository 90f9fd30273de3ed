//! Whole requests on the native platform: the same app, the same SQL, no network.

#[cfg(test)]
#[path = "../support/mod.rs"]
mod support;
#[cfg(test)]
#[path = "../support/woodgrove.rs"]
mod woodgrove;
#[cfg(test)]
mod addresses;
#[cfg(test)]
mod accessible_pages;
#[cfg(test)]
mod account;
#[cfg(test)]
mod api_clients;
#[cfg(test)]
mod apis;
#[cfg(test)]
mod asked;
#[cfg(test)]
mod attribute_life;
#[cfg(test)]
mod attributes;
#[cfg(test)]
mod authorize_errors;
#[cfg(test)]
mod authorize_requests;
#[cfg(test)]
mod back_channel;
#[cfg(test)]
#[path = "../support/bad_documents.rs"]
mod bad_documents;
#[cfg(test)]
mod bad_edits;
#[cfg(test)]
mod branding;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod budgets;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod challenges;
#[cfg(test)]
mod changed_forms;
#[cfg(test)]
mod claims_parameter;
#[cfg(test)]
mod client_assertions;
#[cfg(test)]
mod client_authentication;
#[cfg(test)]
mod client_credentials;
#[cfg(test)]
mod client_id_metadata_documents;
#[cfg(test)]
mod client_key_sets;
#[cfg(test)]
mod closed_doors;
#[cfg(test)]
mod code_grant;
#[cfg(test)]
mod code_page;
#[cfg(test)]
mod configuration;
#[cfg(test)]
mod dpop;
#[cfg(test)]
mod dpop_userinfo;
#[cfg(test)]
mod cors;
#[cfg(test)]
mod device_programs;
#[cfg(test)]
mod discovery;
#[cfg(test)]
mod device_grant;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod email_domains;
#[cfg(test)]
mod enumeration;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod existing_accounts;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod front_channel;
#[cfg(test)]
mod funnel;
#[cfg(test)]
mod hosts;
#[cfg(test)]
mod head;
#[cfg(test)]
mod health;
#[cfg(test)]
mod introspection;
#[cfg(test)]
mod invalid_grant;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod form_actions;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod forms_without_origin;
#[cfg(test)]
mod kept_for_strangers;
#[cfg(test)]
mod kept_refresh_tokens;
#[cfg(test)]
mod key_rotation;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod knowing;
#[cfg(test)]
mod known_applications;
#[cfg(test)]
mod languages;
#[cfg(test)]
mod left_out_scopes;
#[cfg(test)]
mod logout;
#[cfg(test)]
mod looks;
#[cfg(test)]
mod lost_refreshes;
#[cfg(test)]
mod mailed_codes;
#[cfg(test)]
mod markup;
#[cfg(test)]
mod mutated;
#[cfg(test)]
mod named_addresses;
#[cfg(test)]
mod open_redirects;
#[cfg(test)]
mod own_schemes;
#[cfg(test)]
mod pages_before_their_proof;
#[cfg(test)]
mod passwords;
#[cfg(test)]
mod people;
#[cfg(test)]
mod preview;
#[cfg(test)]
mod popups;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod protocol_text;
#[cfg(test)]
mod purge;
#[cfg(test)]
mod pushed_requests;
#[cfg(test)]
mod public_requests;
#[cfg(test)]
mod races;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod refresh_grant;
#[cfg(test)]
mod registered_pages;
#[cfg(test)]
mod registration;
#[cfg(test)]
mod registered_secrets;
#[cfg(test)]
mod registration_management;
#[cfg(test)]
mod registration_metadata;
#[cfg(test)]
mod request_objects;
#[cfg(test)]
mod reset;
#[cfg(test)]
mod rollback;
#[cfg(test)]
mod room_for_transactions;
#[cfg(test)]
mod run_user_flow;
#[cfg(test)]
mod session_management;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod sign_up;
#[cfg(test)]
mod signer;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod step_lines;
#[cfg(test)]
mod swapped;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod token_headers;
#[cfg(test)]
mod trace;
#[cfg(test)]
mod transactions;
#[cfg(test)]
mod two_people;
#[cfg(test)]
mod unknown_words;
#[cfg(test)]
mod signed_userinfo;
#[cfg(test)]
mod used_up;
#[cfg(test)]
mod userinfo;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod ways_on;
#[cfg(test)]
mod values;
#[cfg(test)]
mod widespread_clients;
#[cfg(test)]
mod words;
#[cfg(test)]
mod wrong_credentials;
