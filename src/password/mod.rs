//! Passwords: which are good enough, and how they are kept.

mod hasher;
mod rules;

pub use hasher::{Cost, Hasher, HashingError, Verdict};
pub use rules::{NewPassword, Weakness};
