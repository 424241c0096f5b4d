//! A PostgreSQL of our own: found or fetched, set up, started, watched and stopped.
//!
//! | file       | what                                                           |
//! |------------|----------------------------------------------------------------|
//! | `places`   | the directories of this machine that it looks into             |
//! | `binaries` | finds PostgreSQL's programs                                    |
//! | `fetch`    | fetches them when there are none; `packages` says from where   |
//! | `account`  | whom they run as                                               |
//! | `home`     | the cluster's directory, its socket, its lock                  |
//! | `initdb`   | makes the cluster                                              |
//! | `pid_file` | who runs there, also after a crash                             |
//! | `server`   | one run of the server                                          |
//! | `cluster`  | all of it together: a server that is there until it is stopped |

mod account;
mod binaries;
mod cluster;
mod fetch;
mod home;
mod initdb;
mod packages;
mod pid_file;
mod places;
mod server;

pub use cluster::{Cluster, ClusterConfig};
pub use places::Places;
