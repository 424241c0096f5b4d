//! The `waymark` command: reads what it is asked to do, and says in a sentence why it cannot.

use std::fmt::Display;
use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;
use waymark::config::{Command, CommandLine, Config, Surroundings};
use waymark::{maturity, run};

/// What went wrong is for the operator to mend, as with a wrong flag.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let CommandLine { command, settings } = CommandLine::parse();
    let command = command.unwrap_or(Command::Serve);
    if let Command::Score { file } = &command {
        return match std::fs::read_to_string(file) {
            Ok(text) => finish(maturity::score_case(&text).map(|figures| println!("{figures}"))),
            Err(error) => finish(Err(format!("{} cannot be read: {error}", file.display()))),
        };
    }

    log_to_the_console();
    match Config::new(&settings, &command, &Surroundings::of_this_process()) {
        Ok(config) => finish(run::run(&command, config)),
        Err(errors) => finish(Err(errors)),
    }
}

fn log_to_the_console() {
    let filter = EnvFilter::try_from_env("WAYMARK_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,waymark=info,sqlx=error"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
}

fn finish(outcome: Result<(), impl Display>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("waymark: {error}");
            ExitCode::from(UNUSABLE)
        }
    }
}
