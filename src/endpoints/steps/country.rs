//! The country whose phone numbers a person may write without a calling code: the `country` answered on the same page,
//! else earlier in the run, else known of the account, else what the flow itself gives. It is never guessed from where a request comes from.

use crate::endpoints::walk::Walk;
use crate::failure::Failure;
use crate::flow::answer::{self, Fault};
use crate::flow::{Asking, new_person};
use crate::http::Form;
use crate::ports::{Platform, Unicode};
use crate::store::runs::{self, Found};
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
    if !needed || is_asked(asking) {
        return Ok(on_page(asking, form, platform));
    }
    let found = runs::read(walk.site.platform, &walk.key()).await?;
    let found = found.ok_or_else(|| walk.no_run(None))?;
    Ok(known(walk, &found))
}

/// The country of a person with an account.
pub fn of_account<P: Platform>(
    walk: &Walk<'_, P>,
    found: &Found,
    asking: &Asking,
    form: &Form,
) -> Option<String> {
    if is_asked(asking) { on_page(asking, form, walk.site.platform) } else { known(walk, found) }
}

fn is_asked(asking: &Asking) -> bool {
    asking.editable().any(|input| input.attribute == COUNTRY)
}

fn on_page(asking: &Asking, form: &Form, unicode: &impl Unicode) -> Option<String> {
    let input = asking.editable().find(|input| input.attribute == COUNTRY)?;
    let answered = answer::read(input, &form.all(COUNTRY), None, unicode).ok().flatten();
    answered.as_ref().and_then(Value::as_str).map(str::to_owned)
}

fn known<P: Platform>(walk: &Walk<'_, P>, found: &Found) -> Option<String> {
    let of_account = || found.person.as_ref()?.account.attributes.get(COUNTRY);
    let given = new_person::given(&walk.flow);
    let country = found.run.answers.get(COUNTRY).or_else(of_account).or(given.get(COUNTRY));
    country.and_then(Value::as_str).map(str::to_owned)
}
