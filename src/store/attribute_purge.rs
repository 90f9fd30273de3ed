//! Everything that is kept of a retired attribute leaves the database, for the command line: SQL without parameters.

use crate::config::is_attribute_id;

/// How many accounts one statement goes through.
pub const PIECE: usize = 20_000;

/// A custom attribute: its id has the form of one, so that it can stand in SQL as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purge(String);

impl Purge {
    /// Of the attribute `id`; none if that is no custom attribute's id.
    pub fn of(id: &str) -> Option<Self> {
        is_attribute_id(id).then(|| Self(id.to_owned()))
    }

    /// Deletes the values of up to [`PIECE`] accounts; gives a row each.
    pub fn values(&self) -> String {
        let Self(id) = self;
        format!(
            "DELETE FROM attributes WHERE name = '{id}' AND account IN \
             (SELECT account FROM attributes WHERE name = '{id}' LIMIT {PIECE}) RETURNING 1 AS gone"
        )
    }

    /// Takes what people who are on their way have answered back.
    pub fn answers(&self) -> String {
        self.out_of_answers_of("runs")
    }

    /// Takes what reaches tokens alone out of codes and grants.
    pub fn answers_for_tokens(&self) -> [String; 2] {
        ["codes", "grants"].map(|table| self.out_of_answers_of(table))
    }

    fn out_of_answers_of(&self, table: &str) -> String {
        let Self(id) = self;
        format!(
            "UPDATE {table} SET answers = json_remove(answers, '$.{id}') \
             WHERE json_type(answers, '$.{id}') IS NOT NULL RETURNING 1 AS gone"
        )
    }

    /// Forgets what its values were: it may be defined anew.
    pub fn data_type(&self) -> String {
        let Self(id) = self;
        format!("DELETE FROM attribute_types WHERE id = '{id}' RETURNING 1 AS gone")
    }
}
