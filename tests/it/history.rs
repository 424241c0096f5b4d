//! What was answered over time: the history of a criterion, and assessments that are reopened.

mod changes;
mod recomputation;
mod reopening;
