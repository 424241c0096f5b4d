//! Waymark shows an organization where it stands on the Cloud Native Maturity Model.

pub mod access;
pub mod account;
pub mod assessment;
pub mod clock;
pub mod config;
pub mod database;
pub mod demo;
pub mod maturity;
pub mod organization;
pub mod overview;
pub mod password;
pub mod paths;
pub mod period;
pub mod router;
pub mod run;
pub mod state;
pub mod team;
pub mod trend;
pub mod web;
