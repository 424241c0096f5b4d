//! The command itself: what it prints, how it ends, and what survives when it is killed.

use std::io::{BufRead, BufReader, Lines};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use serde_json::Value;

const PASSWORD: &str = "copper lantern drifts";

/// The command, in none of the environment that a developer may have set.
fn waymark(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.args(arguments).stdin(Stdio::null());
    for variable in [
        "DATABASE_URL",
        "WAYMARK_LISTEN",
        "WAYMARK_DATA_DIR",
        "WAYMARK_PUBLIC_URL",
        "WAYMARK_SMTP_URL",
        "WAYMARK_MAIL_FROM",
    ] {
        command.env_remove(variable);
    }
    command.env_remove("WAYMARK_ALLOW_PLAIN_HTTP").env("WAYMARK_DEMO_PASSWORD", PASSWORD);
    command
}

fn run(arguments: &[&str]) -> Output {
    waymark(arguments).output().unwrap()
}

/// What is said on standard error by a command that cannot do its work.
fn refusal(arguments: &[&str]) -> String {
    let output = run(arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    said
}

/// A place for data that the account of the database can reach.
pub fn data_dir() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// A Waymark that serves; it is killed when it is dropped.
pub struct Serving {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    /// What it printed up to its address.
    printed: Vec<String>,
    pub address: String,
}

impl Serving {
    pub fn start(command: &str, data_dir: &Path) -> Self {
        let folder = data_dir.to_str().unwrap();
        let mut process = waymark(&[command, "--listen", "127.0.0.1:0", "--data-dir", folder])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut printed = Vec::new();
        let address = loop {
            let line = lines.next().unwrap_or_else(|| panic!("it ended: {printed:?}")).unwrap();
            printed.push(line.clone());
            if let Some(address) = line.strip_prefix("Waymark is at ") {
                break address.to_owned();
            }
        };
        // The last line at the start tells of the database.
        for line in lines.by_ref() {
            printed.push(line.unwrap());
            if printed.last().unwrap().contains("Database: ") {
                break;
            }
        }
        Self { process, lines, printed, address }
    }

    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(i32::try_from(self.process.id()).unwrap()), signal).unwrap();
    }

    /// Waits until it has ended, and tells with which code and last words.
    pub fn ended(mut self) -> (Option<i32>, Vec<String>) {
        let code = self.process.wait().unwrap().code();
        (code, self.lines.by_ref().map(Result::unwrap).collect())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // In order, so that its database ends with it; it may have ended already.
        let _ = kill(Pid::from_raw(i32::try_from(self.process.id()).unwrap()), Signal::SIGTERM);
        let _ = self.process.wait();
    }
}

/// A browser over the network.
pub struct Visitor {
    client: Client,
    pub address: String,
    cookie: String,
}

impl Visitor {
    pub async fn signed_in(serving: &Serving, email: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let address = serving.address.clone();
        let visitor = Self { client, address, cookie: String::new() };
        let answer = visitor.post("/login", &[("email", email), ("password", PASSWORD)]).await;
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { cookie, ..visitor }
    }

