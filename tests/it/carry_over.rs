//! A quarter that begins with the answers of the one before.

use axum::http::StatusCode;
use waymark::demo::{self, DemoPassword};
use waymark::maturity::{Model, Scope};

use crate::assessment::{PAYMENTS, answer_all, answered, payments, submit, two_of_people};
use crate::support::{Answer, Browser, Form, Waymark};

const NEXT: &str = "/o/northwind/teams/payments/assessments/2027-Q1";
const PEOPLE: &str = "/o/northwind/teams/payments/assessments/2027-Q1/people";

/// Payments, which has submitted a quarter, on the first working day of the next.
async fn second_quarter() -> (Waymark, Browser, Browser) {
    let (waymark, owner, lead) = payments().await;
    answer_all(&lead, PAYMENTS).await;
    let answer = submit(&lead, PAYMENTS).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    waymark.app.clock.set("2027-01-04T09:00:00Z".parse().unwrap());
    (waymark, owner, lead)
}

async fn form_of_people(browser: &Browser) -> Form {
    browser.get(PEOPLE).await.form(PEOPLE)
}

/// How many answers of a dimension's page are said not to be reviewed.
async fn unreviewed(browser: &Browser) -> usize {
    browser.get(PEOPLE).await.texts_of(".crit.unreviewed").len()
}

/// Presses the primary button of each page that comes, and counts the presses until `done`.
async fn press_on(browser: &Browser, start: &str, done: &str) -> usize {
    let mut path = browser.get(start).await.location.unwrap();
    for press in 1..=20 {
        let page = browser.get(&path).await;
        let form = if path.ends_with("/review") {
            page.form(&path.replace("/review", "/submission"))
        } else {
            page.form(&path).with("confirm", "dimension")
        };
        let answer = browser.submit(&form).await;
        path = answer.leads_to().unwrap_or_else(|| panic!("{path}: {}", answer.html));
        if path == done {
            return press;
        }
    }
    panic!("still at {path}");
}

#[tokio::test]
async fn a_quarter_of_the_demo_in_which_nothing_changed_takes_six_presses() {
    let waymark = Waymark::start().await;
    let password =
        DemoPassword::of(std::path::Path::new("/nonexistent"), Some("open sesame, please"));
    demo::load(&waymark.app, &password.unwrap()).await.unwrap();
    let lead = waymark.browser();
    let who = [("email", "lead.payments@northwind.example"), ("password", "open sesame, please")];
    lead.post("/login", &who).await;
    waymark.app.clock.set("2027-01-04T09:00:00Z".parse().unwrap());

    let presses = press_on(&lead, NEXT, "/o/northwind/teams/payments").await;

    assert_eq!(presses, 6);
    let rows: Vec<(Vec<Option<i16>>, i16)> = sqlx::query_as(
        "select towards || throughs, reviewed_percent from assessment_score
         where period in ('2026-Q4', '2027-Q1')
           and team_id = (select id from team where slug = 'payments')
         order by period",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap();
    assert_eq!(rows[0].0, rows[1].0, "the same answers make the same figures");
    assert!((60..100).contains(&rows[1].1), "{}: later levels are not asked", rows[1].1);
}

#[tokio::test]
async fn a_draft_shows_what_was_submitted_last_and_reading_it_begins_nothing() {
    let (waymark, _owner, lead) = payments().await;
    let [id, _] = two_of_people();
    let people = format!("{PAYMENTS}/people");
    answer_all(&lead, PAYMENTS).await;
    let noted = lead.get(&people).await.form(&people).with(&format!("note.{id}"), "see the wiki");
    lead.submit(&noted.with(&format!("link.{id}"), "https://wiki.example/")).await;
    submit(&lead, PAYMENTS).await;
    waymark.app.clock.set("2027-01-04T09:00:00Z".parse().unwrap());

    let page = lead.get(PEOPLE).await;

    let form = page.form(PEOPLE);
    let field = |part: &str| form.text(&format!("{part}.{id}")).to_owned();
    assert_eq!(
        ["answer", "note", "link", "version"].map(field),
        ["4", "see the wiki", "https://wiki.example/", "1"]
    );
    assert_eq!(page.text_of(".carried span"), "Carried over, not reviewed");
    assert!(page.text_of(".eyebrow").ends_with("not begun"));
    let rail = page.text_of(".rail [aria-current] b");
    assert!(rail.starts_with("0/"), "what is carried over is not reviewed: {rail}");
    let drafts: i64 =
        sqlx::query_scalar("select count(*) from assessment where submitted_at is null")
            .fetch_one(waymark.pool())
            .await
            .unwrap();
    assert_eq!(drafts, 0);
}

#[tokio::test]
async fn an_unreviewed_answer_blocks_the_submission_and_is_listed() {
    let (_waymark, _owner, lead) = second_quarter().await;
    let [first, second] = two_of_people();
    let confirmed = form_of_people(&lead).await;
    let confirmed = lead.submit(&confirmed.with("confirm", "dimension")).await;
    assert_eq!(confirmed.leads_to().as_deref(), Some(&*format!("{NEXT}/process")));

    let refused = submit(&lead, NEXT).await;

    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.html.contains(&format!("{PEOPLE}#answer.{first}")));
    assert!(!refused.html.contains(&format!("{PEOPLE}#answer.{second}")));
    let left = refused.texts_of("#left li");
    assert!(left.iter().any(|line| line.ends_with("carried over, not reviewed")), "{left:?}");
    assert!(refused.html.contains(&format!("{NEXT}/process#answer.")));
}

