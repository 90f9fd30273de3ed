//! wrangler, as npm has installed it, told what to do in words that no shell reads.

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::random;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use vestibule::encode::base64url;
use vestibule::ports::Rows;

/// The options that say which deployment is meant.
pub const OPTIONS: [&str; 3] = ["config", "binding", "persist-to"];
/// The flags that say which deployment is meant.
pub const FLAGS: [&str; 2] = ["local", "remote"];

/// So that its output is what was asked for alone, and local work needs no network.
const ENVIRONMENT: [(&str, &str); 3] = [
    ("WRANGLER_HIDE_BANNER", "true"),
    ("WRANGLER_LOG", "log"),
    ("CLOUDFLARE_CF_FETCH_ENABLED", "false"),
];

/// One binding of one deployment.
pub struct Wrangler<'a> {
    /// The name of the KV namespace or database in `wrangler.toml`.
    pub binding: &'a str,
    place: Vec<&'a str>,
}

impl<'a> Wrangler<'a> {
    /// What `--local` or `--remote` and the rest of `OPTIONS` say; `binding` unless they name another.
    pub fn of(arguments: &Arguments<'a>, binding: &'a str) -> Result<Self, Failure> {
        let mut place = match (arguments.flag("local"), arguments.flag("remote")) {
            (true, false) => vec!["--local"],
            (false, true) => vec!["--remote"],
            _ => return Err(Failure::Usage("exactly one of --local, --remote is needed".into())),
        };
        if let Some(config) = arguments.one("config")? {
            place.extend(["--config", config]);
        }
        match arguments.one("persist-to")? {
            Some(_) if arguments.flag("remote") => {
                return Err(Failure::Usage("--persist-to goes with --local".to_owned()));
            }
            Some(folder) => place.extend(["--persist-to", folder]),
            None => {}
        }
        Ok(Self { binding: arguments.one("binding")?.unwrap_or(binding), place })
    }

    /// Runs `wrangler`, which must succeed: what it wrote to its output.
    pub fn run(&self, words: &[&str]) -> Result<String, Failure> {
        Ok(String::from_utf8_lossy(&self.bytes(words)?).into_owned())
    }

    /// The same, as bytes.
    pub fn bytes(&self, words: &[&str]) -> Result<Vec<u8>, Failure> {
        let output = Command::new("npx")
            .args(["--no-install", "wrangler"])
            .args(words)
            .args(&self.place)
            .envs(ENVIRONMENT)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Failure::Other(format!("npx could not be started: {error}")))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stdout);
        let complaint = String::from_utf8_lossy(&output.stderr);
        let words = words.join(" ");
        Err(Failure::Other(format!("{said}{complaint}\nwrangler {words} failed; see above")))
    }

    /// Runs `wrangler`: the JSON that it wrote.
    pub fn json(&self, words: &[&str]) -> Result<Value, Failure> {
        let said = self.run(words)?;
        serde_json::from_str(&said).map_err(|error| {
            Failure::Other(format!("wrangler {} gave no JSON ({error}):\n{said}", words.join(" ")))
        })
    }

    /// Runs one statement: how many rows it returned.
    pub fn rows(&self, sql: &str) -> Result<usize, Failure> {
        Ok(self.query(sql)?.0.len())
    }

    /// Runs one statement: the rows it returned.
    pub fn query(&self, sql: &str) -> Result<Rows, Failure> {
        let said =
            self.json(&["d1", "execute", self.binding, "--json", "--yes", "--command", sql])?;
        let rows = said.pointer("/0/results").and_then(Value::as_array);
        let rows = rows.map(|rows| rows.iter().filter_map(Value::as_object).cloned().collect());
        rows.map(Rows).ok_or_else(|| {
            Failure::Other(format!("wrangler d1 execute said nothing of rows: {said}"))
        })
    }

    /// Runs `wrangler` with a file that holds `value` at the end of `words`.
    pub fn with_file(
        &self,
        words: &[&str],
        value: &Value,
        more: &[&str],
    ) -> Result<String, Failure> {
        let file = TemporaryFile::write(&value.to_string())?;
        let path = file.0.to_string_lossy();
        let words: Vec<&str> = words.iter().copied().chain([path.as_ref()]).collect();
        self.run(&[words.as_slice(), more].concat())
    }
}

/// A file that is gone when it is dropped.
struct TemporaryFile(PathBuf);

impl TemporaryFile {
    fn write(text: &str) -> Result<Self, Failure> {
        let name = format!("vestibule-{}.json", base64url::encode(&random::bytes::<16>()?));
        let file = Self(std::env::temp_dir().join(name));
        fs::write(&file.0, text)
            .map_err(|error| Failure::Other(format!("{}: {error}", file.0.display())))?;
        Ok(file)
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
