//! The table of teams and dimensions: which of the rows are shown, and under what.

use super::heat::TeamRow;
use super::teams_filter::TeamsFilter;
use super::words::counted;
use crate::period::Period;

/// Teams by dimensions, under their groups. Alphabetic, never ranked.
#[derive(Clone, Debug)]
pub(super) struct TeamsTable {
    /// The page that it stands on, where the filter is sent to.
    pub action: String,
    /// The period in the page's address, which a filter keeps.
    pub period: Option<Period>,
    pub filter: TeamsFilter,
    /// Every group there is, by name.
    pub groups: Vec<String>,
    /// Whether there are teams without a group.
    pub has_ungrouped: bool,
    /// The rows of this page.
    pub shown: Vec<RowGroup>,
    /// How many teams there are, and how many of them fit the filter.
    pub total: usize,
    pub found: usize,
    /// How many pages these take; at least 1.
    pub pages: usize,
    /// How many of them stand before this page.
    pub before: usize,
}

/// The teams of a group, or some of them.
#[derive(Clone, Debug)]
pub(super) struct RowGroup {
    /// `None` for the teams without a group, which come last.
    pub name: Option<String>,
    /// How many of its teams fit the filter.
    pub found: usize,
    /// Whether it began on the page before.
    pub is_continued: bool,
    pub rows: Vec<TeamRow>,
}

impl RowGroup {
    /// How many of its teams fit: `3 teams`.
    pub fn teams(&self) -> String {
        counted(self.found, "team")
    }
}

impl TeamsTable {
    /// How many teams are shown at once.
    pub const PAGE: usize = 50;

    /// From how many teams on the filter is open at once.
    const MANY: usize = 12;

    /// The table of `rows`, which stand by name. A page after the last one is the last.
    pub fn new(
        action: String,
        period: Option<Period>,
        mut filter: TeamsFilter,
        rows: Vec<TeamRow>,
    ) -> Self {
        let mut groups: Vec<String> = rows.iter().filter_map(|row| row.group.clone()).collect();
        groups.sort_by_key(|group| (group.to_lowercase(), group.clone()));
        groups.dedup();
        let has_ungrouped = rows.iter().any(|row| row.group.is_none());

        let total = rows.len();
        let mut found: Vec<TeamRow> = rows.into_iter().filter(|row| filter.fits(row)).collect();
        // The order by name within a group stays.
        found.sort_by_key(|row| {
            let group = row.group.as_ref();
            (group.is_none(), group.map(|group| (group.to_lowercase(), group.clone())))
        });
        let pages = found.len().div_ceil(Self::PAGE).max(1);
        filter.page = filter.page.clamp(1, pages);
        let before = (filter.page - 1) * Self::PAGE;
        Self {
            action,
            period,
            groups,
            has_ungrouped,
            total,
            pages,
            before,
            shown: grouped(&found, before),
            found: found.len(),
            filter,
        }
    }

    /// The number of the first team shown, and of the last.
    pub fn range(&self) -> (usize, usize) {
        let shown: usize = self.shown.iter().map(|group| group.rows.len()).sum();
        (self.before + 1, self.before + shown)
    }

    /// How many teams there are: `5 teams`.
    pub fn teams(&self) -> String {
        counted(self.total, "team")
    }

    /// Whether there are groups to tell apart.
    pub fn has_groups(&self) -> bool {
        !self.groups.is_empty()
    }

    /// Whether the filter stands open.
    pub fn is_filter_open(&self) -> bool {
        self.filter.is_set() || self.total > Self::MANY
    }

    /// The address of another page of it.
    pub fn page(&self, number: usize) -> String {
        self.address(&self.filter.query(self.period, number))
    }

    /// The address of all teams.
    pub fn unfiltered(&self) -> String {
        self.address(&TeamsFilter::default().query(self.period, 1))
    }

    fn address(&self, query: &str) -> String {
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{query}#teams", self.action)
    }
}

