use axum::http::StatusCode;

use super::{FILES, file};
use crate::report::{demo, made};

#[tokio::test]
async fn the_files_of_a_report_are_the_same_bytes_after_later_edits() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[("show_money", "yes"), ("show_teams", "yes")]).await;
    let every = async || {
        let mut files = Vec::new();
        for name in FILES {
            let (status, bytes) = file(&owner, &format!("{report}/files/{name}")).await;
            assert_eq!(status, StatusCode::OK, "{name}");
            files.push(bytes);
        }
        files
    };
    let before = every().await;

    for edit in [
        "update org set name = 'Renamed'",
        "update team set name = 'Renamed ' || slug",
        "update kpi_reading set value = value + 1",
        "update roi_entry set amount = amount + 100",
        "delete from org_score",
        "delete from pattern_use",
    ] {
        sqlx::raw_sql(edit).execute(waymark.pool()).await.expect(edit);
    }

    for ((before, after), name) in before.iter().zip(every().await).zip(FILES) {
        assert!(*before == after, "{name}");
    }
}
