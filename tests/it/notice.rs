//! Reminders: who gets which, when, and how to get no more of them.

use chrono::{DateTime, Utc};
use waymark::notice::look;

use crate::mail::deliver;
use crate::support::smtp::MailServer;
use crate::support::{Browser, Waymark};

const MAIL: &str = "/o/northwind/settings/mail";

/// Northwind with the team Payments, led by Paula, and Search, led by Sam and Paula, which both
/// exist since July 2026, and with reminders on.
struct Northwind {
    waymark: Waymark,
    owner: Browser,
    paula: Browser,
    server: MailServer,
}

impl Northwind {
    async fn with_reminders() -> Self {
        let waymark = Waymark::start().await;
        let owner = waymark.founded().await;
        waymark.given_team(&owner, "Payments").await;
        waymark.given_team(&owner, "Search").await;
        let paula = waymark.joined(&owner, "paula", "lead", "payments").await;
        waymark.joined(&owner, "sam", "lead", "search").await;
        waymark.joined(&owner, "vera", "viewer", "").await;
        for statement in [
            "delete from mail", // the invitations
            "update team set created_at = '2026-07-01T00:00:00Z'",
            "insert into team_lead select team.org_id, team.id, person.id from team, person
             where team.slug = 'search' and person.name = 'paula'",
        ] {
            sqlx::query(statement).execute(waymark.pool()).await.unwrap();
        }
        let form = owner.get(MAIL).await.form(MAIL).with("reminders", "on");
        let answer = owner.submit(&form).await;
        assert_eq!(answer.location.as_deref(), Some(&*format!("{MAIL}?done=reminders-on")));
        let server = MailServer::start().await;
        Self { waymark, owner, paula, server }
    }

    /// Looks and delivers on a day; tells who got what, `paula: subject`.
    async fn on(&self, day: &str) -> Vec<String> {
        let now: DateTime<Utc> = format!("{day}T06:00:00Z").parse().unwrap();
        self.waymark.app.clock.set(now);
        let before = self.server.received().len();
        self.look().await;
        deliver(&self.waymark, &self.server.postman()).await;
        let mut got: Vec<String> = self.server.received()[before..]
            .iter()
            .map(|mail| {
                let name = mail.to.split('@').next().unwrap();
                format!("{name}: {}", mail.parsed().subject().unwrap())
            })
            .collect();
        got.sort();
        got
    }

    async fn look(&self) -> usize {
        let app = &self.waymark.app;
        look(&app.db, &app.clock, &app.site).await.unwrap()
    }

