//! What is not on record of what it brings, beside what does not move.

use super::kpis::KpiTiles;
use crate::application::{MoveState, StateCounts};
use crate::paths::{ApplicationsPath, KpisPath, OrgSlug, PatternsPath, RoiPath};
use crate::period::Period;
use crate::roi::Return;

/// Something that the business is not shown, and where that is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unshown {
    pub sentence: String,
    pub href: String,
}

/// What KPIs, returns, applications and patterns do not show: at most one sentence each, the first
/// that holds.
pub fn unshown(
    org: &OrgSlug,
    kpis: &KpiTiles,
    returned: &Return,
    applications: &StateCounts,
    since: Period,
) -> Vec<Unshown> {
    let org = || org.clone();
    let kpis = match (kpis.all, kpis.stale) {
        (0, _) => Some("No KPI is defined.".to_owned()),
        (_, 0) => None,
        (1, _) => Some("The only KPI is stale.".to_owned()),
        (all, 1) => Some(format!("One of {all} KPIs is stale.")),
        (all, stale) => Some(format!("{stale} of {all} KPIs are stale.")),
    };
    let newest = returned.balance.newest();
    let returns = match newest {
        None => Some("No cost and no benefit is recorded.".to_owned()),
        Some(newest) if newest.net() < 0 => {
            Some(format!("In {} cost was still above benefit.", newest.period))
        }
        Some(_) => None,
    };
    let is_over = applications.total() == applications.live() + applications.of(MoveState::Stays);
    let moved = match applications.total() {
        0 => Some("No application is listed.".to_owned()),
        _ if applications.gone_live() == 0 && !is_over => {
            Some(format!("No application went live since {since}."))
        }
        _ => None,
    };
    let reused = match (applications.live(), applications.patterns()) {
        // One that has moved alone can use nothing again.
        (0 | 1, _) => None,
        (_, 0) => Some("No pattern is named.".to_owned()),
        _ if applications.reused() == 0 && !is_over => {
            Some(format!("No pattern was used again since {since}."))
        }
        _ => None,
    };
    let each = [
        (kpis, KpisPath { org: org() }.to_string()),
        (returns, RoiPath { org: org() }.to_string()),
        (moved, ApplicationsPath { org: org() }.to_string()),
        (reused, PatternsPath { org: org() }.to_string()),
    ];
    each.into_iter().filter_map(|(it, href)| Some(Unshown { sentence: it?, href })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::KpisPath;
    use crate::roi::Balance;

    fn said(all: usize, stale: usize, amounts: &[(Period, i64, i64)]) -> Vec<String> {
        let org: OrgSlug = "northwind".parse().unwrap();
        let path = KpisPath { org: org.clone() };
        let kpis = KpiTiles { tiles: Vec::new(), all, stale, better: 0, path };
        let balance = Balance::of(amounts);
        let returned = Return { balance, expectation: None, counts: Vec::new() };
        let since = "2026-Q3".parse().unwrap();
        let found = unshown(&org, &kpis, &returned, &StateCounts::default(), since);
        found.into_iter().map(|it| it.sentence).collect()
    }

    #[test]
    fn what_is_not_kept_at_all_is_said_of_each_kind() {
        assert_eq!(
            said(0, 0, &[]),
            [
                "No KPI is defined.",
                "No cost and no benefit is recorded.",
                "No application is listed."
            ]
        );
    }

    #[test]
    fn stale_kpis_and_a_quarter_that_cost_more_than_it_brought_are_said() {
        let period: Period = "2026-Q4".parse().unwrap();
        let first = |all, stale, amounts: (i64, i64)| {
            let mut said = said(all, stale, &[(period, amounts.0, amounts.1)]);
            said.pop();
            said
        };
        assert_eq!(
            first(6, 2, (5, 4)),
            ["2 of 6 KPIs are stale.", "In 2026-Q4 cost was still above benefit."]
        );
        assert_eq!(first(6, 1, (5, 5)), ["One of 6 KPIs is stale."]);
        assert_eq!(first(1, 1, (4, 5)), ["The only KPI is stale."]);
        assert_eq!(first(6, 0, (4, 5)), [""; 0]);
    }

    #[test]
    fn patterns_that_are_not_used_again_are_said_once_two_applications_are_live() {
        let org: OrgSlug = "northwind".parse().unwrap();
        let path = KpisPath { org: org.clone() };
        let kpis = KpiTiles { tiles: Vec::new(), all: 1, stale: 0, better: 0, path };
        let amounts = [("2026-Q4".parse().unwrap(), 1, 2)];
        let balance = Balance::of(&amounts);
        let returned = Return { balance, expectation: None, counts: Vec::new() };
        let said = |live: i64, moving: i64, patterns: i64, reused: i64| {
            let states = [(MoveState::Live, live, 1), (MoveState::Moving, moving, 0)];
            let counts = StateCounts::new(states).with_patterns(patterns, reused);
            let since = "2026-Q3".parse().unwrap();
            let found = unshown(&org, &kpis, &returned, &counts, since);
            found.into_iter().map(|it| it.sentence).collect::<Vec<_>>()
        };
        assert_eq!(said(2, 1, 3, 0), ["No pattern was used again since 2026-Q3."]);
        assert_eq!(said(2, 1, 0, 0), ["No pattern is named."]);
        assert_eq!(said(2, 1, 3, 1), [""; 0]);
        assert_eq!(said(1, 1, 3, 0), [""; 0], "the only one that has moved");
        assert_eq!(said(2, 0, 3, 0), [""; 0], "there is nothing left to move");
    }
}
