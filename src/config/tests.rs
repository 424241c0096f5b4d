use std::path::Path;

use clap::{CommandFactory, Parser};

use super::*;

fn at_home() -> Surroundings {
    Surroundings { home: Some("/home/ada".into()), ..Surroundings::default() }
}

fn read(settings: &Settings) -> Result<Config, ConfigErrors> {
    Config::new(settings, &Command::Serve, &at_home())
}

/// What is wrong, sentence by sentence.
fn complaints(settings: &Settings) -> String {
    read(settings).err().map(|errors| errors.to_string()).unwrap_or_default()
}

#[expect(clippy::unnecessary_wraps, reason = "a setting is an option")]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn nothing_has_to_be_set() {
    let config = read(&Settings::default()).ok().unwrap();

    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.public_url.origin(), "http://127.0.0.1:8080");
    assert_eq!(config.data_dir, Path::new("/home/ada/.local/share/waymark"));
    assert_eq!((config.database_url, config.max_connections), (None, 1024));
}

#[test]
fn an_empty_variable_counts_as_not_given() {
    let empty = || text(" ");
    let settings = Settings {
        listen: empty(),
        data_dir: Some(PathBuf::new()),
        public_url: empty(),
        database_url: empty(),
        trusted_proxies: empty(),
        allow_plain_http: empty(),
        max_connections: empty(),
        smtp_url: empty(),
        mail_from: empty(),
        demo_password: empty(),
    };

    let config = read(&settings).ok().unwrap();

    assert_eq!(config.public_url.origin(), "http://127.0.0.1:8080");
    assert_eq!((config.database_url, config.demo_password), (None, None));
}

