//! How an authorization response travels (OAuth 2.0 Multiple Response Types §2.1, Form Post §2).

use crate::encode::words::words;

// The default is the first.
words! {
    /// How the answer of `/authorize` reaches the application.
    pub enum ResponseMode {
        /// In the query of a redirect.
        Query = "query",
        /// In the fragment of a redirect, which no server sees.
        Fragment = "fragment",
        /// In a form that the browser posts.
        FormPost = "form_post",
    }
}
