//! Migrations: whatever version a database stands at, none of its rows is lost on the way to the newest.

#[cfg(test)]
mod earlier;
#[cfg(test)]
mod filled;
#[cfg(test)]
mod nothing_lost;
#[cfg(test)]
mod referred_to;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod version_before;