#[test]
fn everything_that_is_wrong_is_said_at_once_and_no_secret_is_repeated() {
    let settings = Settings {
        listen: text("8080"),
        public_url: text("waymark.example.org"),
        database_url: text("mysql://root:hunter2@db/waymark"),
        trusted_proxies: text("10.0.0.0/8, proxy"),
        allow_plain_http: text("perhaps"),
        max_connections: text("0"),
        smtp_url: text("imap://root:hunter2@mail.example.org"),
        mail_from: text("Waymark"),
        ..Settings::default()
    };
    insta::assert_snapshot!(complaints(&settings), @"
    --listen: `8080` is not an address and a port; write it like 127.0.0.1:8080 or [::1]:8080
    --public-url: this is not a web address without a path; write it like https://waymark.example.org (a name with other letters in its xn--… form)
    --allow-plain-http: `perhaps` is neither yes nor no; write true or false
    --database-url (DATABASE_URL): this is not a PostgreSQL URL; write it like postgres://user:password@host/database
    --trusted-proxies: `proxy` is not a network; write addresses and networks like 10.0.0.0/8,192.0.2.7
    --max-connections: `0` is not a number from 1 to 100000
    --smtp-url: this is not a mail server; write it like smtp://user:password@host:587 or smtps://…
    --mail-from: `Waymark` is not a sender; write it like Waymark <waymark@example.org>
    ");
}

#[test]
fn whoever_listens_to_other_machines_says_where_people_find_it() {
    let settings = Settings { listen: text("0.0.0.0:8080"), ..Settings::default() };
    insta::assert_snapshot!(complaints(&settings), @"--public-url: connections from outside are accepted at 0.0.0.0:8080, so say where people find this Waymark, like https://waymark.example.org");
}

#[test]
fn plain_http_between_machines_has_to_be_accepted() {
    let exposed = [
        ("0.0.0.0:8080", "http://localhost:8080"),
        ("127.0.0.1:8080", "http://waymark.example.org"),
        ("[::]:8080", "http://waymark.example.org"),
    ];
    for (listen, url) in exposed {
        let settings =
            Settings { listen: text(listen), public_url: text(url), ..Settings::default() };
        assert!(complaints(&settings).contains("--allow-plain-http"), "{listen} {url}");

        let accepted = Settings { allow_plain_http: text("true"), ..settings };
        assert_eq!(complaints(&accepted), "", "{listen} {url}");
    }
    let encrypted = Settings {
        listen: text("0.0.0.0:8080"),
        public_url: text("https://waymark.example.org"),
        ..Settings::default()
    };
    assert_eq!(complaints(&encrypted), "", "a proxy with TLS stands in front");
}

#[test]
fn data_is_kept_where_the_machine_keeps_data() {
    let folder = |path: &str| Some(PathBuf::from(path));
    let bare = Surroundings::default();
    for (surroundings, expected) in [
        (at_home(), Some("/home/ada/.local/share/waymark")),
        (Surroundings { data_home: folder("/data"), ..at_home() }, Some("/data/waymark")),
        (
            Surroundings { data_home: folder("data"), ..at_home() },
            Some("/home/ada/.local/share/waymark"),
        ),
        (Surroundings { root: true, ..bare.clone() }, Some("/var/lib/waymark")),
        (bare, None),
    ] {
        let found = data_dir(None, &Command::Serve, &surroundings).ok();
        assert_eq!(found.as_deref(), expected.map(Path::new), "{surroundings:?}");
    }
}

#[test]
fn the_demo_has_a_data_directory_of_its_own() {
    let found = data_dir(None, &Command::Demo, &at_home()).unwrap();
    assert_eq!(found, Path::new("/home/ada/.local/share/waymark-demo"));

    let named = data_dir(Some(Path::new("/srv/demo")), &Command::Demo, &at_home()).unwrap();
    assert_eq!(named, Path::new("/srv/demo"));
}

#[test]
fn trusted_proxies_are_addresses_and_networks() {
    let settings = Settings { trusted_proxies: text("10.0.0.0/8, ::1,"), ..Settings::default() };
    let proxies = read(&settings).ok().unwrap().trusted_proxies;
    assert_eq!(
        proxies.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["10.0.0.0/8", "::1/128"]
    );
}

#[test]
fn the_public_url_follows_the_listener_unless_it_was_given() {
    let bound = "127.0.0.1:49152".parse().unwrap();

    let config = read(&Settings { listen: text("127.0.0.1:0"), ..Settings::default() });
    assert_eq!(config.ok().unwrap().bound_to(bound).public_url.origin(), "http://127.0.0.1:49152");

    let given = Settings { public_url: text("https://waymark.example.org"), ..Settings::default() };
    let config = read(&given).ok().unwrap().bound_to(bound);
    assert_eq!(config.public_url.origin(), "https://waymark.example.org");
}

#[test]
fn the_command_line_holds_together() {
    CommandLine::command().debug_assert();
}

#[test]
fn settings_may_stand_on_either_side_of_the_command() {
    for line in [["waymark", "--listen=[::1]:80", "demo"], ["waymark", "demo", "--listen=[::1]:80"]]
    {
        let parsed = CommandLine::try_parse_from(line).ok().unwrap();
        assert_eq!(parsed.command, Some(Command::Demo));
        assert_eq!(parsed.settings.listen.as_deref(), Some("[::1]:80"));
    }
    let parsed = CommandLine::try_parse_from(["waymark", "--allow-plain-http", "serve"]);
    assert_eq!(parsed.ok().unwrap().settings.allow_plain_http.as_deref(), Some("true"));
}

#[test]
fn mail_is_off_until_a_server_a_sender_and_our_address_are_given() {
    let smtp = || text("smtp://ada:hunter2@mail.example.org");
    let from = || text("Waymark <waymark@example.org>");
    let url = || text("https://waymark.example.org");
    assert!(read(&Settings::default()).ok().unwrap().mail.is_none());
    for (smtp_url, mail_from, public_url, complaint) in [
        (smtp(), None, url(), "--smtp-url: say whom mails come from, with --mail-from"),
        (
            None,
            from(),
            url(),
            "--smtp-url: say which server takes the mails that --mail-from signs, or leave both out",
        ),
        (
            smtp(),
            from(),
            None,
            "--smtp-url: mails hold links, so say where people find this Waymark, with --public-url",
        ),
        (smtp(), from(), url(), ""),
    ] {
        let settings = Settings { public_url, smtp_url, mail_from, ..Settings::default() };
        assert_eq!(complaints(&settings), complaint);
    }
    let settings =
        Settings { smtp_url: smtp(), mail_from: from(), public_url: url(), ..Settings::default() };
    let mail = read(&settings).ok().unwrap().mail.unwrap();
    assert_eq!(
        (mail.server.port, mail.from.email.to_string().as_str()),
        (587, "waymark@example.org")
    );
}
