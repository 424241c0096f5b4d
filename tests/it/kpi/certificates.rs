//! The register of certificates, and the counts that come of it.

use axum::http::StatusCode;

use super::{KPIS, lead_time, northwind};
use crate::support::{Answer, Browser};

const REGISTER: &str = "/o/northwind/kpis/certificates";

async fn note(browser: &Browser, holder: &str, certificate: &str, until: &str) -> Answer {
    let form = browser.get(REGISTER).await.form(REGISTER).with("holder", holder);
    browser.submit(&form.with("certificate", certificate).with("expires_on", until)).await
}

#[tokio::test]
async fn a_register_counts_for_the_kpis_that_name_its_certificates() {
    let (_waymark, owner) = northwind().await;
    let form = lead_time(&owner).await.with("name", "Engineers holding CKA or CKAD");
    let form = form.with("direction", "up").with("baseline", "1").with("target", "15");
    owner.submit(&form.with("unit", "people")).await;
    assert_eq!(owner.get(REGISTER).await.text_of(".empty h2"), "No certificate yet");

    for (holder, certificate, until) in [
        ("Ada", "CKA", "2028-01-31"),
        ("Ada", "CKAD", ""),
        ("Ben", "CKAD", "2026-11-11"),
        ("Cleo", "CKAD", "2026-12-24"),
    ] {
        let answer = note(&owner, holder, certificate, until).await;
        assert_eq!(answer.location, Some(format!("{REGISTER}?done=certificate-noted")));
    }

    let page = owner.get(REGISTER).await;
    assert_eq!(page.text_of(".story b"), "CKA 1, CKAD 2");
    let count = page.texts_of(".panel:has([scope=row]) .num");
    assert_eq!(count.last().map(String::as_str), Some("2"), "who holds both counts once");
    assert_eq!(page.texts_of(".tag"), ["expired", "soon"]);
    let readings = format!("{KPIS}/engineers-holding-cka-or-ckad/readings");
    let form = owner.get(&format!("{readings}?value=2&source=Register+of+certificates")).await;
    let form = form.form(&readings);
    assert_eq!([form.text("value"), form.text("source")], ["2", "Register of certificates"]);

    note(&owner, "Ben", "CKAD", "2029-11-11").await;
    let page = owner.get(REGISTER).await;
    assert_eq!(page.text_of(".story b"), "CKA 1, CKAD 3", "it was renewed");
    assert_eq!(page.texts_of("table.stacked tbody tr").len(), 4);
}

#[tokio::test]
async fn a_certificate_with_errors_comes_back_as_it_was_typed() {
    let (_waymark, owner) = northwind().await;

    let answer = note(&owner, " ", "CKA", "soon").await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("holder"), "Fill in this field.");
    assert!(answer.error("expires_on").starts_with("Write the day like"));
    assert_eq!(answer.form(REGISTER).text("certificate"), "CKA");
}

#[tokio::test]
async fn who_may_not_write_of_a_team_notes_and_removes_nothing() {
    let (waymark, owner) = northwind().await;
    for team in ["payments", "search"] {
        waymark.given_team(&owner, team).await;
    }
    let lead = waymark.joined(&owner, "paula", "lead", "payments").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let stranger = waymark.another_org("contoso").await;
    note(&owner, "Ada", "CKA", "").await;
    note(&lead, "Ben", "CKA", "").await;
    let page = lead.get(REGISTER).await;
    assert_eq!(page.texts_of("table tbody tr").len(), 2);
    assert_eq!(page.texts_of(".confirm").len(), 1, "the own team's alone");
    let ids: Vec<String> = sqlx::query_scalar("select id::text from certificate order by id")
        .fetch_all(waymark.pool())
        .await
        .unwrap();

    let removal = |id: &str| format!("{REGISTER}/{id}/removal");
    assert_eq!(lead.post(&removal(&ids[0]), &[]).await.status, StatusCode::FORBIDDEN);
    let fields = [("holder", "Eve"), ("certificate", "CKA"), ("team", "search")];
    assert_eq!(lead.post(REGISTER, &fields).await.error("team"), "Choose a team that you lead.");
    for path in [REGISTER.to_owned(), removal(&ids[1])] {
        assert_eq!(viewer.post(&path, &fields).await.status, StatusCode::FORBIDDEN);
        assert_eq!(stranger.post(&path, &fields).await.status, StatusCode::NOT_FOUND);
        let own = stranger.post(&removal(&ids[1]).replace("northwind", "contoso"), &[]).await;
        assert_eq!(own.status, StatusCode::NOT_FOUND);
    }

    let form = lead.get(REGISTER).await.form(&removal(&ids[1]));
    for _ in 0..2 {
        let answer = lead.submit(&form).await;
        assert_eq!(answer.location, Some(format!("{REGISTER}?done=certificate-removed")));
    }
    assert_eq!(owner.get(REGISTER).await.texts_of("table tbody tr").len(), 1);
}
