//! The country whose phone numbers a person may write without a calling code: the `country` answered on the same page,
//! else earlier in the run, else known of the account, else what the flow itself gives. It is never guessed from where a
//! request comes from.

use crate::failure::Failure;
use crate::flow::Asking;
use crate::flow::answer::{self, Fault};
use crate::http::Form;
use crate::journey::walk::Walk;
use crate::ports::{Platform, Unicode};
use serde_json::Value;

/// The attribute.
const COUNTRY: &str = "country";

/// The country of a new person. The run is read only where a number needs it.
///
/// # Errors
/// A page, when the run is over.
pub async fn of_new_person<P: Platform>(
    walk: &Walk<'_, P>,
    asking: &Asking<'_>,
    form: &Form,
) -> Result<Option<String>, Failure> {
    let platform = walk.site.platform;
    let needed = asking.editable().any(|input| {
        let typed = form.all(&input.attribute);
        answer::read(input, &typed, None, platform) == Err(Fault::NoCallingCode)
    });
    let country = of_account(asking, form, platform);
    if !needed || country.is_some() || is_asked(asking) {
        return Ok(country);
    }
    Ok(text(walk.run().await?.run.answers.get(COUNTRY)))
}

/// The country of a person with an account.
pub fn of_account(asking: &Asking, form: &Form, unicode: &impl Unicode) -> Option<String> {
    if is_asked(asking) { on_page(asking, form, unicode) } else { text(asking.known.get(COUNTRY)) }
}

fn is_asked(asking: &Asking) -> bool {
    asking.editable().any(|input| input.attribute == COUNTRY)
}

fn on_page(asking: &Asking, form: &Form, unicode: &impl Unicode) -> Option<String> {
    let input = asking.editable().find(|input| input.attribute == COUNTRY)?;
    let answered = answer::read(input, &form.all(COUNTRY), None, unicode).ok().flatten();
    text(answered.as_ref())
}

fn text(country: Option<&Value>) -> Option<String> {
    country.and_then(Value::as_str).map(str::to_owned)
}
