pub mod store;

/// What keeps an application from being deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// How many entries of the return name it.
    pub entries: i64,
    /// How many KPIs belong to it.
    pub kpis: i64,
    /// Whether it has come to another state since it was added, and was moved or live by it.
    pub has_moved: bool,
}

impl Ties {
    /// Why it cannot be deleted, and what to do instead; `None` when it can.
    pub fn refusal(self) -> Option<String> {
        let Self { entries, kpis, has_moved } = self;
        if has_moved {
            return Some(
                "It has a history of moves, which counts in the quarters that they were in. Choose \
                 the action “retire” instead, and note the state that it comes to."
                    .to_owned(),
            );
        }
        let counted = |count: i64, one: &str, more: &str| {
            (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { more }))
        };
        let named: Vec<String> = [
            counted(entries, "cost or benefit", "costs and benefits"),
            counted(kpis, "KPI", "KPIs"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let verb = if entries + kpis == 1 { "names" } else { "name" };
        (!named.is_empty())
            .then(|| format!("{} {verb} it. Take it out of them first.", named.join(" and ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(entries: i64, kpis: i64, has_moved: bool) -> String {
        Ties { entries, kpis, has_moved }.refusal().unwrap_or_default()
    }

    #[test]
    fn what_has_moved_or_is_named_elsewhere_cannot_be_deleted() {
        assert_eq!(said(0, 0, false), "");
        assert!(said(1, 1, true).starts_with("It has a history of moves"));
        assert_eq!(said(1, 0, false), "1 cost or benefit names it. Take it out of them first.");
        assert_eq!(
            said(2, 1, false),
            "2 costs and benefits and 1 KPI name it. Take it out of them first."
        );
    }
}
