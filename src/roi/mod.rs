//! Return on investment: what working toward the next levels cost, and what it brought.
//!
//! Entries are of a team or of the organization, in the organization's one currency, in whole
//! minor units. Everything else is computed from them.

mod amount;
mod balance;
mod entry;
mod entry_form;
mod expectation;
mod listing;
mod naming;
mod pages;
mod pasted;
mod picture;
pub mod store;
mod words;

pub use amount::{AmountIn, LARGEST};
pub use balance::{Balance, Payback, Percent, Quarter};
pub use entry::{Entry, EntryId, Kind};
pub use entry_form::{Choices, EntryForm};
pub use expectation::{Expectation, ExpectationForm};
pub use listing::{Counts, Filter};
pub use naming::{Naming, NamingEntry};
pub use pages::routes;
pub use pasted::Pasted;
pub use picture::Picture;
pub use words::{LESS_AT_LEVEL_TWO, gains, sentences};

use crate::period::Period;

/// What the page of the organization's return is made of, apart from its entries.
#[derive(Clone, Debug, Default)]
pub struct Return {
    pub balance: Balance,
    pub expectation: Option<Expectation>,
    /// How many entries there are, by quarter, the newest first.
    pub counts: Vec<Counts>,
}

impl Return {
    /// The same as it was at the end of `period`: without what came later.
    pub fn up_to(mut self, period: Period) -> Self {
        self.balance = self.balance.up_to(period);
        self.counts.retain(|counts| counts.period <= period);
        self
    }
}
