/// Units that are English plurals, each with its singular.
const PLURALS: [(&str, &str); 18] = [
    ("applications", "application"),
    ("days", "day"),
    ("deployments", "deployment"),
    ("engineers", "engineer"),
    ("features", "feature"),
    ("holders", "holder"),
    ("hours", "hour"),
    ("incidents", "incident"),
    ("minutes", "minute"),
    ("months", "month"),
    ("people", "person"),
    ("points", "point"),
    ("quarters", "quarter"),
    ("releases", "release"),
    ("seconds", "second"),
    ("services", "service"),
    ("teams", "team"),
    ("weeks", "week"),
];

/// A value as it is written, with its unit: `2.1 days`, `1 day`, `12 %`; without a unit, alone.
///
/// One of a unit that is a plain English plural is written in the singular. Any other unit is
/// somebody's own word, of which nobody else knows the singular, and stays as it is.
pub fn with_unit(value: &str, unit: &str) -> String {
    if unit.is_empty() { value.to_owned() } else { format!("{value} {}", unit_after(value, unit)) }
}

/// The unit as it is written after a value.
pub fn unit_after<'u>(value: &str, unit: &'u str) -> &'u str {
    if !matches!(value, "1" | "−1") {
        return unit;
    }
    PLURALS.iter().find(|(more, _)| *more == unit).map_or(unit, |(_, one)| *one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_written_in_the_singular_where_it_is_known() {
        for (value, unit, written) in [
            ("1", "days", "1 day"),
            ("−1", "points", "−1 point"),
            ("1", "people", "1 person"),
            ("1.0", "days", "1.0 days"),
            ("11", "days", "11 days"),
            ("1", "%", "1 %"),
            ("1", "Stunden", "1 Stunden"),
            ("1", "", "1"),
        ] {
            assert_eq!(with_unit(value, unit), written);
        }
    }
}