#[tokio::test]
async fn saving_alone_confirms_nothing_and_a_changed_answer_is_reviewed() {
    let (_waymark, _owner, lead) = second_quarter().await;
    let [id, _] = two_of_people();
    let all = unreviewed(&lead).await;

    let form = form_of_people(&lead).await;
    lead.submit(&form).await;
    assert_eq!(unreviewed(&lead).await, all, "nothing was changed");
    let form = form_of_people(&lead).await.with(&format!("answer.{id}"), "0");
    lead.submit(&form).await;

    assert_eq!(unreviewed(&lead).await, all - 1);
    let was = lead.get(PEOPLE).await.text_of(&format!("[id='answer.{id}'] .was"));
    assert!(was.starts_with("was: "), "{was}");
    let review = lead.get(&format!("{NEXT}/review")).await;
    assert_eq!(review.texts_of("#changes tbody tr").len(), 1);
    let before = was.trim_start_matches("was: ");
    assert_eq!(review.text_of("#changes td"), before);
}

#[tokio::test]
async fn what_still_holds_is_said_of_one_answer_of_a_category_or_of_the_page() {
    let (waymark, _owner, lead) = second_quarter().await;
    let [id, _] = two_of_people();
    let all = unreviewed(&lead).await;
    let press = async |what: String| {
        let form = form_of_people(&lead).await.with("confirm", &what);
        let answer = lead.submit(&form).await;
        (answer.leads_to().unwrap(), unreviewed(&lead).await)
    };

    let one = press(format!("criterion:{id}")).await;
    let category = press("category:people.overview".to_owned()).await;
    let page = press("dimension".to_owned()).await;

    assert_eq!(one, (format!("{PEOPLE}#answer.{id}"), all - 1));
    assert_eq!(category.0, format!("{PEOPLE}#people.overview"));
    assert!((1..all - 1).contains(&category.1), "{} of {all}", category.1);
    assert_eq!(page, (format!("{NEXT}/process"), 0));
    let kept: (i64, i64) = sqlx::query_as(
        "select count(*) filter (where not is_reviewed), count(*) filter (where is_reviewed)
         from answer_change join assessment on assessment.id = assessment_id
         where period = '2027-Q1' and criterion = $1",
    )
    .bind(id)
    .fetch_one(waymark.pool())
    .await
    .unwrap();
    assert_eq!(kept, (1, 1), "carried over, then said to hold: both are history");
}

