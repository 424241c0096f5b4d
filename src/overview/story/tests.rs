use proptest::prelude::*;

use super::*;
use crate::maturity::{Hundredths, Judgment, Place, Verdict};
use crate::period::Period;

const PEOPLE: usize = 0;
const PROCESS: usize = 1;
const POLICY: usize = 2;

fn figure(score: u16, toward: u16, through: u16) -> Option<Figure> {
    Some(Figure {
        score: Hundredths::new(score)?,
        toward: Tenths::new(toward)?,
        through: Tenths::new(through)?,
    })
}

/// A story in the making: five dimensions that stand alike, and the whole with them.
#[derive(Clone, Debug)]
struct Case {
    before: Option<(&'static str, Figures)>,
    figures: Figures,
    verdicts: Verdicts,
    gaps: Vec<(usize, &'static str)>,
    steps: usize,
    subject: Subject,
    balance: Option<Balance>,
    brought: Option<Brought>,
}

impl Case {
    fn at(all: Option<Figure>) -> Self {
        Self {
            before: None,
            figures: Figures { whole: all, dimensions: vec![all; 5], categories: Vec::new() },
            verdicts: Verdicts { whole: None, dimensions: vec![None; 5] },
            gaps: Vec::new(),
            steps: 0,
            subject: Subject::Organization,
            balance: None,
            brought: None,
        }
    }

    /// With another figure of the whole.
    fn whole(mut self, whole: Option<Figure>) -> Self {
        self.figures.whole = whole;
        self
    }

    /// With another figure of some dimensions.
    fn with<const N: usize>(mut self, dimensions: [usize; N], figure: Option<Figure>) -> Self {
        for at in dimensions {
            self.figures.dimensions[at] = figure;
        }
        self
    }

    fn since(mut self, period: &'static str, whole: Option<Figure>) -> Self {
        let dimensions = self.figures.dimensions.clone();
        self.before = Some((period, Figures { whole, dimensions, categories: Vec::new() }));
        self
    }

    fn judged(mut self, at: usize, verdict: Verdict, quarters_still: usize) -> Self {
        let judgment = Judgment { verdict, gains: [None; 3], quarters_still };
        self.verdicts.dimensions[at] = Some(judgment);
        self
    }

    fn plateau(self, at: usize, quarters: usize) -> Self {
        self.judged(at, Verdict::Plateau(Place::BeforeLevelTwo), quarters)
    }

    fn waits_for(mut self, at: usize, gap: &'static str) -> Self {
        self.gaps.push((at, gap));
        self
    }

    fn sentences(&self) -> Vec<Sentence> {
        let newest = [("2026-Q4", self.figures.clone())];
        let known = self.before.iter().cloned().chain(newest);
        let known = known.map(|(text, figures)| (text.parse::<Period>().unwrap(), figures));
        let block = |at: usize| {
            let gap = self.gaps.iter().find(|(of, _)| *of == at).map(|(_, gap)| *gap);
            let complete = self.figures.dimensions[at].is_none_or(is_complete);
            (!complete).then_some(Block { category: "Upskilling", gap, incomplete: 2 })
        };
        let blocks: Vec<_> = (0..5).map(block).collect();
        story(Told {
            model: Model::built_in(),
            subject: self.subject,
            history: &History::up_to("2026-Q4".parse().unwrap(), known),
            verdicts: &self.verdicts,
            blocks: &blocks,
            steps: self.steps,
            balance: self.balance.as_ref(),
            brought: self.brought.as_ref(),
        })
    }

    fn told(&self) -> Vec<String> {
        self.sentences().iter().map(text).collect()
    }

    /// The only sentence that begins so.
    fn sentence(&self, start: &str) -> String {
        let mut told = self.told();
        told.retain(|sentence| sentence.starts_with(start));
        assert_eq!(told.len(), 1, "{start}: {:?}", self.told());
        told.remove(0)
    }
}

/// A return of which there is a sentence to say, if there is room.
fn returned() -> Balance {
    let quarters = ["2026-Q2", "2026-Q3", "2026-Q4"].map(|text| text.parse::<Period>().unwrap());
    Balance::of(&[(quarters[0], 5, 0), (quarters[1], 5, 6), (quarters[2], 5, 7)])
}

fn text(sentence: &Sentence) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Plain(text) | Piece::Strong(text) | Piece::Warning(text) => text.clone(),
    };
    sentence.iter().map(text).collect()
}

