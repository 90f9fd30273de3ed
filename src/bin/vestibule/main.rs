//! The native command line: checks configuration documents, makes new ones, moves them to and from KV, switches
//! things off, asks for new signing keys, walks flows by a script, and counts the steps in a log.

mod arguments;
mod asked;
mod check;
mod checked;
mod clock;
mod compare;
mod diff;
mod entra;
mod entra_default;
mod entra_input;
mod entra_pattern;
mod failure;
mod folder;
mod funnel;
mod images;
mod import;
mod insert;
mod keys;
mod ledger;
mod lint;
mod new;
mod new_app;
mod new_flow;
mod new_tenant;
mod pull;
mod purge;
mod push;
mod random;
mod schema;
mod simulate;
mod simulate_text;
mod step_lines;
mod stored;
mod switch;
mod wrangler;

use failure::Failure;
use std::process::ExitCode;

const USAGE: &str = "\
vestibule check DIR [--development] [--issuer URL]
    names every fault of the documents in DIR (app/shop.json is app/shop)
vestibule lint DIR [--strict] [--development] [--issuer URL]
    warns of what is allowed and seldom meant; with --strict that is a failure
vestibule push DIR --local|--remote [--delete] [--development] [--issuer URL] [WHERE]
    writes what differs to KV if everything checks; --delete deletes what is not in DIR
vestibule pull DIR --local|--remote [--force] [WHERE]
    writes KV's documents to DIR; --force replaces files that differ
vestibule diff DIR --local|--remote|--with OTHER_DIR [--development] [--issuer URL] [WHERE]
    how DIR differs from KV, or from another folder, and whom that will ask something
vestibule disable app|flow|idp|secret|key ID --local|--remote [--dir DIR] [WHERE]
vestibule enable app|flow|idp|secret|key ID --local|--remote [WHERE]
    switches it off, or on again, for the next request; with --dir it must be known there
    WHERE is [--persist-to PATH] for --local, [--config WRANGLER_TOML], [--binding NAME]
vestibule keys list --local|--remote [WHERE]
    every signing key, what it is used for, and from when it signs
vestibule keys rotate RS256|PS256|ES256|EdDSA --local|--remote [WHERE]
    a successor is published within ten minutes, or when /jwks is asked after one, and signs a quarter of an hour
    later
vestibule attributes purge ID --local|--remote [--persist-to PATH] [--config WRANGLER_TOML]
    deletes what accounts keep of an attribute that the tenant has retired
vestibule import entra FILE … [--dir DIR]
    Graph's user flows and custom attributes as documents; says what became of each property
vestibule new tenant --name NAME --mail-from ADDRESS [--dir DIR]
vestibule new flow ID --account-type guest|member [--name NAME] [--dir DIR]
vestibule new app ID --type web|spa|native --redirect URI [--redirect URI …] [--flow ID …]
        [--home URI] [--name NAME] [--development] [--dir DIR]
vestibule new app ID --type daemon --api ID:SCOPE[,SCOPE …] [--api …] [--name NAME] [--dir DIR]
    write a document that passes its check; DIR is config if left out
vestibule schema [--dir DIR]
    writes the JSON Schemas of documents and scripts; DIR is assets/schema if left out
vestibule simulate FLOW [--script FILE] [--app CLIENT_ID] [--json] [--development] [--dir DIR]
    walks the flow by a script of answers and says what was seen and what was not as expected;
    without --script it prints a script to begin with; DIR is config if left out
vestibule funnel [--json] [FILE …]
    counts, by log lines in the files or from standard input, how many runs came to each
    step of a flow, passed it, and stopped there";

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = given.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["check", rest @ ..] => check::run(rest),
        ["lint", rest @ ..] => lint::run(rest),
        ["disable", rest @ ..] => switch::disable(rest),
        ["enable", rest @ ..] => switch::enable(rest),
        ["push", rest @ ..] => push::run(rest),
        ["pull", rest @ ..] => pull::run(rest),
        ["diff", rest @ ..] => diff::run(rest),
        ["attributes", "purge", rest @ ..] => purge::run(rest),
        ["attributes", ..] => Err(Failure::Usage("attributes takes one of: purge".to_owned())),
        ["keys", "list", rest @ ..] => keys::list(rest),
        ["keys", "rotate", rest @ ..] => keys::rotate(rest),
        ["keys", ..] => Err(Failure::Usage("keys takes one of: list, rotate".to_owned())),
        ["import", "entra", rest @ ..] => import::run(rest),
        ["import", ..] => Err(Failure::Usage("import takes one of: entra".to_owned())),
        ["new", "tenant", rest @ ..] => new_tenant::run(rest),
        ["new", "flow", rest @ ..] => new_flow::run(rest),
        ["new", "app", rest @ ..] => new_app::run(rest),
        ["new", ..] => Err(Failure::Usage("new makes one of: tenant, flow, app".to_owned())),
        ["schema", rest @ ..] => schema::run(rest),
        ["simulate", rest @ ..] => simulate::run(rest),
        ["funnel", rest @ ..] => funnel::run(rest),
        ["help" | "--help" | "-h", ..] => {
            println!("{USAGE}");
            Ok(())
        }
        [] => Err(Failure::Usage("a command is needed".to_owned())),
        [other, ..] => Err(Failure::Usage(format!("there is no command {other}"))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Other(sentence)) => {
            eprintln!("{sentence}");
            ExitCode::from(1)
        }
        Err(Failure::Usage(sentence)) => {
            eprintln!("{sentence}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}
