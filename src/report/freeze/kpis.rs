use chrono::NaiveDate;

use super::table;
use crate::access::Team;
use crate::currency::Currency;
use crate::kpi::{Measured, Standing};
use crate::period::Period;
use crate::report::{Disclosure, Part};

/// The KPIs against their baselines and targets, as they stood at the end of the period.
pub(super) fn parts(
    (measured, day): (&[Measured], NaiveDate),
    teams: &[Team],
    disclosure: Disclosure,
) -> Vec<Part> {
    let shown: Vec<&Measured> = measured
        .iter()
        .filter(|Measured { kpi, .. }| {
            let is_retired = kpi.retired_at.is_some_and(|at| at.date_naive() <= day);
            kpi.baseline.period <= Period::of(day) && !is_retired
        })
        .filter(|it| disclosure.money || !is_money(&it.kpi.unit))
        .collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let mut columns = vec!["KPI"];
    if disclosure.teams {
        columns.push("Team");
    }
    if disclosure.people {
        columns.push("Owner");
    }
    columns.extend(["Baseline", "Latest", "Target", "Stands"]);
    let rows = shown.iter().map(|Measured { kpi, course }| {
        let mut row = vec![kpi.name.clone()];
        if disclosure.teams {
            row.push(kpi.team_name(teams.iter()).unwrap_or_default().to_owned());
        }
        if disclosure.people {
            row.push(kpi.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default());
        }
        let standing = Standing::of(kpi, course, day);
        let mark = |value, period: Period| format!("{} ({period})", kpi.with_unit(value));
        row.extend([
            mark(kpi.baseline.value, kpi.baseline.period),
            course.latest().map(|it| mark(it.value, it.period())).unwrap_or_default(),
            kpi.target.map(|it| mark(it.value, it.period)).unwrap_or_default(),
            if standing.is_stale {
                format!("{}; a new reading is overdue", standing.state)
            } else {
                standing.state.to_string()
            },
        ]);
        row
    });
    vec![Part::Table(table("KPIs against their baselines", &columns, rows))]
}

/// Whether a unit is one of money: the code or the sign of a currency is in it.
fn is_money(unit: &str) -> bool {
    const SIGNS: [char; 7] = ['€', '$', '£', '¥', '₹', '₩', '₿'];
    let mut words = unit.split(|letter: char| !letter.is_alphanumeric());
    let is_code = |word: &str| Currency::of(&word.to_uppercase()).is_some() && word.len() == 3;
    unit.contains(SIGNS) || words.any(|word| is_code(word) || is_named(word))
}

/// Whether a word names a currency that is often written out.
fn is_named(word: &str) -> bool {
    const NAMES: [&str; 12] = [
        "euro", "euros", "cent", "cents", "dollar", "dollars", "pound", "pounds", "franc",
        "francs", "yen", "money",
    ];
    // `kEUR`, `TEUR` and `MUSD` count thousands and millions of a currency.
    let code = word.strip_prefix(['k', 'K', 'T', 'M']).unwrap_or("");
    NAMES.contains(&word.to_lowercase().as_str())
        || code.len() == 3 && code.chars().all(char::is_uppercase) && Currency::of(code).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_of_money_is_known_by_its_sign_its_code_or_its_name() {
        for unit in ["EUR", "eur a month", "kEUR", "k€ / month", "US$", "MUSD", "euros", "EUR/TB"]
        {
            assert!(is_money(unit), "{unit}");
        }
        for unit in ["", "days", "%", "hours a week", "deployments", "people", "features a quarter"]
        {
            assert!(!is_money(unit), "{unit}");
        }
    }
}