const AUDIT: &str = "no first audit has been done";

/// Northwind at the end of 2026, but for Business Outcomes, which has reached Level 2.
fn northwind() -> Case {
    Case::at(figure(223, 1000, 464))
        .with([POLICY], figure(183, 833, 0))
        .whole(figure(196, 965, 530))
        .since("2026-Q3", figure(195, 959, 363))
        .waits_for(POLICY, AUDIT)
}

// The headline.

#[test]
fn the_headline_says_toward_then_through_then_what_comes_next() {
    let said = |whole| headline(Some(&Case::at(whole).figures));
    assert_eq!(headline(None), "has no figures yet");
    assert_eq!(said(None), "has no score");
    assert_eq!(said(figure(199, 999, 530)), "is 99 % of the way to Level 2");
    assert_eq!(said(figure(200, 1000, 0)), "is 0 % through Level 2");
    assert_eq!(said(figure(299, 1000, 999)), "is 99 % through Level 2");
    let done = "has completed Level 2 and is working on Level 3";
    assert_eq!(said(figure(250, 1000, 1000)), done);
    assert_eq!(said(figure(500, 1000, 1000)), "has reached Level 5");
}

// Where it stands.

#[test]
fn on_the_way_to_level_2_the_part_of_it_that_is_done_is_told() {
    assert_eq!(
        northwind().told()[0],
        "Four of five dimensions are at Level 2, and 53 % of Level 2 is done, up 17 points since \
         2026-Q3."
    );
}

#[test]
fn before_any_dimension_is_at_level_2_nothing_is_through_it() {
    let case = Case::at(figure(150, 700, 0)).whole(figure(150, 791, 21));
    assert_eq!(
        case.told()[0],
        "No dimension is at Level 2 yet, and the organization is 79 % of the way there."
    );
    let case = case.with([PEOPLE], figure(200, 1000, 0)).whole(figure(160, 800, 5));
    let case = case.since("2026-Q2", figure(160, 810, 0));
    assert_eq!(
        case.told()[0],
        "One of five dimensions is at Level 2, and the organization is 80 % of the way there, down \
         1 point since 2026-Q2."
    );
}

#[test]
fn through_level_2_the_whole_is_told_by_name() {
    let case = Case::at(figure(250, 1000, 500)).since("2026-Q3", figure(250, 1000, 500));
    let case = Case { subject: Subject::Team, ..case };
    assert_eq!(
        case.told()[0],
        "All five dimensions are at Level 2 and the team is 50 % through it, unchanged since \
         2026-Q3."
    );
}

#[test]
fn what_is_complete_is_not_still_on_its_way() {
    let case = Case::at(figure(250, 1000, 1000)).since("2026-Q3", figure(240, 1000, 900));
    assert_eq!(case.told(), ["All five dimensions have completed Level 2."]);
    let beyond = Case::at(figure(320, 1000, 1000));
    assert_eq!(
        beyond.told(),
        ["All five dimensions have completed Level 2, and the whole stands at Level 3."]
    );
}

#[test]
fn dimensions_without_a_score_are_not_counted() {
    let rest = [POLICY, 3, 4];
    let two = Case::at(figure(210, 1000, 300)).with(rest, None);
    assert!(two.told()[0].starts_with("Both dimensions are at Level 2 and"), "{:?}", two.told());
    let one = two.with([PROCESS], None);
    assert!(one.told()[0].starts_with("The only dimension with a score is at Level 2"));
    assert_eq!(
        Case::at(None).told(),
        ["Nothing that was asked applies, so there is nothing to score."]
    );
}

