//! Waymark from outside: what its parts do together, on real servers, and the rules of the house.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod access;
mod account;
mod action;
mod architecture;
mod assessment;
mod boundary;
mod carry_over;
mod chart;
mod command;
mod compare;
mod connection;
mod database;
mod demo;
mod dimension;
mod editors;
mod embedded_database;
mod evidence;
mod frame;
mod history;
mod kpi;
mod levels;
mod methodology;
mod next_best;
mod odd_input;
mod organization;
mod overview;
mod plan;
mod queries;
mod reporting;
mod restart;
mod support;
mod surface;
mod team;
mod tenancy;
mod verdict;
