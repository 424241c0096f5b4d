use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::{address, demo, made, opened, shared};
use crate::support::{Answer, Browser, Waymark};

const PASSPHRASE: &str = "velvet anchor noon";

/// What an answer shows to whoever compares answers.
fn shown(answer: &Answer) -> String {
    format!("{} {:?}\n{}", answer.status, answer.headers, answer.html)
}

async fn ends(waymark: &Waymark, when: &str) {
    sqlx::query("update share_link set expires_at = $1::timestamptz")
        .bind(when)
        .execute(waymark.pool())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_link_leads_to_its_report_and_leaves_its_token_behind() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let link = shared(&owner, &report, &[]).await;
    let reader = waymark.browser();

    let first = reader.get(&link).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let page = first.location.clone().unwrap();
    let cookie = first.headers["set-cookie"].to_str().unwrap();
    for says in
        ["__Secure-waymark_report=", "Secure", "HttpOnly", "SameSite=Lax", &format!("Path={page};")]
    {
        assert!(cookie.contains(says), "{says}: {cookie}");
    }
    let token = link.strip_prefix("/s/").unwrap();
    assert!(page.starts_with("/r/") && !page.contains(token));

    let read = reader.get(&page).await;
    assert_eq!(read.status, StatusCode::OK);
    assert_eq!(read.text_of("h1"), "Northwind is 96 % of the way to Level 2.");
    assert!(read.text_of("header").contains("valid until 10 Feb 2027"));
    assert!(read.main().contains("Figures as of 12 Nov 2026"));
    for answer in [&first, &read] {
        assert_eq!(answer.headers["referrer-policy"], "no-referrer");
        assert!(answer.headers["x-robots-tag"].to_str().unwrap().contains("noindex"));
    }
    assert_eq!(read.headers["cache-control"], "private, no-cache");
    assert!(!read.html.contains(token) && !read.html.contains('@'), "no token, no address");
    let id = report.rsplit('/').next().unwrap();
    assert!(!read.html.contains(id), "no id of ours");
    assert!(!read.html.contains("/o/"), "nothing leads inside");
    let hosts: Vec<&str> = read.html.split("://").skip(1).collect();
    assert!(hosts.iter().all(|rest| rest.starts_with("www.w3.org/2000/svg")), "{hosts:?}");
}

#[tokio::test]
async fn nothing_in_an_address_widens_what_is_read() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[("note", "First")]).await;
    let words = format!("{report}/words");
    owner.submit(&owner.get(&words).await.form(&words).with("note", "Second")).await;
    let reader = waymark.browser();
    let page = opened(&reader, &shared(&owner, &report, &[]).await).await;
    let plain = reader.get(&page).await;

    for query in ["?revision=1", "?period=2026-Q2", "?show_teams=yes", "?show_money=1&people=1"] {
        assert_eq!(reader.get(&format!("{page}{query}")).await.html, plain.html, "{query}");
    }
    for path in [&report, "/o/northwind", "/o/northwind/roi"] {
        assert_eq!(reader.get(path).await.status, StatusCode::SEE_OTHER, "{path}: sign in first");
    }
}