#[test]
fn a_change_is_that_of_the_percentage_beside_it() {
    // 36.3 and 53.0 are shown as 36 and 53.
    assert!(northwind().told()[0].contains("53 % of Level 2 is done, up 17 points"));
    let at = |before, now| {
        let case = Case::at(figure(210, 1000, now)).since("2026-Q3", figure(210, 1000, before));
        case.told().remove(0)
    };
    assert!(at(109, 110).ends_with("11 % through it, up 1 point since 2026-Q3."));
    assert!(at(101, 109).ends_with("10 % through it, unchanged since 2026-Q3."));
    assert!(at(130, 100).ends_with("10 % through it, down 3 points since 2026-Q3."));
}

// What stands still, and what holds the whole back.

#[test]
fn the_dimension_that_holds_the_whole_is_named_with_what_blocks_it() {
    let told = northwind().sentence("Policy");
    assert_eq!(told, format!("Policy holds the whole at Level 1: {AUDIT}."));
}

#[test]
fn where_no_criterion_blocks_the_category_is_named() {
    let case = Case { gaps: Vec::new(), ..northwind() };
    assert_eq!(
        case.sentence("Policy"),
        "Policy holds the whole at Level 1: its category Upskilling is furthest behind."
    );
}

#[test]
fn several_at_the_same_level_hold_the_whole_together() {
    let two = northwind().with([PEOPLE], figure(199, 999, 400));
    assert_eq!(
        two.sentence("Policy and"),
        format!(
            "Policy and People hold the whole at Level 1: in Policy, {AUDIT}; in People, its \
             category Upskilling is furthest behind."
        )
    );
    let three = two.with([PROCESS], figure(190, 900, 0));
    assert_eq!(
        three.sentence("Policy,"),
        format!(
            "Policy, Process and People hold the whole at Level 1, Policy most of all: {AUDIT}."
        )
    );
}

#[test]
fn where_all_stand_at_one_level_none_of_them_holds_the_whole() {
    let case = Case::at(figure(150, 700, 0)).with([POLICY], figure(120, 600, 0));
    assert_eq!(
        case.waits_for(POLICY, AUDIT).sentence("Policy"),
        format!("Policy is furthest behind: {AUDIT}.")
    );
}

#[test]
fn before_level_1_is_said_as_such_and_of_a_team_as_of_a_team() {
    let case = northwind().with([POLICY], figure(40, 200, 0)).whole(figure(90, 800, 300));
    let case = Case { subject: Subject::Team, ..case };
    assert!(case.sentence("Policy").starts_with("Policy holds the team before Level 1: "));
}

#[test]
fn the_last_one_to_complete_is_named_as_such() {
    let case = Case::at(figure(250, 1000, 1000)).with([POLICY], figure(240, 1000, 800));
    let case = case.whole(figure(249, 1000, 960)).waits_for(POLICY, AUDIT);
    assert_eq!(case.sentence("Policy"), format!("Policy is the last one to complete: {AUDIT}."));
}

#[test]
fn after_level_2_those_are_named_that_have_not_reached_the_next_level() {
    let case = Case::at(figure(320, 1000, 1000)).with([POLICY], figure(250, 1000, 1000));
    let case = case.whole(figure(280, 1000, 1000)).waits_for(POLICY, AUDIT);
    assert_eq!(case.sentence("Policy"), "Policy is not at Level 3 yet.");
}

#[test]
fn nothing_is_held_by_the_only_dimension_that_has_a_score() {
    let case = Case::at(None).with([POLICY], figure(150, 700, 0)).whole(figure(150, 700, 0));
    assert!(case.told().iter().all(|sentence| !sentence.contains("Policy")), "{:?}", case.told());
}

