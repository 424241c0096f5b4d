//! People: first start, sign-in, passwords, sessions, invitations.

use axum::http::StatusCode;

use crate::support::Waymark;

#[tokio::test]
async fn a_new_waymark_leads_to_its_first_start() {
    let waymark = Waymark::start().await;
    let answer = waymark.browser().get("/").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location.as_deref(), Some("/setup"));
}
