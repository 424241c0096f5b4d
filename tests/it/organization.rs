//! An organization's settings: its name, its members, invitations.

use axum::http::StatusCode;

use crate::support::waymark::SETTINGS;
use crate::support::{Answer, Browser, Waymark};

const MEMBERS: &str = "/o/northwind/settings/members";
const INVITATIONS: &str = "/o/northwind/settings/invitations";

/// The person's id, which the members page names in its forms.
async fn id_of(waymark: &Waymark, email: &str) -> String {
    sqlx::query_scalar("select id::text from person where email = $1")
        .bind(email)
        .fetch_one(waymark.pool())
        .await
        .unwrap()
}

async fn change_role(browser: &Browser, person: &str, role: &str) -> Answer {
    browser.post(&format!("{MEMBERS}/{person}"), &[("role", role)]).await
}

async fn remove(browser: &Browser, person: &str) -> Answer {
    browser.post(&format!("{MEMBERS}/{person}/removal"), &[]).await
}

/// Name and role of each member.
async fn roles(waymark: &Waymark) -> Vec<String> {
    sqlx::query_scalar(
        "select name || ' ' || role from membership join person on id = person_id order by name",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap()
}

#[tokio::test]
async fn an_owner_renames_the_organization() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let path = format!("{SETTINGS}/organization");
    let form = owner.get(&path).await.form(&path);
    assert_eq!(form.text("name"), "Northwind");

    let answer = owner.submit(&form.with("name", "Northwind Traders")).await;

    assert_eq!(answer.location, Some(format!("{path}?done=organization-renamed")));
    let page = owner.get(&format!("{path}?done=organization-renamed")).await;
    assert_eq!(page.text_of("[role=status]"), "The new name is saved.");
    assert_eq!(page.form(&path).text("name"), "Northwind Traders");
}

#[tokio::test]
async fn an_organization_without_a_name_comes_back_with_its_error() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let answer = owner.post(&format!("{SETTINGS}/organization"), &[("name", "  ")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("name"), "Fill in this field.");
}

#[tokio::test]
async fn who_does_not_manage_the_organization_is_refused_everywhere() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let lead = waymark.joined(&owner, "lena", "lead", "").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let stranger = waymark.another_org("contoso").await;
    let maria = id_of(&waymark, "maria@northwind.example").await;
    let pages = [format!("{SETTINGS}/organization"), MEMBERS.to_owned()];
    let forms = [
        format!("{SETTINGS}/organization"),
        INVITATIONS.to_owned(),
        format!("{MEMBERS}/{maria}"),
        format!("{MEMBERS}/{maria}/removal"),
        format!("{INVITATIONS}/{maria}/revocation"),
    ];

    for (browser, status) in [
        (lead, StatusCode::FORBIDDEN),
        (viewer, StatusCode::FORBIDDEN),
        (stranger, StatusCode::NOT_FOUND),
    ] {
        for path in &pages {
            assert_eq!(browser.get(path).await.status, status, "{path}");
        }
        for path in &forms {
            let answer = browser.post(path, &[("name", "Mine"), ("role", "viewer")]).await;
            assert_eq!(answer.status, status, "{path}");
        }
    }
    assert_eq!(roles(&waymark).await.len(), 4);
}

#[tokio::test]
async fn an_owner_changes_what_a_member_is() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let vera = waymark.joined(&owner, "vera", "viewer", "").await;
    let id = id_of(&waymark, "vera@northwind.example").await;
    let form = owner.get(MEMBERS).await.form(&format!("{MEMBERS}/{id}"));
    assert_eq!(form.text("role"), "viewer");

    let answer = owner.submit(&form.with("role", "admin")).await;

    assert_eq!(answer.location, Some(format!("{MEMBERS}?done=role-changed")), "{}", answer.html);
    assert_eq!(roles(&waymark).await, ["Maria Keller owner", "vera admin"]);
    assert_eq!(vera.get(MEMBERS).await.status, StatusCode::OK, "her session goes on");
}

#[tokio::test]
async fn a_role_that_does_not_exist_comes_back_with_its_error() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.joined(&owner, "vera", "viewer", "").await;
    let id = id_of(&waymark, "vera@northwind.example").await;

    let answer = change_role(&owner, &id, "root").await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error(&format!("role.{id}")), "Choose a role.");
}

#[tokio::test]
async fn an_admin_neither_makes_nor_changes_nor_removes_nor_invites_owners() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let admin = waymark.joined(&owner, "adam", "admin", "").await;
    waymark.joined(&owner, "vera", "viewer", "").await;
    let maria = id_of(&waymark, "maria@northwind.example").await;
    let vera = id_of(&waymark, "vera@northwind.example").await;
    let adam = id_of(&waymark, "adam@northwind.example").await;
    let invitation = [("email", "eve@northwind.example"), ("role", "owner"), ("team", "")];

    for answer in [
        change_role(&admin, &maria, "viewer").await,
        change_role(&admin, &vera, "owner").await,
        change_role(&admin, &adam, "owner").await,
        remove(&admin, &maria).await,
        admin.post(INVITATIONS, &invitation).await,
    ] {
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(roles(&waymark).await, ["Maria Keller owner", "adam admin", "vera viewer"]);
    assert_eq!(change_role(&admin, &vera, "lead").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_last_owner_stays() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let maria = id_of(&waymark, "maria@northwind.example").await;

    for answer in [change_role(&owner, &maria, "admin").await, remove(&owner, &maria).await] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let error = answer.error(&format!("role.{maria}"));
        assert_eq!(error, "This is the last owner. Make somebody else an owner first.");
    }
    assert_eq!(roles(&waymark).await, ["Maria Keller owner"]);
}