/// The rows of the page that begins after `before`, under their groups.
fn grouped(found: &[TeamRow], before: usize) -> Vec<RowGroup> {
    let mut groups: Vec<RowGroup> = Vec::new();
    for (at, row) in found.iter().enumerate().skip(before).take(TeamsTable::PAGE) {
        if groups.last().is_none_or(|group| group.name != row.group) {
            groups.push(RowGroup {
                name: row.group.clone(),
                found: found.iter().filter(|other| other.group == row.group).count(),
                is_continued: at > 0 && at == before && found[at - 1].group == row.group,
                rows: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(row.clone());
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::heat::Reported;
    use crate::overview::teams_filter::Asked;
    use crate::paths::{TeamPath, TeamSlug};

    fn row(name: &str, group: Option<&str>) -> TeamRow {
        TeamRow {
            name: name.to_owned(),
            path: TeamPath { org: "northwind".parse().unwrap(), team: TeamSlug::for_name(name) },
            group: group.map(str::to_owned),
            figures: Vec::new(),
            judgment: None,
            is_stale: false,
            is_new: false,
            reported: Reported::Nothing,
            state: "not reported".to_owned(),
        }
    }

    fn table(filter: TeamsFilter, rows: Vec<TeamRow>) -> TeamsTable {
        TeamsTable::new("/o/northwind/teams".to_owned(), None, filter, rows)
    }

    /// Each group with how many of its teams fit, and the names of those shown.
    fn shown(table: &TeamsTable) -> Vec<String> {
        let group = |group: &RowGroup| {
            let names: Vec<&str> = group.rows.iter().map(|row| &*row.name).collect();
            let name = group.name.as_deref().unwrap_or("-");
            format!("{name} {}: {}", group.found, names.join(" "))
        };
        table.shown.iter().map(group).collect()
    }

    fn northwind() -> Vec<TeamRow> {
        vec![
            row("Data", Some("Platform")),
            row("Facilities", None),
            row("Identity", Some("Platform")),
            row("Payments", Some("commerce")),
            row("Storefront", Some("commerce")),
        ]
    }

    #[test]
    fn teams_stand_under_their_groups_by_name_and_those_without_come_last() {
        let table = table(TeamsFilter::default(), northwind());
        assert_eq!(
            shown(&table),
            ["commerce 2: Payments Storefront", "Platform 2: Data Identity", "- 1: Facilities"]
        );
        assert_eq!(table.groups, ["commerce", "Platform"]);
        assert!(table.has_groups() && table.has_ungrouped);
        assert_eq!(table.range(), (1, 5));
    }

    #[test]
    fn a_filter_is_by_name_by_group_and_by_verdict() {
        let by = |filter: TeamsFilter| shown(&table(filter, northwind()));
        let name = TeamsFilter { name: "DA".to_owned(), ..TeamsFilter::default() };
        assert_eq!(by(name), ["Platform 1: Data"]);
        let group = TeamsFilter { group: "commerce".to_owned(), ..TeamsFilter::default() };
        assert_eq!(by(group), ["commerce 2: Payments Storefront"]);
        let none = TeamsFilter::NO_GROUP.to_owned();
        let no_group = TeamsFilter { group: none, ..TeamsFilter::default() };
        assert_eq!(by(no_group), ["- 1: Facilities"]);
        let verdict = TeamsFilter { verdict: "plateau", ..TeamsFilter::default() };
        assert_eq!(by(verdict), Vec::<String>::new(), "nobody has a verdict yet");
        let no_verdict = TeamsFilter { verdict: TeamsFilter::NO_VERDICT, ..TeamsFilter::default() };
        assert_eq!(by(no_verdict).len(), 3);
    }

    #[test]
    fn two_hundred_teams_are_shown_fifty_at_a_time() {
        let rows = || (0..200).map(|n| row(&format!("Team {n:03}"), Some("Shop"))).collect();
        let on = |page| table(TeamsFilter { page, ..TeamsFilter::default() }, rows());

        let second = on(2);

        assert_eq!(second.range(), (51, 100));
        assert_eq!((second.pages, second.found, second.total), (4, 200, 200));
        assert!(second.shown[0].is_continued && !on(1).shown[0].is_continued);
        assert_eq!(second.shown[0].found, 200);
        assert_eq!(on(5).range(), (151, 200), "a page after the last is the last");
        assert_eq!(second.page(3), "/o/northwind/teams?page=3#teams");
        assert_eq!(second.unfiltered(), "/o/northwind/teams#teams");
        assert!(second.is_filter_open());
    }

    #[test]
    fn when_nobody_fits_there_is_one_empty_page() {
        let asked: Asked = serde_json::from_str(r#"{"name": "nobody", "page": "7"}"#).unwrap();
        let table = table(TeamsFilter::of(&asked), northwind());
        assert_eq!((table.found, table.pages, table.filter.page), (0, 1, 1));
        assert!(table.shown.is_empty() && table.is_filter_open());
    }
}
