//! Waymark shows an organization where it stands on the Cloud Native Maturity Model.
//!
//! Vertical slices that stand on floors: a module imports only from the floors below it, and
//! those of one floor do not know each other. Only on the ground floor may a module also use
//! those that stand before it in the row. `tests/it/architecture.rs` reads this table and
//! holds it.
//!
//! | floor | modules                                         | what stands there                    |
//! |-------|-------------------------------------------------|--------------------------------------|
//! | 8     | `run`                                           | starting, serving, stopping          |
//! | 7     | `router`, `demo`                                | every route; an example organization |
//! | 6     | `report`                                        | frozen reports, and links to them    |
//! | 5     | `overview`                                      | pages that combine the slices        |
//! | 4     | `account`, `organization`, `team`, `assessment`, `action`, `application`, `plan`, `kpi`, `roi`, `notice` | the slices |
//! | 3     | `state`, `mail`, `subject`                      | what a handler may ask for; mails; what a record may name |
//! | 2     | `access`                                        | who gets what; the one road to rows  |
//! | 1     | `paths`                                         | every URL                            |
//! | 0     | `config`, `period`, `clock`, `currency`, `maturity`, `trend`, `database`, `password`, `web` | know no feature |

pub mod access;
pub mod account;
pub mod action;
pub mod application;
pub mod assessment;
pub mod clock;
pub mod config;
pub mod currency;
pub mod database;
pub mod demo;
pub mod kpi;
pub mod mail;
pub mod maturity;
pub mod notice;
pub mod organization;
pub mod overview;
pub mod password;
pub mod paths;
pub mod period;
pub mod plan;
pub mod report;
pub mod roi;
pub mod router;
pub mod run;
pub mod state;
pub mod subject;
pub mod team;
pub mod trend;
pub mod web;
