//! Reports reach those who have subscribed, by mail: once each, and with a link of their own.

mod refusing;
mod sending;

use axum::http::StatusCode;
use waymark::router::router;
use waymark::state::{App, Mailing};

use super::{demo, made};
use crate::mail::deliver;
use crate::support::smtp::{MailServer, Received};
use crate::support::waymark::PASSWORD;
use crate::support::{Answer, Browser, Waymark};

const SUBSCRIBERS: &str = "/o/northwind/reports/subscribers";

/// Adds a subscriber, whose address is the name at contoso.example.
async fn subscribing(owner: &Browser, name: &str) -> Answer {
    let email = format!("{}@Contoso.example", name.to_lowercase());
    let form = owner.get(SUBSCRIBERS).await.form(SUBSCRIBERS);
    owner.submit(&form.with("name", name).with("email", &email)).await
}

/// Asks that a report be mailed; tells the word of what was done.
async fn mailed(owner: &Browser, report: &str, fields: &[(&str, &str)]) -> String {
    let answer = owner.post(&format!("{report}/mailing"), fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    answer.location.unwrap().split("done=").nth(1).unwrap().to_owned()
}

/// What arrives when everything due is delivered, by recipient.
async fn arrived(waymark: &Waymark, server: &MailServer) -> Vec<Received> {
    let before = server.received().len();
    deliver(waymark, &server.postman()).await;
    let mut mails = server.received().split_off(before);
    mails.sort_by(|a, b| a.to.cmp(&b.to));
    mails
}

fn recipients(mails: &[Received]) -> Vec<&str> {
    mails.iter().map(|mail| mail.to.split('@').next().unwrap()).collect()
}

/// The path of the report's link in a mail.
fn link(mail: &Received) -> String {
    let text = mail.text();
    let path = text.split("https://waymark.example/s/").nth(1).unwrap();
    format!("/s/{}", path.lines().next().unwrap())
}

/// The demo with a report, and Ada and Grace as subscribers.
struct Northwind {
    waymark: Waymark,
    owner: Browser,
    server: MailServer,
    report: String,
}

impl Northwind {
    async fn with_subscribers() -> Self {
        let (waymark, owner) = demo().await;
        let report = made(&owner, &[]).await;
        for name in ["Ada", "Grace"] {
            let answer = subscribing(&owner, name).await;
            assert_eq!(answer.location.unwrap(), format!("{SUBSCRIBERS}?done=subscriber-added"));
        }
        Self { waymark, owner, server: MailServer::start().await, report }
    }

    async fn mailed(&self, fields: &[(&str, &str)]) -> String {
        mailed(&self.owner, &self.report, fields).await
    }

    async fn arrived(&self) -> Vec<Received> {
        arrived(&self.waymark, &self.server).await
    }

    /// The lines of the list of subscribers.
    async fn listed(&self) -> Vec<String> {
        self.owner.get(SUBSCRIBERS).await.texts_of("tbody tr")
    }

    /// Removes whoever comes first.
    async fn remove_first(&self) {
        let page = self.owner.get(SUBSCRIBERS).await;
        let action = page.html.split("action=\"").find(|it| it.contains("/removal\"")).unwrap();
        let action = action.split('"').next().unwrap();
        let answer = self.owner.submit(&page.form(action)).await;
        assert!(answer.location.unwrap().ends_with("?done=subscriber-removed"));
    }
}

#[tokio::test]
async fn subscribers_are_listed_and_whoever_is_removed_is_mailed_nothing_not_even_what_waits() {
    let northwind = Northwind::with_subscribers().await;
    assert_eq!(northwind.mailed(&[]).await, "report-mailed");
    let listed = northwind.listed().await;
    assert!(listed[0].starts_with("Adaada@contoso.example 12 Nov 2026"), "{listed:?}");
    assert!(listed[1].contains(" 12 Nov 2026 waiting"), "{listed:?}");

    northwind.remove_first().await;

    assert_eq!(recipients(&northwind.arrived().await), ["grace"]);
    let listed = northwind.listed().await;
    assert_eq!(listed.len(), 1);
    assert!(listed[0].starts_with("Grace") && !listed[0].contains("waiting"), "{listed:?}");
    assert_eq!(northwind.mailed(&[("also", "yes")]).await, "nobody-mailed");
}

#[tokio::test]
async fn a_subscriber_with_errors_comes_back_as_they_were_typed() {
    let northwind = Northwind::with_subscribers().await;
    let typed = [("name", ""), ("email", "ada at contoso")];
    let answer = northwind.owner.post(SUBSCRIBERS, &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("name"), "Fill in this field.");
    assert!(answer.error("email").starts_with("Write an e-mail address"));
    assert_eq!(answer.form(SUBSCRIBERS).text("email"), "ada at contoso");

    let again = subscribing(&northwind.owner, "Ada").await;
    assert_eq!(again.error("email"), "This address has subscribed already.");
    assert_eq!(again.form(SUBSCRIBERS).text("name"), "Ada");

    sqlx::query(
        "insert into subscriber select org_id, gen_random_uuid(), name, n || email, added_by, added_at
         from subscriber, generate_series(1, 99) n",
    )
    .execute(northwind.waymark.pool())
    .await
    .unwrap();
    let full = subscribing(&northwind.owner, "Zoe").await;
    assert!(full.error("email").contains("200 subscribers"), "{}", full.html);
}

#[tokio::test]
async fn who_does_not_manage_the_organization_subscribes_and_mails_nobody() {
    let northwind = Northwind::with_subscribers().await;
    let viewer = northwind.waymark.signed_in("viewer@northwind.example").await;
    let stranger = northwind.waymark.another_org("southwind").await;
    let of: String = sqlx::query_scalar("select id::text from subscriber limit 1")
        .fetch_one(northwind.waymark.pool())
        .await
        .unwrap();
    let named = [("name", "Eve"), ("email", "eve@contoso.example")];
    let removal = format!("{SUBSCRIBERS}/{of}/removal");
    let mailing = format!("{}/mailing", northwind.report);
    for path in [SUBSCRIBERS, &removal, &mailing] {
        assert_eq!(viewer.post(path, &named).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(stranger.post(path, &named).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in [removal, mailing] {
        let theirs = path.replace("northwind", "southwind");
        assert_eq!(stranger.post(&theirs, &[]).await.status, StatusCode::NOT_FOUND, "{theirs}");
    }
    assert_eq!(viewer.get(SUBSCRIBERS).await.status, StatusCode::FORBIDDEN);
    let theirs = stranger.get("/o/southwind/reports/subscribers").await;
    assert!(theirs.main().contains("Nobody yet"));
    assert_eq!(northwind.listed().await.len(), 2);
    assert_eq!(northwind.arrived().await.len(), 0);
}

#[tokio::test]
async fn while_mail_is_off_nothing_is_offered_and_nothing_is_sent() {
    let northwind = Northwind::with_subscribers().await;
    let app = App { mailing: Mailing::of(None), ..northwind.waymark.app.clone() };
    let owner = Browser::new(router(app));
    let signed_in = [("email", "owner@northwind.example"), ("password", PASSWORD)];
    owner.post("/login", &signed_in).await;

    let links = owner.get(&format!("{}/links", northwind.report)).await;
    assert!(links.main().contains("Mail is off") && links.main().contains("WAYMARK_SMTP_URL"));
    assert!(!links.html.contains("/mailing\""));
    assert!(owner.get(SUBSCRIBERS).await.main().contains("Mail is off"));
    let answer = owner.post(&format!("{}/mailing", northwind.report), &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(northwind.arrived().await.len(), 0);
}
