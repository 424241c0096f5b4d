//! The cards of the dimensions, over the demo's nine quarters.

use crate::demo::loaded;
use crate::verdict::signed_in;

#[tokio::test]
async fn a_card_names_what_holds_its_dimension_back_and_what_blocks_it() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    let page = viewer.get("/o/northwind").await;

    assert_eq!(
        page.texts_of(".card.s-policy .meta"),
        [
            "no change since 2026-Q3",
            "Held back by Overview: the first policies are not agreed as the standard"
        ]
    );
    assert_eq!(page.text_of(".card.s-policy .flat"), "no change", "it is on a plateau");
    assert_eq!(
        page.texts_of(".card.s-technology .meta"),
        [
            "+4 points since 2026-Q3",
            "1 category short of complete",
            "Container and runtime management: not all workloads have resource requests and limits"
        ]
    );
}

#[tokio::test]
async fn a_complete_dimension_is_held_back_by_nothing_and_may_stand_still() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    let team = viewer.get("/o/northwind/teams/payments").await;

    assert_eq!(
        team.texts_of(".card.s-process .meta"),
        ["no change since 2026-Q3", "Level 2 is complete"]
    );
    assert_eq!(team.text_of(".card.s-process .same"), "no change");
    assert_eq!(team.text_of(".card.s-process .verdict"), "complete");
    let story = team.text_of(".story");
    assert!(
        story.starts_with(
            "All five dimensions are at Level 2 and the team is 81 % through it, up 2 points since \
             2026-Q3. Policy has not moved for four quarters: no first set of resource metrics is \
             defined. Business Outcomes is furthest behind: no migrated application works fully."
        ),
        "{story}"
    );
}