#[tokio::test]
async fn a_button_that_the_page_does_not_have_is_refused() {
    let (_waymark, _owner, lead) = second_quarter().await;

    for (name, value) in [
        ("confirm", "everything"),
        ("confirm", "category:process.overview"),
        ("confirm", "criterion:people.overview.l9.invented"),
        ("in_place", "people.overview"),
        ("in_place", "people.overview.l9"),
    ] {
        let form = form_of_people(&lead).await.with(name, value);
        let answer = lead.submit(&form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{value}");
    }
}

#[tokio::test]
async fn two_editors_who_both_came_before_the_draft_was_begun_do_not_disturb_each_other() {
    let (_waymark, owner, lead) = second_quarter().await;
    let [first, second] = two_of_people();
    let all = unreviewed(&lead).await;
    let of_owner = form_of_people(&owner).await.with(&format!("answer.{first}"), "0");
    let of_lead = form_of_people(&lead).await.with(&format!("answer.{second}"), "0");
    let also_of_lead = form_of_people(&lead).await.with(&format!("answer.{first}"), "na");

    assert_eq!(owner.submit(&of_owner).await.status, StatusCode::SEE_OTHER);
    assert_eq!(lead.submit(&of_lead).await.status, StatusCode::SEE_OTHER);
    let conflict = lead.submit(&also_of_lead.with(&format!("reason.{first}"), "not for us")).await;

    let form = form_of_people(&lead).await;
    assert_eq!(form.text(&format!("answer.{first}")), "0");
    assert_eq!(form.text(&format!("answer.{second}")), "0");
    assert_eq!(unreviewed(&lead).await, all - 2);
    assert_eq!(conflict.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_level_that_is_in_place_is_answered_at_once_each_answer_with_its_own_history() {
    let (waymark, _owner, lead) = payments().await;
    let people = format!("{PAYMENTS}/people");
    let [id, _] = two_of_people();
    let group = id.rsplit_once('.').unwrap().0;
    let answers = |page: &Answer| {
        let form = page.form(&people);
        let of_group = |name: &str| name.starts_with(&format!("version.{group}."));
        let names: Vec<String> = form
            .fields
            .iter()
            .filter(|(name, _)| of_group(name))
            .map(|(name, _)| name.replace("version", "answer"))
            .collect();
        names.iter().map(|name| form.text(name).to_owned()).collect::<Vec<_>>()
    };
    let form = lead.get(&people).await.form(&people);
    let form = form
        .with(&format!("answer.{id}"), "na")
        .with(&format!("reason.{id}"), "not for us")
        .with("in_place", group);

    let answer = lead.submit(&form).await;

    assert_eq!(
        answer.leads_to().as_deref(),
        Some(&*format!("{people}#{group}")),
        "{}",
        answer.html
    );
    let answers = answers(&lead.get(&people).await);
    assert_eq!(answers.iter().filter(|it| *it == "na").count(), 1, "does not apply, still");
    assert!(answers.len() > 1);
    assert!(answers.iter().all(|it| it == "4" || it == "na"), "{answers:?}");
    let [rows, others]: [i64; 2] = sqlx::query_as::<_, (i64, i64)>(
        "select count(*) filter (where starts_with(criterion, $1)), count(*) filter (where not starts_with(criterion, $1)) from answer_change",
    )
    .bind(format!("{group}."))
    .fetch_one(waymark.pool())
    .await
    .unwrap()
    .into();
    assert_eq!((usize::try_from(rows).unwrap(), others), (answers.len(), 0));
}

#[tokio::test]
async fn later_levels_open_by_category_and_keep_their_answers() {
    let (_waymark, _owner, lead) = second_quarter().await;
    let page = lead.get(PEOPLE).await;
    let later = Model::built_in()
        .criteria()
        .iter()
        .find(|criterion| {
            criterion.scope == Scope::Team
                && criterion.id.as_ref().starts_with("people.")
                && !page.html.contains(&format!("answer.{}", criterion.id))
        })
        .unwrap();
    let category = Model::built_in().categories().nth(later.category).unwrap();
    let open = format!("{PEOPLE}?open={}", category.id);
    let field = format!("answer.{}", later.id);
    assert!(page.html.contains(&open), "a link opens them");

    let form = lead.get(&open).await.form(&open).with(&field, "4");
    let answer = lead.submit(&form).await;

    assert_eq!(answer.leads_to().as_deref(), Some(&*open));
    assert_eq!(form_of_people(&lead).await.text(&field), "4");
}

#[tokio::test]
async fn what_share_was_reviewed_is_stored_with_the_submission_and_the_roll_up() {
    let (waymark, _owner, lead) = second_quarter().await;

    for dimension in &Model::built_in().dimensions {
        let path = format!("{NEXT}/{}", dimension.id);
        let form = answered(lead.get(&path).await.form(&path));
        lead.submit(&form.with("confirm", "dimension")).await;
    }
    let answer = submit(&lead, NEXT).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);

    let shares: Vec<i16> = sqlx::query_scalar(
        "select reviewed_percent from assessment where period = '2027-Q1'
         union all select reviewed_percent from org_score where period = '2027-Q1'",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap();
    assert_eq!(shares, [100, 100]);
    let next: Vec<i16> =
        sqlx::query_scalar("select reviewed_percent from org_score where period = '2026-Q4'")
            .fetch_all(waymark.pool())
            .await
            .unwrap();
    assert_eq!(next, [100]);
}
