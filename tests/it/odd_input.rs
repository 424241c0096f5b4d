//! Whatever is sent to whatever takes a form: it is refused or taken, and never a fault of ours.

use axum::body::Body;
use axum::http::{Request, header};

use crate::support::source::Source;
use crate::support::{Answer, Browser, Waymark};

/// The names of fields that forms have, each with something where anything may stand.
const FIELDS: [&str; 64] = [
    "need",
    "name",
    "email",
    "password",
    "current",
    "new",
    "organization",
    "code",
    "role",
    "team",
    "applications",
    "group",
    "leads",
    "owner",
    "reason",
    "action",
    "state",
    "since",
    "effort",
    "size",
    "backup",
    "expected_benefit",
    "description",
    "dev",
    "pattern.nonsense",
    "form_key",
    "kind",
    "category",
    "amount",
    "from",
    "to",
    "depth",
    "period",
    "note",
    "rows",
    "seen",
    "row_version",
    "currency",
    "next",
    "answer.people.overview.l1.goals-linked",
    "reason.people.overview.l1.goals-linked",
    "note.people.overview.l1.goals-linked",
    "link.people.overview.l1.goals-linked",
    "version.people.overview.l1.goals-linked",
    "answer.people.overview.l1.nonsense",
    "unit",
    "direction",
    "cadence",
    "goal",
    "baseline",
    "baseline_period",
    "target_period",
    "day",
    "value",
    "source",
    "holder",
    "certificate",
    "expires_on",
    "text",
    "step",
    "reminders",
    "also",
    "",
    "%00",
];

/// What stands in them, encoded as a browser would, or as none would.
fn odd_texts() -> Vec<String> {
    let odd = [
        "%00",
        "before%00after",
        "%ff%fe",
        "%ed%a0%80",
        "%",
        "%zz",
        "%e2%80%aeevil%e2%80%ac",
        "%f0%9f%91%a9%e2%80%8d%f0%9f%91%a7",
        "-1",
        "99999999999999999999",
        "NaN",
        "%3Cscript%3E",
        "%0d%0aSet-Cookie:a=b",
        "",
    ];
    odd.into_iter().map(str::to_owned).chain(["a".repeat(60_000)]).collect()
}

/// Every path of the site with something in each place; one's sign-out is left out.
fn paths() -> Vec<String> {
    let sources = Source::all();
    let paths = sources
        .iter()
        .flat_map(|source| source.code.split("#[typed_path(\"").skip(1))
        .map(|rest| rest.split('"').next().unwrap())
        .filter(|path| !["/logout", "/account/sessions"].contains(path));
    paths
        .map(|path| {
            let filled = path
                .replace("{org}", "northwind")
                .replace("{team}", "payments")
                .replace("{period}", "2026-Q4")
                .replace("{dimension}", "people")
                .replace("{application}", "card-gateway")
                .replace("{pattern}", "deploy");
            let parts = filled.split('/').map(|part| match part.strip_prefix('{') {
                Some(_) => "01981c5e-0000-7000-8000-000000000000",
                None => part,
            });
            parts.collect::<Vec<_>>().join("/")
        })
        .collect()
}

async fn post(browser: &Browser, path: &str, kind: &str, body: Vec<u8>) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, kind)
        .header("sec-fetch-site", "same-origin");
    browser.send(request, Body::from(body)).await
}

#[tokio::test]
async fn whatever_a_form_is_sent_is_never_a_fault_of_ours() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let application = [("name", "Card gateway"), ("reason", "Freezes"), ("action", "rehost")];
    let more = [("state", "planned"), ("since", "2026-Q4")];
    owner.post("/o/northwind/applications", &[&application[..], &more].concat()).await;
    let pattern = [("name", "Deploy"), ("description", "Tag it."), ("dev", "yes")];
    owner.post("/o/northwind/patterns", &pattern).await;
    let kpi = [
        ("name", "01981c5e 0000 7000 8000 000000000000"),
        ("direction", "down"),
        ("cadence", "monthly"),
        ("baseline", "9"),
        ("baseline_period", "2026-Q4"),
    ];
    assert_eq!(owner.post("/o/northwind/kpis", &kpi).await.status, 303);

    let mut bodies: Vec<(&str, Vec<u8>)> = Vec::new();
    for text in odd_texts() {
        let field = |name: &&str| format!("{name}={text}");
        bodies.push((FORM, FIELDS.iter().map(field).collect::<Vec<_>>().join("&").into()));
    }
    // What gets past the first look, and comes to be stored.
    for text in odd_texts() {
        let field = |name: &&str| match name.split('.').next() {
            Some("form_key" | "effort" | "size") => String::new(),
            Some("answer") => format!("{name}=4"),
            Some("reminders") => format!("{name}=on"),
            Some("version") => format!("{name}=0"),
            Some("action") => format!("{name}=rehost"),
            Some("state") => format!("{name}=live"),
            Some("kind") => format!("{name}=cost"),
            Some("from" | "to" | "period" | "since" | "baseline_period") => {
                format!("{name}=2026-Q4")
            }
            Some("role") => format!("{name}=viewer"),
            Some("amount" | "depth" | "applications" | "row_version" | "baseline" | "value") => {
                format!("{name}=1")
            }
            Some("team" | "target_period" | "expires_on") => format!("{name}="),
            Some("direction") => format!("{name}=up"),
            Some("cadence") => format!("{name}=yearly"),
            Some("day") => format!("{name}=2026-11-12"),
            _ => format!("{name}={text}"),
        };
        let known = FIELDS.iter().filter(|name| !name.ends_with("nonsense"));
        bodies.push((FORM, known.map(field).collect::<Vec<_>>().join("&").into()));
    }
    let twice = FIELDS.iter().map(|name| format!("{name}=4&{name}=2")).collect::<Vec<_>>();
    bodies.push((FORM, twice.join("&").into()));
    bodies.push((FORM, Vec::new()));
    bodies.push((FORM, vec![0, 0xff, 0xfe, b'=', 0x80]));
    bodies.push((FORM, b"&&==&=&[]=1&a[b]=c".to_vec()));
    bodies.push(("application/json", br#"{"name":"json"}"#.to_vec()));
    bodies.push(("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--".to_vec()));
    bodies.push(("text/plain", b"name=plain".to_vec()));
    bodies.push(("", b"name=nothing".to_vec()));

    let mut faults = Vec::new();
    for path in paths() {
        for (kind, body) in &bodies {
            let answer = post(&owner, &path, kind, body.clone()).await;
            if answer.status.is_server_error() {
                let start = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
                faults.push(format!("{} {path} {kind} {start}", answer.status));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(owner.get("/o/northwind").await.status, 200, "the owner is still there");
}