    pub async fn get(&self, path: &str) -> String {
        let request = self.client.get(format!("{}{path}", self.address));
        let answer = request.header("cookie", &self.cookie).send().await.unwrap();
        answer.text().await.unwrap()
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> reqwest::Response {
        self.request(path, fields).send().await.unwrap()
    }

    /// The status and the text of the answer; `None` if there is none.
    pub async fn try_post(&self, path: &str, fields: &[(&str, &str)]) -> Option<(u16, String)> {
        let answer = self.request(path, fields).send().await.ok()?;
        Some((answer.status().as_u16(), answer.text().await.ok()?))
    }

    fn request(&self, path: &str, fields: &[(&str, &str)]) -> reqwest::RequestBuilder {
        let request = self.client.post(format!("{}{path}", self.address)).form(fields);
        request.header("cookie", &self.cookie).header("sec-fetch-site", "same-origin")
    }
}

#[tokio::test]
async fn the_demo_starts_with_one_command_says_how_to_sign_in_and_stops_in_order() {
    let folder = data_dir();

    let demo = Serving::start("demo", folder.path());

    let printed = demo.printed.join("\n");
    for email in ["owner", "lead.payments", "viewer"] {
        assert!(printed.contains(&format!("{email}@northwind.example")), "{printed}");
    }
    assert!(printed.contains(PASSWORD), "{printed}");
    let viewer = Visitor::signed_in(&demo, "viewer@northwind.example").await;
    assert!(viewer.get("/o/northwind").await.contains("is 96 % of the way to Level 2"));
    assert_eq!(viewer.get("/healthz").await, "ok\n");
    assert_eq!(viewer.get("/readyz").await, "ready\n");

    demo.signal(Signal::SIGTERM);
    let (code, words) = demo.ended();
    assert_eq!((code, words.last().map(String::as_str)), (Some(0), Some("Waymark has stopped.")));
    assert!(!folder.path().join("postgres/data/postmaster.pid").exists(), "its database, too");
}

#[tokio::test]
async fn what_was_saved_survives_kill_9_and_the_next_start_needs_no_help() {
    const PAGE: &str = "/o/northwind/teams/logistics/assessments/2026-Q4/people";
    const NOTE: &str = "note.people.overview.l1.basic-knowledge";
    let folder = data_dir();
    let demo = Serving::start("demo", folder.path());
    let owner = Visitor::signed_in(&demo, "owner@northwind.example").await;

    let saved = owner.post(PAGE, &[(NOTE, "written just before the end")]).await;
    demo.signal(Signal::SIGKILL);

    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let (code, _) = demo.ended();
    assert_eq!(code, None, "it was killed");
    let demo = Serving::start("demo", folder.path());
    let again = Visitor { address: demo.address.clone(), ..owner };
    let page = again.get(PAGE).await;
    assert!(page.contains("written just before the end"), "the session lives on, too: {page}");
}

#[test]
fn a_port_in_use_is_said_in_a_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = data_dir();

    let said = refusal(&["--listen", &address, "--data-dir", folder.path().to_str().unwrap()]);

    assert_eq!(
        said,
        format!(
            "waymark: the address {address} is taken: stop what uses it, or choose another with \
             --listen\n"
        )
    );
}

#[test]
fn a_database_that_does_not_answer_is_said_in_a_sentence_without_its_password() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("postgres://ada:secret@127.0.0.1:{closed}/waymark");

    let said = refusal(&["--listen", "127.0.0.1:0", "--database-url", &url]);

    assert!(said.starts_with("waymark: ") && said.lines().count() == 1, "{said}");
    assert!(said.contains("127.0.0.1") && !said.contains("secret"), "{said}");
}

#[test]
fn a_data_directory_of_another_version_is_said_in_a_sentence() {
    let folder = data_dir();
    let data = folder.path().join("postgres/data");
    std::fs::create_dir_all(&data).unwrap();
    std::fs::write(data.join("PG_VERSION"), "9\n").unwrap();

    let said = refusal(&["--listen", "127.0.0.1:0", "--data-dir", folder.path().to_str().unwrap()]);

    assert!(said.contains("PostgreSQL 9") && said.lines().count() == 1, "{said}");
}

#[test]
fn settings_that_make_no_sense_are_all_named_at_once() {
    let said = refusal(&["--listen", "here", "--public-url", "ftp://x", "--max-connections", "0"]);

    assert_eq!(said.lines().count(), 3, "{said}");
    for flag in ["--listen", "--public-url", "--max-connections"] {
        assert!(said.contains(flag), "{said}");
    }
}

#[test]
fn a_worked_case_of_the_score_is_printed_as_it_is_expected() {
    let file: Value = serde_json::from_str(include_str!("../vectors/score.json")).unwrap();
    let case = &file["cases"][0];
    let folder = data_dir();
    let path = folder.path().join("case.json");
    std::fs::write(&path, case.to_string()).unwrap();

    let output = run(&["score", path.to_str().unwrap()]);

    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed, case["expect"]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_file_that_cannot_be_scored_is_said_in_a_sentence() {
    let folder = data_dir();
    let path = folder.path().join("case.json");
    let case =
        r#"{"scope": "team", "answers_in_quarters": {"no.such.thing": 4}, "not_applicable": []}"#;
    std::fs::write(&path, case).unwrap();

    let said = refusal(&["score", path.to_str().unwrap()]);
    let missing = refusal(&["score", "/no/such/file"]);

    assert!(said.contains("no.such.thing"), "{said}");
    assert!(missing.starts_with("waymark: /no/such/file cannot be read: "), "{missing}");
}
