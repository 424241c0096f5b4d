//! Who gets what: every route, asked for by everybody.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::source::Source;
use crate::support::{Answer, Browser, Waymark};

/// From the one who may least. Payments is the team that the paths name.
const VISITORS: [&str; 7] =
    ["nobody", "stranger", "viewer", "lead of Search", "lead of Payments", "admin", "owner"];

async fn visitors(waymark: &Waymark) -> [Browser; 7] {
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "Payments").await;
    waymark.given_team(&owner, "Search").await;
    waymark.joined(&owner, "max", "viewer", "").await;
    let of_payments = [("team", "payments"), ("name", "Card gateway"), ("action", "rehost")];
    let more = [("reason", "Freezes"), ("state", "planned"), ("since", "2026-Q4")];
    owner.post("/o/northwind/applications", &[of_payments, more].concat()).await;
    let pattern =
        [("team", "payments"), ("name", "Deploy"), ("description", "Tag"), ("dev", "yes")];
    owner.post("/o/northwind/patterns", &pattern).await;
    let kpi = [
        ("name", "Lead time"),
        ("direction", "down"),
        ("cadence", "monthly"),
        ("team", "payments"),
        ("baseline", "9"),
        ("baseline_period", "2026-Q4"),
    ];
    assert_eq!(owner.post("/o/northwind/kpis", &kpi).await.status, StatusCode::SEE_OTHER);
    [
        waymark.browser(),
        waymark.another_org("contoso").await,
        waymark.joined(&owner, "vera", "viewer", "").await,
        waymark.joined(&owner, "sam", "lead", "search").await,
        waymark.joined(&owner, "paula", "lead", "payments").await,
        waymark.joined(&owner, "ada", "admin", "").await,
        owner,
    ]
}

/// Every path of the site, in order, but one's sign-out at the end.
fn paths() -> Vec<String> {
    let mut paths: Vec<String> = Source::all()
        .iter()
        .flat_map(|source| source.code.split("#[typed_path(").skip(1))
        .map(|rest| rest.split('"').nth(1).unwrap().to_owned())
        .collect();
    paths.sort_by_key(|path| (path == "/logout", path.clone()));
    paths
}

/// A path of Northwind, with something in each place.
async fn filled(path: &str, pool: &PgPool) -> String {
    let somebody: String = sqlx::query_scalar("select id::text from person where name = 'max'")
        .fetch_one(pool)
        .await
        .unwrap();
    let criterion = if path.contains("{team}") {
        "people.overview.l1.basic-knowledge"
    } else {
        "people.overview.l1.goals-linked"
    };
    path.replace("{org}", "northwind")
        .replace("{team}", "payments")
        .replace("{period}", "2026-Q4")
        .replace("{dimension}", "people")
        .replace("{criterion}", criterion)
        .replace("{person}", &somebody)
        .replace("{action}", &somebody)
        .replace("{kpi}", "lead-time")
        .replace("{reading}", &somebody)
        .replace("{certificate}", &somebody)
        .replace("{session}", &somebody)
        .replace("{invitation}", &somebody)
        .replace("{hold}", &somebody)
        .replace("{target}", &somebody)
        .replace("{entry}", &somebody)
        .replace("{file}", "trend.svg")
        .replace("{application}", "card-gateway")
        .replace("{needed}", "checkout")
        .replace("{pattern}", "deploy")
        .replace("{report}", &somebody)
        .replace("{link}", &somebody)
        .replace("{subscriber}", &somebody)
        .replace("{public_id}", &somebody)
        .replace("{token}", "invented")
}

async fn ask(browser: &Browser, method: &str, path: &str) -> Answer {
    match method {
        "GET" => browser.get(path).await,
        _ => browser.post(path, &[]).await,
    }
}

