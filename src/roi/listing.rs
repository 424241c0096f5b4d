use super::Kind;
use crate::period::Period;

/// How many entries a quarter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    pub period: Period,
    pub costs: i64,
    pub benefits: i64,
    pub notes: i64,
}

impl Counts {
    /// How many of a kind; `None` is all.
    fn of(&self, kind: Option<Kind>) -> i64 {
        match kind {
            Some(Kind::Cost) => self.costs,
            Some(Kind::Benefit) => self.benefits,
            Some(Kind::Note) => self.notes,
            None => self.costs + self.benefits + self.notes,
        }
    }
}

/// Which entries are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub period: Option<Period>,
    pub kind: Option<Kind>,
    /// From 1.
    pub page: i64,
}

impl Filter {
    /// How many entries a page lists.
    pub const SIZE: i64 = 50;

    /// What an address asks for; what it does not say well, it does not say.
    pub fn of(period: &str, kind: &str, page: &str) -> Self {
        let page = page.parse().unwrap_or(1).clamp(1, 1_000_000);
        Self { period: period.parse().ok(), kind: kind.parse().ok(), page }
    }

    /// Whether some are left out.
    pub fn is_narrow(&self) -> bool {
        self.period.is_some() || self.kind.is_some()
    }

    /// How many entries it lets through.
    pub fn total(&self, counts: &[Counts]) -> i64 {
        let periods = counts.iter().filter(|it| self.period.is_none_or(|that| that == it.period));
        periods.map(|it| it.of(self.kind)).sum()
    }

    /// How many pages they fill, at least one.
    pub fn pages(&self, counts: &[Counts]) -> i64 {
        ((self.total(counts) + Self::SIZE - 1) / Self::SIZE).max(1)
    }

    /// The query that leads to a page of the same.
    pub fn query(&self, page: i64) -> String {
        let mut parts = Vec::new();
        parts.extend(self.period.map(|period| format!("period={period}")));
        parts.extend(self.kind.map(|kind| format!("kind={kind}")));
        parts.extend((page > 1).then(|| format!("page={page}")));
        parts.join("&")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_counts_what_it_lets_through() {
        let counts = |period: &str, costs, benefits, notes| {
            let period = period.parse().unwrap();
            Counts { period, costs, benefits, notes }
        };
        let counts = [counts("2026-Q4", 60, 1, 2), counts("2026-Q3", 3, 0, 0)];
        let total = |period, kind| Filter::of(period, kind, "").total(&counts);

        assert_eq!(total("", ""), 66);
        assert_eq!(total("2026-Q4", "cost"), 60);
        assert_eq!(total("", "note"), 2);
        assert_eq!(total("2019-Q1", ""), 0);
        assert_eq!(Filter::of("", "cost", "").pages(&counts), 2);
        assert_eq!(Filter::of("2019-Q1", "", "").pages(&counts), 1);
    }

    #[test]
    fn an_address_that_makes_no_sense_asks_for_everything() {
        assert_eq!(Filter::of("soon", "loan", "-7"), Filter { page: 1, ..Filter::default() });
        assert_eq!(Filter::of("", "", "99999999999999999999").page, 1);
        let filter = Filter::of("2026-Q4", "note", "3");
        assert_eq!(filter.query(3), "period=2026-Q4&kind=note&page=3");
        assert_eq!(Filter::default().query(1), "");
    }
}
