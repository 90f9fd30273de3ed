//! What a script says: people's visits to an application, and what is expected of them.

use super::faults::SCRIPT;
use crate::config::{Fault, read_by_schema, schema_of};
use crate::encode::time;
use crate::http::Form;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A script of answers for `vestibule simulate`: visits to an application, and what is expected of them.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[schemars(extend("required" = ["visits"]))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Script {
    /// Where editors find this schema.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The application's `client_id`. If left out, the first one that names the flow; `--app` comes before both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// The day of the first visit, `2026-11-22`. Today if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The visits, one after another. Accounts that an earlier one made are there for the later ones.
    #[serde(default)]
    pub visits: Vec<Visit>,
}

/// One visit: from the application through the flow and back.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Visit {
    /// What the person comes for. `sign-in` if left out.
    #[serde(default)]
    pub intent: Intent,
    /// Whether it is another browser, without the cookies of the visits before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub new_browser: bool,
    /// How many days after the visit before.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub days_later: u32,
    /// The language of the pages, `en`. What the flow's pages speak by themselves if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Further parameters of the authorization request.
    #[serde(default, skip_serializing_if = "Parameters::is_empty")]
    pub parameters: Parameters,
    /// The pages that the person sees, in order, and what they answer.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// How it ends. If left out, with tokens, whatever they say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expected>,
}

/// What a person comes for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Intent {
    /// To sign in.
    #[default]
    SignIn,
    /// To make an account: `prompt=create`.
    SignUp,
    /// To replace a forgotten password, by the link on the sign-in page.
    Reset,
}

/// Parameters of the authorization request that a script may set; the rest is set for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// `none`, `login`, `consent`, `select_account` or `create`. By the intent if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// The address that the application knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login_hint: Option<String>,
    /// The scopes, separated by spaces. `openid profile email` if left out, as far as the application may ask for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// How long ago the person may have signed in, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age: Option<u32>,
}

/// A page that the person sees, and what they do there.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[schemars(extend("required" = ["page"]))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// The page's name: `sign-in`, `sign-up`, `code`, `password`, `attributes`, …
    #[serde(default)]
    pub page: String,
    /// The fields that are filled in, by name. The others stay as they are shown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Answer>,
    /// The value of the button that is pressed, `resend`. The page's first button if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button: Option<String>,
    /// The page that a link leads to, `sign-up`: then the link is followed, and the form is not sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// What the page shows before anything is filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expect: Option<Shown>,
}

/// What is filled into a field: a text, in which `{code}` is the code that was mailed last; `true` or `false` for a box;
/// several values where several can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Answer {
    /// A box that is ticked, or not.
    Tick(bool),
    /// A text, or the value of an option.
    Text(String),
    /// The values of several options.
    Several(Vec<String>),
}

/// What a page shows.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Shown {
    /// Its heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The names of its fields, all of them, in its order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<String>>,
    /// What is wrong with which field, all of it: name → sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<BTreeMap<String, String>>,
    /// What is wrong with the page as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// How a visit ends. Of an object, only what is named is compared; `null` says that it is not there.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Expected {
    /// The page where it stops.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The error that the application is told, `access_denied`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The account: `userType`, `email`, `attributes`, `terms`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Map<String, Value>>,
    /// Claims of the ID token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<Map<String, Value>>,
    /// Claims of the access token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<Map<String, Value>>,
    /// Claims that userinfo answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub userinfo: Option<Map<String, Value>>,
}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    /// Every fault, with its place.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        let script: Self = read_by_schema(SCRIPT, text, &schema_of::<Self>())?;
        match &script.day {
            Some(day) if !time::is_day(day) => Err(vec![Fault {
                document: SCRIPT.to_owned(),
                pointer: "/day".to_owned(),
                sentence: format!(
                    "{day} is no day; allowed: a day that exists, such as 2026-11-22"
                ),
            }]),
            _ => Ok(script),
        }
    }
}

impl Visit {
    /// The parameters of its authorization request, but for those of the application.
    pub fn parameters(&self) -> Form {
        let Parameters { prompt, login_hint, scope, max_age } = self.parameters.clone();
        let create = (self.intent == Intent::SignUp).then(|| "create".to_owned());
        let all = [
            ("prompt", prompt.or(create)),
            ("login_hint", login_hint),
            ("scope", scope),
            ("max_age", max_age.map(|seconds| seconds.to_string())),
            ("ui_locales", self.language.clone()),
        ];
        Form(all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect())
    }
}

impl Parameters {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Its JSON Schema: file name and text.
pub fn schema() -> (&'static str, String) {
    ("simulation.schema.json", schema_of::<Script>())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "it is what serde hands over")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
