//! Documents as people write them: every rule has a document that breaks it.

#[cfg(test)]
mod api;
#[cfg(test)]
mod application;
#[cfg(test)]
mod application_links;
#[cfg(test)]
mod application_uris;
#[cfg(test)]
#[path = "../support/bad_documents.rs"]
mod bad_documents;
#[cfg(test)]
mod bad_folders;
#[cfg(test)]
mod branding;
#[cfg(test)]
mod client_authentication;
#[cfg(test)]
mod client_documents;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod flow;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod funnel;
#[cfg(test)]
mod guide;
#[cfg(test)]
mod help;
#[cfg(test)]
mod import;
#[cfg(test)]
mod import_runs;
#[cfg(test)]
mod lint;
#[cfg(test)]
mod logout;
#[cfg(test)]
mod markup;
#[cfg(test)]
mod registration;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod sector;
#[cfg(test)]
mod simulate;
#[cfg(test)]
mod strings;
#[cfg(test)]
mod show_if;
#[cfg(test)]
mod structure;
#[cfg(test)]
mod switch;
#[cfg(test)]
mod tenant;
