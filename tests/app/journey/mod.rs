//! Nobody gets stuck: every step of a flow × everything that people, browsers and we ourselves do in between.

mod forgotten;
mod person;
mod table;

mod back_and_forth;
mod late;
mod several;
mod unavailable;
mod without_cookies;
mod changed_meanwhile;
