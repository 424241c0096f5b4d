use axum::http::StatusCode;

use super::{FILES, file, said};
use crate::report::disclosing::{MARKER, PLANT};
use crate::report::{demo, made, opened, shared};

const SWITCHES: [(&str, &str); 4] = [
    ("show_teams", "yes"),
    ("show_money", "yes"),
    ("show_evidence", "yes"),
    ("show_people", "yes"),
];

#[tokio::test]
async fn what_is_not_disclosed_is_in_no_file_of_a_report() {
    let (waymark, owner) = demo().await;
    for statement in PLANT {
        sqlx::raw_sql(statement).execute(waymark.pool()).await.expect(statement);
    }
    let closed = made(&owner, &[("note", "A note")]).await;
    let open = made(&owner, &[&SWITCHES[..], &[("note", "A note")]].concat()).await;

    let mut missing = Vec::new();
    for report in [&closed, &open] {
        let reader = waymark.browser();
        let page = opened(&reader, &shared(&owner, report, &[]).await).await;
        for name in FILES {
            let (status, by_link) = file(&reader, &format!("{page}/files/{name}")).await;
            let (of_member, by_member) = file(&owner, &format!("{report}/files/{name}")).await;
            assert_eq!(status, of_member, "{name}");
            if status == StatusCode::NOT_FOUND {
                missing.push(*name);
                continue;
            }
            assert!(by_link == by_member, "{name}");
            let said = said(name, &by_link);
            assert!(!said.contains("zq7mail"), "{name}");
            if report == &closed {
                assert!(!said.contains(MARKER), "{name}");
                assert!(!said.contains("145\u{202f}000"), "{name}");
            } else if name.starts_with("report.") {
                // Excel stores each text once.
                assert!(said.matches(MARKER).count() > 5, "{name}");
            }
        }
    }
    // Without money there is no chart of it.
    assert!(missing.iter().all(|name| name.starts_with("return.")), "{missing:?}");
    assert!(!missing.is_empty());
}