    /// As if a team had submitted a period.
    async fn submitted(&self, team: &str, period: &str) {
        sqlx::query(
            "
            insert into assessment (org_id, id, team_id, period, model_id, submitted_at)
            select org_id, gen_random_uuid(), id, $2, 'cncf-cnmm-2', now() from team where slug = $1
            ",
        )
        .bind(team)
        .bind(period)
        .execute(self.waymark.pool())
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn leads_are_reminded_when_a_quarter_opens_before_it_ends_and_when_it_is_overdue() {
    let northwind = Northwind::with_reminders().await;
    northwind.submitted("search", "2026-Q3").await;
    northwind.submitted("payments", "2026-Q3").await;

    let both = |subject: &str| {
        [format!("paula: Northwind: {subject}"), format!("sam: Northwind: {subject}")]
    };
    assert_eq!(northwind.on("2026-10-01").await, both("the assessment of 2026-Q4 is open"));
    assert_eq!(northwind.on("2026-10-02").await, [""; 0]);
    assert_eq!(northwind.on("2026-11-12").await, [""; 0]);
    assert_eq!(northwind.on("2026-12-16").await, [""; 0]);
    assert_eq!(northwind.on("2026-12-17").await, both("2026-Q4 ends soon"));
    northwind.submitted("search", "2026-Q4").await;
    assert_eq!(northwind.on("2026-12-31").await, [""; 0]);
    assert_eq!(northwind.on("2027-01-01").await, both("the assessment of 2027-Q1 is open"));
    assert_eq!(
        northwind.on("2027-01-07").await,
        ["paula: Northwind: the assessment of 2026-Q4 is overdue"],
        "Sam has nothing left to submit"
    );
    assert_eq!(northwind.on("2027-01-20").await, [""; 0]);
}

#[tokio::test]
async fn a_reminder_lists_the_teams_that_have_not_submitted_with_links_that_lead_there() {
    let northwind = Northwind::with_reminders().await;
    northwind.submitted("search", "2026-Q4").await;

    assert_eq!(northwind.on("2026-12-20").await, ["paula: Northwind: 2026-Q4 ends soon"]);

    let mail = northwind.server.only_one();
    insta::with_settings!({filters => vec![("unsubscribe/[A-Za-z0-9_-]{43}", "unsubscribe/…")]}, {
        insta::assert_snapshot!(mail.text(), @r"
        2026-Q4 ends on 31 Dec 2026

        Hello paula,

        This team of yours has yet to submit its assessment of 2026-Q4.

        * Payments
          https://waymark.example/o/northwind/teams/payments/assessments/2026-Q4

        Choose which mails you get:
        https://waymark.example/account/mail

        -- 
        You get this mail because you lead a team of Northwind.
        Unsubscribe: https://waymark.example/unsubscribe/…
        ");
    });
    let html = mail.html();
    let page = scraper::Html::parse_document(&html);
    let links = scraper::Selector::parse("a").unwrap();
    let links: Vec<&str> = page.select(&links).filter_map(|link| link.attr("href")).collect();
    assert_eq!(links.len(), 3, "{links:?}");
    for link in links {
        assert!(mail.text().contains(link), "{link} is in both parts");
        let path = link.strip_prefix("https://waymark.example").unwrap();
        let answer = northwind.paula.get(path).await;
        assert!(matches!(answer.status.as_u16(), 200 | 303), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn nothing_is_sent_twice_however_often_and_by_how_many_it_is_looked() {
    let northwind = Northwind::with_reminders().await;
    northwind.waymark.app.clock.set("2026-10-03T00:00:00Z".parse().unwrap());

    let (one, two) = tokio::join!(northwind.look(), northwind.look());

    assert_eq!(one + two, 2);
    assert_eq!(northwind.look().await, 0);
    deliver(&northwind.waymark, &northwind.server.postman()).await;
    assert_eq!(northwind.server.received().len(), 2);
}

#[tokio::test]
async fn an_organization_that_has_not_turned_them_on_sends_none_and_asks_no_server() {
    let northwind = Northwind::with_reminders().await;
    let form = northwind.owner.get(MAIL).await.form(MAIL).with("reminders", "off");
    let answer = northwind.owner.submit(&form).await;
    assert_eq!(answer.location.as_deref(), Some(&*format!("{MAIL}?done=reminders-off")));
    northwind.waymark.another_org("contoso").await;

    assert_eq!(northwind.on("2026-10-01").await, [""; 0]);
    assert_eq!(northwind.server.connections(), 0);
}

#[tokio::test]
async fn whoever_is_removed_or_made_a_viewer_gets_nothing_not_even_what_waits() {
    let northwind = Northwind::with_reminders().await;
    northwind.waymark.app.clock.set("2026-10-01T00:00:00Z".parse().unwrap());
    assert_eq!(northwind.look().await, 2);
    let statement = "delete from membership using person
        where person.id = membership.person_id and person.name = 'sam'";
    sqlx::query(statement).execute(northwind.waymark.pool()).await.unwrap();

    assert_eq!(
        northwind.on("2026-10-01").await,
        ["paula: Northwind: the assessment of 2026-Q4 is open"]
    );
    let statement = "update membership set role = 'viewer' from person
        where person.id = membership.person_id and person.name = 'paula'";
    sqlx::query(statement).execute(northwind.waymark.pool()).await.unwrap();
    assert_eq!(northwind.on("2026-12-20").await, [""; 0]);
}

#[tokio::test]
async fn a_team_is_not_overdue_for_a_quarter_in_which_it_was_not_there() {
    let northwind = Northwind::with_reminders().await;
    sqlx::query("update team set created_at = '2027-01-02T00:00:00Z'")
        .execute(northwind.waymark.pool())
        .await
        .unwrap();

    assert_eq!(northwind.on("2027-01-20").await, [""; 0]);
}

#[tokio::test]
async fn a_lead_unsubscribes_by_the_link_of_a_mail_without_signing_in() {
    let northwind = Northwind::with_reminders().await;
    northwind.on("2026-10-01").await;
    let mails = northwind.server.received();
    let path = mails.iter().find(|mail| mail.to.starts_with("sam@")).unwrap().unsubscribe_path();
    let browser = northwind.waymark.browser();

    let page = browser.get(&path).await;
    assert_eq!(page.text_of("h1"), "Get no more reminders?");
    assert_eq!(
        browser.get(&path).await.text_of("h1"),
        "Get no more reminders?",
        "a program that opens links changes nothing"
    );
    assert_eq!(browser.submit(&page.form(&path)).await.text_of("h1"), "Unsubscribed");

    assert_eq!(northwind.on("2026-12-20").await, ["paula: Northwind: 2026-Q4 ends soon"]);
}

#[tokio::test]
async fn a_mail_program_unsubscribes_with_one_click() {
    use axum::body::Body;
    use axum::http::{Request, StatusCode};

    let northwind = Northwind::with_reminders().await;
    northwind.on("2026-10-01").await;
    let path = northwind.server.received()[0].unsubscribe_path();
    let bare = northwind.waymark.browser();

    for _ in ["once", "again"] {
        let request =
            Request::post(&path).header("content-type", "application/x-www-form-urlencoded");
        let answer = bare.send(request, Body::from("List-Unsubscribe=One-Click")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.html);
    }
    assert_eq!(northwind.on("2026-12-20").await.len(), 1);
}

#[tokio::test]
async fn an_invented_link_unsubscribes_nobody() {
    let northwind = Northwind::with_reminders().await;
    let browser = northwind.waymark.browser();

    assert_eq!(browser.get("/unsubscribe/invented").await.status, 404);
    assert_eq!(browser.post("/unsubscribe/invented", &[]).await.status, 404);
}

#[tokio::test]
async fn a_lead_chooses_in_their_account() {
    let northwind = Northwind::with_reminders().await;
    let account = "/account/mail";
    assert!(northwind.paula.get("/account").await.html.contains("href=\"/account/mail\""));

    let stop = northwind.paula.get(account).await.form(account).with("reminders", "off");
    let answer = northwind.paula.submit(&stop).await;
    assert_eq!(answer.location.as_deref(), Some("/account/mail?done=reminders-refused"));
    assert!(northwind.paula.get(account).await.main().contains("not wanted"));
    assert_eq!(northwind.on("2026-10-01").await.len(), 1);

    let again = northwind.paula.get(account).await.form(account).with("reminders", "on");
    northwind.paula.submit(&again).await;
    assert_eq!(northwind.on("2026-10-02").await.len(), 1, "and gets what they would have");
}

#[tokio::test]
async fn nobody_chooses_for_an_organization_that_they_do_not_belong_to() {
    let northwind = Northwind::with_reminders().await;
    let stranger = northwind.waymark.another_org("contoso").await;

    let fields = [("organization", "northwind"), ("reminders", "off")];
    assert_eq!(stranger.post("/account/mail", &fields).await.status, 422);
    let fields = [("organization", "northwind"), ("reminders", "perhaps")];
    assert_eq!(northwind.paula.post("/account/mail", &fields).await.status, 422);
}

#[tokio::test]
async fn a_test_mail_goes_to_whoever_asks_for_it_and_the_page_says_what_became_of_it() {
    let northwind = Northwind::with_reminders().await;
    let test = format!("{MAIL}/test");
    assert!(northwind.owner.get(MAIL).await.main().contains("None yet."));

    let form = northwind.owner.get(MAIL).await.form(&test);
    northwind.owner.submit(&form).await;
    northwind.owner.submit(&form).await;
    assert!(northwind.owner.get(MAIL).await.main().contains("waiting"));
    deliver(&northwind.waymark, &northwind.server.postman()).await;

    let mail = northwind.server.only_one();
    assert_eq!(mail.to, "maria@northwind.example");
    assert_eq!(mail.header("List-Unsubscribe"), None);
    let rows = northwind.owner.get(MAIL).await.texts_of("tbody tr");
    assert_eq!(
        rows,
        ["A test mail from Waymark maria@northwind.example 12 Nov 2026, 09:00 UTC sent"]
    );
}

#[tokio::test]
async fn after_five_test_mails_in_an_hour_it_is_too_many() {
    let northwind = Northwind::with_reminders().await;
    let test = format!("{MAIL}/test");
    for _ in 0..5 {
        assert_eq!(northwind.owner.post(&test, &[]).await.status, 303);
    }

    let answer = northwind.owner.post(&test, &[]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.headers["retry-after"].to_str().unwrap()),
        (429, "3600")
    );

    let clock = &northwind.waymark.app.clock;
    clock.set(clock.now() + chrono::Duration::hours(1));
    assert_eq!(northwind.owner.post(&test, &[]).await.status, 303);
}

#[tokio::test]
async fn a_decision_that_is_none_comes_back_and_a_lead_decides_nothing() {
    let northwind = Northwind::with_reminders().await;

    let answer = northwind.owner.post(MAIL, &[("reminders", "perhaps")]).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.error("reminders"), "Say whether reminders shall be on or off.");
    assert!(answer.main().contains("Leads are reminded."), "it is as it was");
    assert_eq!(northwind.paula.post(MAIL, &[("reminders", "off")]).await.status, 403);
    assert_eq!(northwind.paula.get(MAIL).await.status, 403);
}

#[tokio::test]
async fn one_organization_sees_nothing_of_the_mails_of_another() {
    let northwind = Northwind::with_reminders().await;
    northwind.on("2026-10-01").await;
    let contoso = northwind.waymark.another_org("contoso").await;

    assert!(northwind.owner.get(MAIL).await.main().contains("sam@northwind.example"));
    let theirs = contoso.get("/o/contoso/settings/mail").await;
    assert!(theirs.main().contains("None yet.") && theirs.main().contains("Nobody is reminded."));
}

#[tokio::test]
async fn an_invitation_is_mailed_with_the_link_that_is_shown() {
    let northwind = Northwind::with_reminders().await;

    let link =
        northwind.waymark.invite(&northwind.owner, "o'neil@contoso.example", "viewer", "").await;
    deliver(&northwind.waymark, &northwind.server.postman()).await;

    let mail = northwind.server.only_one();
    assert_eq!(mail.to, "o'neil@contoso.example");
    assert_eq!(mail.parsed().subject(), Some("An invitation to Northwind"));
    for part in [mail.text(), mail.html()] {
        assert!(part.contains(&format!("https://waymark.example{link}")), "{part}");
    }
    let page = northwind.waymark.browser().get(&link).await;
    assert!(page.main().contains("Northwind"), "{}", page.html);
}

#[tokio::test]
async fn after_fifty_invitations_in_an_hour_the_link_is_only_shown() {
    let northwind = Northwind::with_reminders().await;
    for number in 0..50 {
        let email = format!("reader{number}@contoso.example");
        northwind.waymark.invite(&northwind.owner, &email, "viewer", "").await;
    }

    northwind.waymark.invite(&northwind.owner, "late@contoso.example", "viewer", "").await;

    let mailed: i64 = sqlx::query_scalar("select count(*) from mail")
        .fetch_one(northwind.waymark.pool())
        .await
        .unwrap();
    assert_eq!(mailed, 50);
}
