use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Shows an organization where it stands on the Cloud Native Maturity Model.
#[derive(Parser)]
#[command(name = "waymark", version)]
pub struct CommandLine {
    /// What to do; `serve` if nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How to do it.
    #[command(flatten)]
    pub settings: Settings,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Serve Waymark (what happens when no command is given)
    Serve,
    /// Serve an example organization, in a data directory of its own
    Demo,
    /// Print the figures of an assessment file as JSON
    Score {
        /// The assessment, in JSON
        file: PathBuf,
    },
    /// Bring the database's schema up to date, and stop
    Migrate,
}

/// The settings as they were typed. They are texts, so that [`Config`](super::Config) can name
/// everything that is wrong with them at once.
#[derive(Args, Clone, Default)]
pub struct Settings {
    /// Address and port to accept connections at [default: 127.0.0.1:8080]
    #[arg(long, global = true, env = "WAYMARK_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<String>,

    /// Where to keep data [default: waymark, for the demo waymark-demo, in ~/.local/share]
    #[arg(long, global = true, env = "WAYMARK_DATA_DIR", value_name = "DIRECTORY")]
    pub data_dir: Option<PathBuf>,

    /// Where people find this Waymark [default: http:// and the address to listen at]
    #[arg(long, global = true, env = "WAYMARK_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,

    /// The PostgreSQL to use [default: one of our own]
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database_url: Option<String>,

    /// Proxies whose X-Forwarded-For is believed, separated by commas
    #[arg(long, global = true, env = "WAYMARK_TRUSTED_PROXIES", value_name = "NETWORKS")]
    pub trusted_proxies: Option<String>,

    /// Serve plain HTTP to other machines, passwords included
    #[arg(
        long,
        global = true,
        env = "WAYMARK_ALLOW_PLAIN_HTTP",
        value_name = "YES",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub allow_plain_http: Option<String>,

    /// How many connections may be open at once [default: 1024]
    #[arg(long, global = true, env = "WAYMARK_MAX_CONNECTIONS", value_name = "NUMBER")]
    pub max_connections: Option<String>,

    /// The mail server, with user and password [default: no mail is sent]
    #[arg(
        long,
        global = true,
        env = "WAYMARK_SMTP_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub smtp_url: Option<String>,

    /// Whom mails come from: Waymark <waymark@example.org>
    #[arg(long, global = true, env = "WAYMARK_MAIL_FROM", value_name = "SENDER")]
    pub mail_from: Option<String>,

    /// The password of the demo's accounts [default: one is made]
    #[arg(
        long,
        global = true,
        hide = true,
        env = "WAYMARK_DEMO_PASSWORD",
        hide_env_values = true,
        value_name = "PASSWORD"
    )]
    pub demo_password: Option<String>,
}