#[test]
fn a_plateau_that_holds_the_whole_is_one_sentence() {
    let case = northwind().plateau(POLICY, 4);
    assert_eq!(
        case.told()[1..2],
        [format!(
            "Policy has not moved for four quarters and holds the whole at Level 1: {AUDIT}."
        )]
    );
    assert_eq!(
        case.sentences()[1][0],
        Piece::Warning("Policy has not moved for four quarters".to_owned())
    );
    let with_others = case.with([PEOPLE], figure(199, 999, 400));
    assert_eq!(
        with_others.sentence("Policy"),
        format!(
            "Policy has not moved for four quarters and, with People, holds the whole at Level 1: \
             {AUDIT}."
        )
    );
}

#[test]
fn a_plateau_elsewhere_has_a_sentence_of_its_own() {
    let case = northwind().plateau(PEOPLE, 5).waits_for(PEOPLE, "no go-to experts are named");
    assert_eq!(
        case.told()[1..3],
        [
            "People has not moved for five quarters: no go-to experts are named.".to_owned(),
            format!("Policy holds the whole at Level 1: {AUDIT}."),
        ]
    );
}

#[test]
fn several_plateaus_are_told_by_name_each_with_what_blocks_it() {
    let case = northwind().plateau(PEOPLE, 4).plateau(POLICY, 4);
    let case = case.waits_for(PEOPLE, "no go-to experts are named");
    assert_eq!(
        case.told()[1..3],
        [
            format!(
                "People and Policy have not moved for four quarters: in People, no go-to experts \
                 are named; in Policy, {AUDIT}."
            ),
            "Policy holds the whole at Level 1.".to_owned(),
        ]
    );
    let case = case.plateau(PROCESS, 12).waits_for(PROCESS, "no Git workflow is in use");
    assert!(case.sentence("People has").starts_with(
        "People has not moved for four quarters, Process for 12 and Policy for four: in People, "
    ));
}

#[test]
fn a_dimension_on_hold_is_not_called_a_plateau() {
    let case = northwind().judged(POLICY, Verdict::Holding, 5);
    assert!(case.told().iter().all(|sentence| !sentence.contains("has not moved")));
    assert_eq!(case.sentence("Policy"), format!("Policy holds the whole at Level 1: {AUDIT}."));
}

// The pace.

fn paced(case: &Case, pace: Option<crate::trend::Pace>, steps: usize) -> Option<String> {
    let whole = case.figures.whole.unwrap();
    let tempo = Tempo::of(pace, steps);
    pace::pace(Model::built_in(), &case.verdicts, whole, tempo).as_ref().map(text)
}

const PACE: Option<crate::trend::Pace> = Some(crate::trend::Pace { soonest: 2, latest: Some(4) });

#[test]
fn the_pace_is_told_as_quarters_and_never_as_a_date() {
    assert_eq!(
        paced(&northwind(), PACE, 8).unwrap(),
        "At the recent pace, Level 2 is complete in 2 to 4 more quarters."
    );
}

#[test]
fn the_pace_names_what_would_have_to_move() {
    let case = northwind().plateau(POLICY, 4);
    let said = |case: &Case| paced(case, PACE, 8).unwrap();
    assert!(said(&case).ends_with("2 to 4 more quarters, once Policy moves again."));
    let case = case.plateau(PEOPLE, 4).judged(PROCESS, Verdict::Holding, 1);
    assert!(
        said(&case).ends_with(", once People and Policy move again and the hold on Process ends.")
    );
}

#[test]
fn without_enough_history_or_a_steady_rise_there_is_no_pace() {
    let short = "There is not enough history yet to tell a pace.";
    assert_eq!(paced(&northwind(), None, 3).unwrap(), short);
    assert_eq!(paced(&northwind(), None, 4).unwrap(), "There has been no steady pace lately.");
}

#[test]
fn what_is_complete_has_no_pace_any_more() {
    assert_eq!(paced(&Case::at(figure(250, 1000, 1000)), PACE, 8), None);
}

