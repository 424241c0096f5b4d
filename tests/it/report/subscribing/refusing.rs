//! Whoever has unsubscribed is not mailed, and only they can take that back.

use axum::http::StatusCode;

use super::{Northwind, recipients, subscribing};

#[tokio::test]
async fn whoever_has_unsubscribed_is_not_mailed_until_they_subscribe_again() {
    let northwind = Northwind::with_subscribers().await;
    northwind.mailed(&[]).await;
    let mails = northwind.arrived().await;
    let path = mails[0].unsubscribe_path();
    let ada = northwind.waymark.browser();
    assert_eq!(ada.get(&path).await.text_of("h1"), "Get no more reports?");
    assert_eq!(ada.post(&path, &[]).await.text_of("h1"), "Unsubscribed");
    let listed = northwind.listed().await;
    assert!(listed[0].contains("unsubscribed on 12 Nov 2026. Only they can"), "{listed:?}");
    assert!(!listed[1].contains("unsubscribed"));
    let words = format!("{}/words", northwind.report);
    let form = northwind.owner.get(&words).await.form(&words).with("note", "New");
    northwind.owner.submit(&form).await;

    // Removed and added again by somebody else, they still want none.
    northwind.remove_first().await;
    assert_eq!(subscribing(&northwind.owner, "Ada").await.status, StatusCode::SEE_OTHER);
    assert_eq!(northwind.mailed(&[("also", "yes")]).await, "report-mailed");
    assert_eq!(recipients(&northwind.arrived().await), ["grace"]);

    let again = path.replace("/unsubscribe/", "/resubscribe/");
    let page = ada.get(&path).await;
    assert_eq!(page.text_of("h1"), "Unsubscribed", "it stays so");
    let answer = ada.submit(&page.form(&again)).await;
    assert_eq!(answer.location.unwrap(), format!("{path}?done=mails-wanted-again"));
    assert!(
        ada.get(&format!("{path}?done=mails-wanted-again"))
            .await
            .html
            .contains("You get these mails again.")
    );
    assert_eq!(northwind.mailed(&[]).await, "report-mailed");
    assert_eq!(recipients(&northwind.arrived().await), ["ada"]);
}

#[tokio::test]
async fn nobody_subscribes_again_by_an_invented_link_or_by_opening_one() {
    let northwind = Northwind::with_subscribers().await;
    northwind.mailed(&[]).await;
    let path = northwind.arrived().await[0].unsubscribe_path();
    let browser = northwind.waymark.browser();
    browser.post(&path, &[]).await;

    let invented = browser.post("/resubscribe/invented", &[]).await;
    assert_eq!(invented.status, StatusCode::NOT_FOUND);
    let again = path.replace("/unsubscribe/", "/resubscribe/");
    assert_eq!(browser.get(&again).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(browser.get(&path).await.text_of("h1"), "Unsubscribed");
}
