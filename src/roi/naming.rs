use super::Kind;
use crate::period::Period;

/// The entries that name the same application or the same KPI.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// The newest of them, at most [`SHOWN`](Self::SHOWN).
    pub newest: Vec<NamingEntry>,
    /// How many there are, those that are not among the newest included.
    pub count: i64,
    /// What all of their costs come to, in minor units.
    pub cost: i64,
    /// What all of their benefits come to, in minor units.
    pub benefit: i64,
}

impl Naming {
    /// How many are shown at most.
    pub const SHOWN: i64 = 20;
}

/// One of them.
#[derive(Clone, Debug)]
pub struct NamingEntry {
    pub kind: Kind,
    /// Empty for a note.
    pub category: String,
    /// In minor units; `None` for a note.
    pub amount: Option<i64>,
    pub period: Period,
    /// Markdown.
    pub note: String,
}