#[tokio::test]
async fn links_that_open_nothing_are_not_told_apart() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let link = async || shared(&owner, &report, &[("passphrase", PASSPHRASE)]).await;
    let links = format!("{report}/links");
    let form = async |verb: &str| {
        let page = owner.get(&links).await;
        let actions = page.html.split("action=\"").skip(1);
        let mut actions = actions.map(|rest| rest.split('"').next().unwrap().to_owned());
        let action = actions.find(|action| action.ends_with(verb)).unwrap();
        page.form(&action)
    };

    let mut answers: Vec<(&str, String)> = Vec::new();
    let mut note = async |what: &'static str, link: &str, reader: &Browser, page: Option<&str>| {
        answers.push((what, shown(&waymark.browser().get(link).await)));
        if let Some(page) = page {
            answers.push((what, shown(&reader.get(page).await)));
            let passphrase = [("passphrase", PASSPHRASE)];
            let told = reader.post(&format!("{page}/passphrase"), &passphrase).await;
            answers.push((what, shown(&told)));
        }
    };
    let open = async |link: &str| {
        let reader = waymark.browser();
        let page = opened(&reader, link).await;
        assert_eq!(reader.get(&page).await.text_of("h1"), "This report has a passphrase");
        (reader, page)
    };

    let revoked = link().await;
    let (reader, page) = open(&revoked).await;
    owner.submit(&form("revocation").await).await;
    note("revoked", &revoked, &reader, Some(&page)).await;

    let rotated = link().await;
    let (reader, page) = open(&rotated).await;
    let new = address(&owner.submit(&form("rotation").await).await);
    note("rotated", &rotated, &reader, Some(&page)).await;

    let (reader, page) = open(&new).await;
    ends(&waymark, "2026-11-12T09:00:00Z").await;
    note("expired", &new, &reader, Some(&page)).await;
    ends(&waymark, "2026-11-12T09:00:01Z").await;

    let unknown = format!("/s/{}", "A".repeat(43));
    note("unknown", &unknown, &waymark.browser(), Some(&format!("/r/{}", "A".repeat(22)))).await;
    let wrong = reader.post(&format!("{page}/passphrase"), &[("passphrase", "not this one")]).await;
    answers.push(("wrong passphrase", shown(&wrong)));
    let without = waymark.browser().get(&page).await;
    answers.push(("without its cookie", shown(&without)));

    assert_eq!(answers.len(), 14);
    for (what, answer) in &answers {
        assert!(answer.starts_with("404"), "{what}: {answer}");
        assert_eq!(*answer, answers[0].1, "{what}");
    }
    assert_eq!(reader.get(&page).await.status, StatusCode::OK, "it is live, and asks again");
}

#[tokio::test]
async fn a_passphrase_lets_in_until_the_link_has_another_address() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let link = shared(&owner, &report, &[("passphrase", PASSPHRASE)]).await;
    let reader = waymark.browser();
    let page = opened(&reader, &link).await;
    let asked = reader.get(&page).await;
    assert!(!asked.html.contains("Northwind"), "nothing is told before");

    let form = asked.form(&format!("{page}/passphrase")).with("passphrase", PASSPHRASE);
    assert_eq!(reader.submit(&form).await.location.as_deref(), Some(&*page));
    assert!(reader.get(&page).await.text_of("h1").starts_with("Northwind"));
    assert_eq!(reader.submit(&form).await.location.as_deref(), Some(&*page), "sent again");

    let another = waymark.browser();
    opened(&another, &link).await;
    assert!(!another.get(&page).await.html.contains("Northwind"), "the other browser is asked");
    let stored: String = sqlx::query_scalar("select passphrase_hash from share_link")
        .fetch_one(waymark.pool())
        .await
        .unwrap();
    assert!(stored.starts_with("$argon2id$"));
}

#[tokio::test]
async fn who_guesses_passphrases_is_told_to_wait() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let link = shared(&owner, &report, &[("passphrase", PASSPHRASE)]).await;
    let reader = waymark.browser();
    let page = opened(&reader, &link).await;
    let mut last = StatusCode::OK;
    for _ in 0..12 {
        let guess = [("passphrase", "guess")];
        let answer = reader.post(&format!("{page}/passphrase"), &guess).await;
        last = answer.status;
        if last == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.headers.contains_key("retry-after"));
        }
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_report_that_a_browser_has_is_not_sent_again_until_it_is_another() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let reader = waymark.browser();
    let link = shared(&owner, &report, &[]).await;
    let page = opened(&reader, &link).await;
    let first = reader.get(&page).await;
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    let asking = async |tag: &str| {
        reader.send(Request::get(&page).header("if-none-match", tag), Body::empty()).await
    };

    let again = asking(&tag).await;
    assert_eq!((again.status, again.html.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(again.headers["etag"], *tag);
    assert_eq!(asking(&format!("\"other\", {tag}")).await.status, StatusCode::NOT_MODIFIED);
    assert_eq!(asking("W/\"other\"").await.status, StatusCode::OK);

    let words = format!("{report}/words");
    owner.submit(&owner.get(&words).await.form(&words).with("note", "New")).await;
    assert!(asking(&tag).await.main().contains("New"));
    let revocation = owner.get(&format!("{report}/links")).await;
    let actions = revocation.html.split("action=\"").skip(1);
    let mut actions = actions.map(|rest| rest.split('"').next().unwrap());
    let action = actions.find(|action| action.ends_with("revocation")).unwrap();
    owner.submit(&revocation.form(action)).await;
    assert_eq!(asking(&tag).await.status, StatusCode::NOT_FOUND, "a kept tag opens nothing");
}