#[tokio::test]
async fn two_owners_who_remove_each_other_at_once_do_not_both_go() {
    let waymark = Waymark::start().await;
    let one = waymark.founded().await;
    let two = waymark.joined(&one, "otto", "owner", "").await;
    let maria = id_of(&waymark, "maria@northwind.example").await;
    let otto = id_of(&waymark, "otto@northwind.example").await;

    tokio::join!(remove(&one, &otto), remove(&two, &maria));

    assert_eq!(roles(&waymark).await.len(), 1);
}

#[tokio::test]
async fn a_removed_members_next_request_finds_nothing() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let lead = waymark.joined(&owner, "lena", "lead", "payments").await;
    assert_eq!(lead.get(MEMBERS).await.status, StatusCode::FORBIDDEN);
    let lena = id_of(&waymark, "lena@northwind.example").await;
    let form = owner.get(MEMBERS).await.form(&format!("{MEMBERS}/{lena}/removal"));

    let answer = owner.submit(&form).await;

    assert_eq!(answer.location, Some(format!("{MEMBERS}?done=member-removed")), "{}", answer.html);
    assert_eq!(lead.get(MEMBERS).await.status, StatusCode::NOT_FOUND);
    let teams = owner.get(&format!("{SETTINGS}/teams")).await;
    assert_eq!(teams.texts_of("tbody td"), ["", "nobody yet", "1"]);
    assert_eq!(lead.get("/account").await.status, StatusCode::OK, "the account stays");
}

#[tokio::test]
async fn an_owner_who_leaves_is_led_out() {
    let waymark = Waymark::start().await;
    let one = waymark.founded().await;
    waymark.joined(&one, "otto", "owner", "").await;
    let maria = id_of(&waymark, "maria@northwind.example").await;

    let answer = remove(&one, &maria).await;

    assert_eq!(answer.location.as_deref(), Some("/?done=left"));
    assert_eq!(one.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_invitations_link_is_shown_once() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let page = owner.get(MEMBERS).await;
    let form = page.form(INVITATIONS).with("email", "Ana@Northwind.example").with("role", "admin");

    let first = owner.submit(&form).await;
    let again = owner.submit(&form).await;

    assert_eq!(first.status, StatusCode::CREATED, "{}", first.html);
    assert!(first.location.is_none());
    let link = first.text_of(".secret");
    let token = link.strip_prefix("https://waymark.example/invitations/").unwrap();
    assert_eq!(token.len(), 43, "256 bits");
    assert_eq!(again.location.as_deref(), Some(MEMBERS));
    let members = owner.get(MEMBERS).await;
    assert!(!members.html.contains(token));
    assert!(members.main().contains("ana@northwind.example"));
    let count: i64 = sqlx::query_scalar("select count(*) from invitation")
        .fetch_one(waymark.pool())
        .await
        .unwrap();
    assert_eq!(count, 1);
}

#[tokio::test]
async fn an_invitation_with_errors_comes_back_as_it_was_typed() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let invite = async |email, role, team| {
        owner.post(INVITATIONS, &[("email", email), ("role", role), ("team", team)]).await
    };

    let answer = invite("ana@", "viewer", "payments").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("email"), "Write an e-mail address, such as ada@example.com.");
    assert!(answer.error("team").contains("A viewer leads no team"));
    let again = answer.form(INVITATIONS);
    let typed = ["email", "role", "team"].map(|name| again.text(name));
    assert_eq!(typed, ["ana@", "viewer", "payments"]);

    let unknown = invite("ana@northwind.example", "root", "no-such-team").await;
    assert_eq!(unknown.error("role"), "Choose a role.");
    assert_eq!(unknown.error("team"), "Choose one of your teams, or none.");
    let member = invite("maria@northwind.example", "viewer", "").await;
    assert_eq!(member.error("email"), "Somebody of this address is a member already.");
}

#[tokio::test]
async fn whether_an_address_has_an_account_is_not_told_to_who_invites() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.another_org("contoso").await;
    let invite = async |email| {
        owner.post(INVITATIONS, &[("email", email), ("role", "viewer"), ("team", "")]).await
    };

    let known = invite("owner@contoso.example").await;
    let unknown = invite("nobody@contoso.example").await;

    assert_eq!(known.status, StatusCode::CREATED);
    assert_eq!(unknown.status, StatusCode::CREATED);
    let link = |answer: &Answer| answer.text_of(".secret");
    let (known_link, unknown_link) = (link(&known), link(&unknown));
    let known = known.main().replace("owner@", "nobody@").replace(&known_link, "");
    assert_eq!(known, unknown.main().replace(&unknown_link, ""));
}

#[tokio::test]
async fn every_change_of_members_is_in_the_audit_log() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.joined(&owner, "vera", "viewer", "").await;
    let vera = id_of(&waymark, "vera@northwind.example").await;
    change_role(&owner, &vera, "lead").await;
    remove(&owner, &vera).await;
    owner.post(&format!("{SETTINGS}/organization"), &[("name", "Northwind Traders")]).await;

    let log: Vec<String> = sqlx::query_scalar(
        "select person.name || ' ' || kind || ' ' || subject from audit_event join person on person.id = person_id order by at, audit_event.id",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap();

    assert_eq!(
        log,
        [
            "Maria Keller organization_founded Northwind",
            "Maria Keller invitation_created vera@northwind.example as viewer",
            "vera invitation_accepted vera@northwind.example",
            "Maria Keller role_changed vera from viewer to lead",
            "Maria Keller member_removed vera",
            "Maria Keller organization_renamed Northwind to Northwind Traders",
        ]
    );
}