/// A new route appears in this table, and whoever adds it looks at who gets it. Forms are sent
/// empty: 422 is the answer to somebody who may send them, and 409 where there is nothing to reopen. The admin removes the member in the
/// path, whom the owner then does not find.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a line a route")]
async fn every_route_by_who_asks_for_it() {
    let waymark = Waymark::start().await;
    let visitors = visitors(&waymark).await;

    let mut lines = vec![VISITORS.join(", ")];
    for path in paths() {
        let asked = filled(&path, waymark.pool()).await;
        for method in ["GET", "POST"] {
            let mut answers = Vec::new();
            for visitor in &visitors {
                answers.push(ask(visitor, method, &asked).await.status.as_str().to_owned());
            }
            if answers.iter().any(|status| status != "405") {
                lines.push(format!("{}  {method:<4} {path}", answers.join(" ")));
            }
        }
    }

    insta::assert_snapshot!(lines.join("\n"), @r"
    nobody, stranger, viewer, lead of Search, lead of Payments, admin, owner
    303 303 303 303 303 303 303  GET  /
    303 200 200 200 200 200 200  GET  /account
    401 422 422 422 422 422 422  POST /account
    303 200 200 200 200 200 200  GET  /account/mail
    401 422 422 422 422 422 422  POST /account/mail
    401 422 422 422 422 422 422  POST /account/password
    303 200 200 200 200 200 200  GET  /account/sessions
    401 303 303 303 303 303 303  POST /account/sessions
    401 404 404 404 404 404 404  POST /account/sessions/{session}
    404 404 404 404 404 404 404  GET  /invitations/{token}
    404 404 404 404 404 404 404  POST /invitations/{token}
    200 303 303 303 303 303 303  GET  /login
    422 422 422 422 422 422 422  POST /login
    200 200 200 200 200 200 200  GET  /methodology
    303 404 200 200 200 200 200  GET  /o/{org}
    303 404 200 200 200 200 200  GET  /o/{org}/actions
    401 404 403 403 403 422 422  POST /o/{org}/actions
    401 404 403 403 403 404 404  POST /o/{org}/actions/{action}
    303 404 200 200 200 200 200  GET  /o/{org}/applications
    401 404 403 422 422 422 422  POST /o/{org}/applications
    303 404 200 200 200 200 200  GET  /o/{org}/applications.csv
    303 404 403 200 200 200 200  GET  /o/{org}/applications/new
    303 404 200 200 200 200 200  GET  /o/{org}/applications/{application}
    401 404 403 403 422 422 422  POST /o/{org}/applications/{application}
    401 404 403 403 422 422 422  POST /o/{org}/applications/{application}/changes
    303 404 403 403 200 200 200  GET  /o/{org}/applications/{application}/edit
    401 404 403 403 422 422 422  POST /o/{org}/applications/{application}/needs
    401 404 403 403 404 404 404  POST /o/{org}/applications/{application}/needs/{needed}/removal
    401 404 403 403 303 404 404  POST /o/{org}/applications/{application}/removal
    303 404 303 303 303 303 303  GET  /o/{org}/assessments/{period}
    401 404 403 403 403 422 422  POST /o/{org}/assessments/{period}/answers/{criterion}
    401 404 403 403 403 409 409  POST /o/{org}/assessments/{period}/reopening
    303 404 200 200 200 200 200  GET  /o/{org}/assessments/{period}/review
    401 404 403 403 403 422 422  POST /o/{org}/assessments/{period}/submission
    303 404 200 200 200 200 200  GET  /o/{org}/assessments/{period}/{dimension}
    401 404 403 403 403 303 303  POST /o/{org}/assessments/{period}/{dimension}
    303 404 200 200 200 200 200  GET  /o/{org}/charts/{file}
    303 404 200 200 200 200 200  GET  /o/{org}/compare
    303 404 200 200 200 200 200  GET  /o/{org}/criteria/{criterion}
    303 404 303 303 303 303 303  GET  /o/{org}/dimensions/{dimension}
    303 404 200 200 200 200 200  GET  /o/{org}/dimensions/{dimension}/charts/{file}
    303 404 404 404 404 404 404  GET  /o/{org}/files/{file}
    303 404 200 200 200 200 200  GET  /o/{org}/kpis
    401 404 403 422 422 422 422  POST /o/{org}/kpis
    303 404 200 200 200 200 200  GET  /o/{org}/kpis/certificates
    401 404 403 422 422 422 422  POST /o/{org}/kpis/certificates
    401 404 403 404 404 404 404  POST /o/{org}/kpis/certificates/{certificate}/removal
    303 404 403 200 200 200 200  GET  /o/{org}/kpis/import
    401 404 403 422 422 422 422  POST /o/{org}/kpis/import
    303 404 403 200 200 200 200  GET  /o/{org}/kpis/new
    303 404 403 200 200 200 200  GET  /o/{org}/kpis/readings
    401 404 403 422 422 422 422  POST /o/{org}/kpis/readings
    303 404 200 200 200 200 200  GET  /o/{org}/kpis/readings.csv
    303 404 200 200 200 200 200  GET  /o/{org}/kpis/{kpi}
    303 404 200 200 200 200 200  GET  /o/{org}/kpis/{kpi}/baseline
    401 404 403 403 422 422 422  POST /o/{org}/kpis/{kpi}/baseline
    303 404 200 200 200 200 200  GET  /o/{org}/kpis/{kpi}/charts/{file}
    303 404 200 200 200 200 200  GET  /o/{org}/kpis/{kpi}/readings
    401 404 403 403 422 422 422  POST /o/{org}/kpis/{kpi}/readings
    303 404 200 200 200 200 200  GET  /o/{org}/kpis/{kpi}/readings.csv
    303 404 403 403 404 404 404  GET  /o/{org}/kpis/{kpi}/readings/{reading}
    401 404 403 403 404 404 404  POST /o/{org}/kpis/{kpi}/readings/{reading}
    401 404 403 403 404 404 404  POST /o/{org}/kpis/{kpi}/readings/{reading}/removal
    401 404 403 403 303 303 303  POST /o/{org}/kpis/{kpi}/resumption
    401 404 403 403 303 303 303  POST /o/{org}/kpis/{kpi}/retirement
    303 404 403 403 200 200 200  GET  /o/{org}/kpis/{kpi}/settings
    401 404 403 403 422 422 422  POST /o/{org}/kpis/{kpi}/settings
    303 404 303 303 303 303 303  GET  /o/{org}/levels
    303 404 200 200 200 200 200  GET  /o/{org}/methodology
    303 404 200 200 200 200 200  GET  /o/{org}/moves
    303 404 200 200 200 200 200  GET  /o/{org}/patterns
    401 404 403 422 422 422 422  POST /o/{org}/patterns
    303 404 403 200 200 200 200  GET  /o/{org}/patterns/new
    303 404 200 200 200 200 200  GET  /o/{org}/patterns/{pattern}
    401 404 403 403 422 422 422  POST /o/{org}/patterns/{pattern}
    303 404 404 404 404 404 404  GET  /o/{org}/patterns/{pattern}/charts/{file}
    303 404 403 403 200 200 200  GET  /o/{org}/patterns/{pattern}/edit
    401 404 403 403 303 404 404  POST /o/{org}/patterns/{pattern}/removal
    303 404 200 200 200 200 200  GET  /o/{org}/plan
    401 404 403 403 403 422 422  POST /o/{org}/plan/holds
    401 404 403 403 403 404 404  POST /o/{org}/plan/holds/{hold}/end
    401 404 403 403 403 422 422  POST /o/{org}/plan/targets
    401 404 403 403 403 404 404  POST /o/{org}/plan/targets/{target}/removal
    303 404 200 200 200 200 200  GET  /o/{org}/reporting
    303 404 200 200 200 200 200  GET  /o/{org}/reports
    401 404 422 403 403 422 422  POST /o/{org}/reports
    303 404 303 403 403 303 303  GET  /o/{org}/reports/new
    303 404 403 403 403 200 200  GET  /o/{org}/reports/subscribers
    401 404 403 403 403 422 422  POST /o/{org}/reports/subscribers
    401 404 403 403 403 404 404  POST /o/{org}/reports/subscribers/{subscriber}/removal
    303 404 404 404 404 404 404  GET  /o/{org}/reports/{report}
    303 404 404 404 404 404 404  GET  /o/{org}/reports/{report}/files/{file}
    303 404 403 403 403 404 404  GET  /o/{org}/reports/{report}/links
    401 404 403 403 403 404 404  POST /o/{org}/reports/{report}/links
    401 404 403 403 403 404 404  POST /o/{org}/reports/{report}/links/{link}/revocation
    401 404 403 403 403 404 404  POST /o/{org}/reports/{report}/links/{link}/rotation
    401 404 403 403 403 404 404  POST /o/{org}/reports/{report}/mailing
    303 404 404 403 403 404 404  GET  /o/{org}/reports/{report}/renewal
    401 404 404 403 403 404 404  POST /o/{org}/reports/{report}/renewal
    401 404 403 403 403 404 404  POST /o/{org}/reports/{report}/withdrawal
    303 404 404 403 403 404 404  GET  /o/{org}/reports/{report}/words
    401 404 404 403 403 404 404  POST /o/{org}/reports/{report}/words
    303 404 200 200 200 200 200  GET  /o/{org}/roi
    303 404 403 200 200 200 200  GET  /o/{org}/roi/entries
    401 404 403 422 422 422 422  POST /o/{org}/roi/entries
    303 404 200 200 200 200 200  GET  /o/{org}/roi/entries.csv
    303 404 403 404 404 404 404  GET  /o/{org}/roi/entries/{entry}
    401 404 403 404 404 404 404  POST /o/{org}/roi/entries/{entry}
    401 404 403 404 404 404 404  POST /o/{org}/roi/entries/{entry}/removal
    303 404 403 403 403 200 200  GET  /o/{org}/roi/expectation
    401 404 403 403 403 422 422  POST /o/{org}/roi/expectation
    401 404 403 403 403 404 404  POST /o/{org}/roi/expectation/removal
    303 404 403 200 200 200 200  GET  /o/{org}/roi/import
    401 404 403 422 422 422 422  POST /o/{org}/roi/import
    401 404 403 403 403 422 422  POST /o/{org}/settings/invitations
    401 404 403 403 403 404 404  POST /o/{org}/settings/invitations/{invitation}/revocation
    303 404 403 403 403 200 200  GET  /o/{org}/settings/mail
    401 404 403 403 403 422 422  POST /o/{org}/settings/mail
    401 404 403 403 403 303 303  POST /o/{org}/settings/mail/test
    303 404 403 403 403 200 200  GET  /o/{org}/settings/members
    401 404 403 403 403 422 422  POST /o/{org}/settings/members/{person}
    401 404 403 403 403 303 404  POST /o/{org}/settings/members/{person}/removal
    303 404 403 403 403 200 200  GET  /o/{org}/settings/organization
    401 404 403 403 403 422 422  POST /o/{org}/settings/organization
    401 404 403 403 403 422 422  POST /o/{org}/settings/organization/currency
    303 404 403 403 403 200 200  GET  /o/{org}/settings/teams
    401 404 403 403 403 422 422  POST /o/{org}/settings/teams
    303 404 403 403 403 200 200  GET  /o/{org}/settings/teams/{team}
    401 404 403 403 403 422 422  POST /o/{org}/settings/teams/{team}
    303 404 200 200 200 200 200  GET  /o/{org}/teams
    303 404 200 200 200 200 200  GET  /o/{org}/teams/{team}
    303 404 200 200 200 200 200  GET  /o/{org}/teams/{team}/actions
    401 404 403 403 422 422 422  POST /o/{org}/teams/{team}/actions
    401 404 403 403 404 404 404  POST /o/{org}/teams/{team}/actions/{action}
    303 404 303 303 303 303 303  GET  /o/{org}/teams/{team}/assessments/{period}
    401 404 403 403 422 422 422  POST /o/{org}/teams/{team}/assessments/{period}/answers/{criterion}
    401 404 403 403 409 409 409  POST /o/{org}/teams/{team}/assessments/{period}/reopening
    303 404 200 200 200 200 200  GET  /o/{org}/teams/{team}/assessments/{period}/review
    401 404 403 403 422 422 422  POST /o/{org}/teams/{team}/assessments/{period}/submission
    303 404 200 200 200 200 200  GET  /o/{org}/teams/{team}/assessments/{period}/{dimension}
    401 404 403 403 303 303 303  POST /o/{org}/teams/{team}/assessments/{period}/{dimension}
    303 404 200 200 200 200 200  GET  /o/{org}/teams/{team}/charts/{file}
    303 404 200 200 200 200 200  GET  /o/{org}/teams/{team}/compare
    303 404 200 200 200 200 200  GET  /o/{org}/teams/{team}/criteria/{criterion}
    404 404 404 404 404 404 404  GET  /r/{public_id}
    404 404 404 404 404 404 404  GET  /r/{public_id}/files/{file}
    404 404 404 404 404 404 404  POST /r/{public_id}/passphrase
    404 404 404 404 404 404 404  POST /resubscribe/{token}
    404 404 404 404 404 404 404  GET  /s/{token}
    404 404 404 404 404 404 404  GET  /setup
    404 404 404 404 404 404 404  POST /setup
    303 303 303 303 303 303 303  POST /theme
    404 404 404 404 404 404 404  GET  /unsubscribe/{token}
    404 404 404 404 404 404 404  POST /unsubscribe/{token}
    303 303 303 303 303 303 303  POST /logout
    ");
}

#[tokio::test]
async fn to_a_stranger_an_organization_is_like_an_invented_one_at_every_route() {
    let waymark = Waymark::start().await;
    let [_, stranger, ..] = visitors(&waymark).await;

    for path in paths().iter().filter(|path| path.contains("{org}")) {
        let theirs = filled(path, waymark.pool()).await;
        let invented = theirs.replace("northwind", "invented");
        for method in ["GET", "POST"] {
            let across = ask(&stranger, method, &theirs).await;
            let nowhere = ask(&stranger, method, &invented).await;
            let both = [&across, &nowhere].map(|answer| (answer.status, &answer.html));
            assert_eq!(both[0], both[1], "{method} {path}");
        }
    }
}
