//! Waymark shows an organization where it stands on the Cloud Native Maturity Model.

pub mod clock;
pub mod config;
pub mod period;
pub mod web;
