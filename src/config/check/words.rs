//! The words of documents as the values they stand for.

use crate::branding::{Font, Layout};
use crate::config::raw::{app, branding, flow, tenant};
use crate::flow::{AccountType, DataType, InputType};
use crate::protocol::{
    ApplicationType, ConsentPolicy, GrantType, ResponseMode, Scope, SigningAlgorithm, Token,
};

/// `impl From<raw> for checked`, variant by variant.
macro_rules! same_words {
    ($raw:path => $checked:ident { $($from:ident => $to:ident),+ $(,)? }) => {
        impl From<$raw> for $checked {
            fn from(raw: $raw) -> Self {
                type Raw = $raw;
                match raw { $(Raw::$from => Self::$to),+ }
            }
        }
    };
}

same_words!(app::ApplicationType => ApplicationType {
    Web => Web, Spa => Spa, Native => Native, Daemon => Daemon,
});
same_words!(app::GrantType => GrantType {
    AuthorizationCode => AuthorizationCode, RefreshToken => RefreshToken, ClientCredentials => ClientCredentials,
    DeviceCode => DeviceCode,
});
same_words!(app::Consent => ConsentPolicy { Never => Never, Once => Once, Always => Always });
same_words!(app::Token => Token { Id => Id, Access => Access, Userinfo => Userinfo });
same_words!(app::Scope => Scope {
    OpenId => OpenId, Profile => Profile, Email => Email, Address => Address, Phone => Phone,
    OfflineAccess => OfflineAccess,
});
same_words!(app::ResponseMode => ResponseMode { Query => Query, Fragment => Fragment, FormPost => FormPost });
same_words!(app::SigningAlgorithm => SigningAlgorithm {
    RS256 => RS256, PS256 => PS256, ES256 => ES256, EdDSA => EdDSA,
});
same_words!(branding::Layout => Layout { Centered => Centered, Split => Split });
same_words!(branding::Font => Font {
    System => System, Humanist => Humanist, Geometric => Geometric, Rounded => Rounded, Serif => Serif,
});
same_words!(flow::AccountType => AccountType { Guest => Guest, Member => Member });
same_words!(flow::InputType => InputType {
    Text => Text, MultilineText => MultilineText, Email => Email, Url => Url, Phone => Phone, Country => Country, Number => Number, Date => Date, Checkbox => Checkbox,
    List => List, Radio => Radio, MultipleChoice => MultipleChoice,
});
same_words!(tenant::DataType => DataType {
    String => String, Boolean => Boolean, Integer => Integer, Date => Date,
    StringCollection => StringCollection,
});

/// A list of words, or `otherwise` where the document leaves it out.
pub fn list<Raw: Into<Checked>, Checked: Clone>(
    raw: Option<Vec<Raw>>,
    otherwise: &[Checked],
) -> Vec<Checked> {
    raw.map_or_else(|| otherwise.to_vec(), |words| words.into_iter().map(Into::into).collect())
}