fn any_figure() -> impl Strategy<Value = Option<Figure>> {
    // As the formula makes them: through counts only what Level 1 lets, and both are full or not.
    prop_oneof![
        1 => Just(None),
        4 => (0..200_u16, 0..1000_u16, 0..=500_u16).prop_map(|(s, to, th)| figure(s, to, th)),
        3 => (200..300_u16, 0..1000_u16).prop_map(|(s, th)| figure(s, 1000, th)),
        2 => (250..=500_u16).prop_map(|s| figure(s, 1000, 1000)),
    ]
}

/// The whole of these: the level of the lowest, and plain means.
fn whole_of(dimensions: &[Option<Figure>]) -> Option<Figure> {
    let scored: Vec<Figure> = dimensions.iter().copied().flatten().collect();
    let lowest = scored.iter().map(|figure| figure.level()).min()?;
    let mean = |of: fn(&Figure) -> u16| {
        let sum: u32 = scored.iter().map(|figure| u32::from(of(figure))).sum();
        u16::try_from(sum / u32::try_from(scored.len()).unwrap()).unwrap()
    };
    figure(u16::from(lowest) * 100, mean(|f| f.toward.number()), mean(|f| f.through.number()))
}

fn any_case() -> impl Strategy<Value = Case> {
    let dimensions = prop::collection::vec(any_figure(), 5);
    let before = prop::option::of(prop::collection::vec(any_figure(), 5));
    let verdicts = prop::collection::vec(0..4_usize, 5);
    (dimensions, before, verdicts, 0..9_usize).prop_map(|(dimensions, before, verdicts, steps)| {
        let mut case = Case::at(None).whole(whole_of(&dimensions));
        case.steps = steps;
        if let Some(before) = before {
            case = case.since("2026-Q2", whole_of(&before));
        }
        for (at, verdict) in verdicts.into_iter().enumerate() {
            let is_open = dimensions[at].is_some_and(|figure| !is_complete(figure));
            case = match verdict {
                0 if is_open => case.plateau(at, 4 + at % 2),
                1 if is_open => case.judged(at, Verdict::Holding, 1),
                2 => case.waits_for(at, AUDIT),
                _ => case,
            };
        }
        case.figures.dimensions = dimensions;
        case
    })
}

proptest! {
    #[test]
    fn a_story_has_at_most_four_sentences_and_each_is_one(case in any_case()) {
        let brought = Some(Brought {
            since: "2026-Q3".parse().unwrap(),
            gone_live: 2,
            reached: vec!["Lead time".to_owned()],
            better: 3,
            kpis: 6,
        });
        let case = Case { balance: Some(returned()), brought, ..case };
        let told = case.told();
        prop_assert!((1..=4).contains(&told.len()), "{told:?}");
        for sentence in &told {
            prop_assert_eq!(sentence.matches('.').count(), 1, "{}", sentence);
            prop_assert!(sentence.ends_with('.'));
            prop_assert!(sentence.starts_with(char::is_uppercase), "{}", sentence);
            prop_assert!(!sentence.contains("  ") && !sentence.contains(" ,"), "{}", sentence);
        }
    }

    #[test]
    fn a_story_names_every_plateau_and_calls_nothing_complete_that_is_not(case in any_case()) {
        let told = case.told().join(" ");
        let model = Model::built_in();
        for (at, dimension) in model.dimensions.iter().enumerate() {
            let still = format!("{} has not moved", dimension.name);
            let judged = case.verdicts.dimensions[at];
            let is_plateau = judged.is_some_and(|it| matches!(it.verdict, Verdict::Plateau(_)));
            if is_plateau {
                prop_assert!(told.contains("not moved") && told.contains(&dimension.name), "{}", told);
            } else {
                prop_assert!(!told.contains(&still), "{}", told);
            }
        }
        let through = case.figures.whole.map_or(0, |whole| whole.through.whole());
        prop_assert_eq!(told.contains("completed Level 2"), through == 100, "{}", told);
        let toward = case.figures.whole.map_or(0, |whole| whole.toward.whole());
        prop_assert!(!told.contains("through it") || toward == 100, "{}", told);
    }
}
