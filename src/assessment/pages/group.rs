use super::{Sheet, Shown};
use crate::maturity::{Category, Criterion, Dimension, Level};

/// The criteria of one category and level, under one heading.
pub(super) struct Group<'a> {
    pub category: &'a Category,
    pub level: Level,
    pub level_name: &'a str,
    pub criteria: Vec<&'a Criterion>,
    /// Whether it is the first of its category.
    pub is_first: bool,
    /// Whether it is the last of its category, and there are levels that are not shown.
    pub has_more: bool,
}

impl<'a> Group<'a> {
    /// What the page of a dimension asks of the respondent, category by category and level by level.
    pub fn of(sheet: &Sheet<'a>, dimension: &'a Dimension, shown: &Shown) -> Vec<Self> {
        let mut groups: Vec<Group> = Vec::new();
        for category in &dimension.categories {
            let mut has_more = false;
            let before = groups.len();
            for criterion in category.criteria.iter().map(|&at| &sheet.model.criteria()[at]) {
                if criterion.scope != sheet.scope {
                    continue;
                }
                if !shown.shows(sheet, category, criterion) {
                    has_more = true;
                    continue;
                }
                match groups[before..].last_mut() {
                    Some(group) if group.level == criterion.level => group.criteria.push(criterion),
                    _ => groups.push(Group {
                        category,
                        level: criterion.level,
                        level_name: sheet.model.level_name(criterion.level),
                        criteria: vec![criterion],
                        is_first: groups.len() == before,
                        has_more: false,
                    }),
                }
            }
            if let Some(last) = groups[before..].last_mut() {
                last.has_more = has_more;
            }
        }
        groups
    }
}
