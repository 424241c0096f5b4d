//! Waymark shows an organization where it stands on the Cloud Native Maturity Model.

pub mod access;
pub mod account;
pub mod clock;
pub mod config;
pub mod database;
pub mod organization;
pub mod password;
pub mod paths;
pub mod period;
pub mod router;
pub mod state;
pub mod team;
pub mod trend;
pub mod web;
