use super::{AmountIn, Balance, Expectation, Payback, Return};

/// What to expect of a return, without a figure, because none holds for all.
pub const LESS_AT_LEVEL_TWO: &str = "Expect less return at Level 2 than at Level 5: tools, teams \
    and skills are being paid for now, and much of what they bring comes later.";

/// What a balance says, in sentences of which each is a fact: what went and came, whether the
/// quarters gain, whether it is paid back, and how that is beside what was expected. Empty while
/// there are no amounts.
pub fn sentences(returned: &Return, amounts: &AmountIn) -> Vec<String> {
    let Return { balance, expectation, .. } = returned;
    let Some(newest) = balance.newest() else { return Vec::new() };
    let written = |units| amounts.written(units).to_string();
    let (cost, benefit) = (newest.cost_so_far, newest.benefit_so_far);
    let net = written(newest.net_so_far());
    let mut said = vec![match balance.percent() {
        Some(percent) => format!(
            "Up to {}, {} went in and {} came back, which leaves {net}, or {percent} of what went in.",
            newest.period,
            written(cost),
            written(benefit)
        ),
        None => {
            format!(
                "Up to {}, {} came back, and no cost is entered.",
                newest.period,
                written(benefit)
            )
        }
    }];
    said.push(gains(balance));
    said.extend(paid_back(balance));
    said.extend(expectation.map(|expected| beside(balance, &expected, amounts)));
    said
}

/// When a quarter first brought more than it cost, and whether they still do.
pub fn gains(balance: &Balance) -> String {
    match (balance.first_gain(), balance.gains_since()) {
        (None, _) => "No quarter has brought more than it cost yet.".to_owned(),
        (Some(first), Some(since)) if first == since => {
            let last = balance.newest().map(|newest| newest.period);
            if last == Some(first) {
                format!("Quarterly benefit passed quarterly cost for the first time in {first}.")
            } else {
                format!(
                    "Quarterly benefit passed quarterly cost in {first}, and has stayed above it."
                )
            }
        }
        (Some(first), Some(since)) => format!(
            "Quarterly benefit first passed quarterly cost in {first}, and is above it again since \
             {since}."
        ),
        (Some(first), None) => format!(
            "Quarterly benefit first passed quarterly cost in {first}, and is not above it now."
        ),
    }
}

fn paid_back(balance: &Balance) -> Option<String> {
    let is_behind = balance.newest().is_some_and(|newest| newest.net_so_far() < 0);
    match balance.payback() {
        Payback::NeverNeeded => None,
        Payback::NotYet => Some("The costs are not paid back yet.".to_owned()),
        Payback::In(period) if is_behind => Some(format!(
            "The costs were paid back in {period} for the first time; now they are ahead again."
        )),
        Payback::In(period) => Some(format!("The costs were paid back in {period}.")),
    }
}

fn beside(balance: &Balance, expected: &Expectation, amounts: &AmountIn) -> String {
    let down_to = amounts.written(-expected.depth);
    let when = if expected.from == expected.to {
        format!("in {}", expected.from)
    } else {
        format!("between {} and {}", expected.from, expected.to)
    };
    let expected_words = format!("The organization itself expects to be down to {down_to} {when}");
    match balance.deepest() {
        None => format!("{expected_words}."),
        Some(deepest) => {
            let least = amounts.written(deepest.net_so_far());
            format!("{expected_words}; the lowest so far was {least} in {}.", deepest.period)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn said(amounts: &[(i64, i64)]) -> String {
        let periods = period("2026-Q1").up_to(period("2199-Q4"));
        let entered: Vec<_> =
            periods.zip(amounts).map(|(at, it)| (at, it.0 * 100, it.1 * 100)).collect();
        let balance = Balance::of(&entered);
        let returned = Return { balance, ..Return::default() };
        sentences(&returned, &AmountIn::currency("EUR")).join(" ").replace('\u{202f}', " ")
    }

    #[test]
    fn each_course_has_its_sentences() {
        insta::assert_snapshot!(
            [
                said(&[]),
                said(&[(0, 5)]),
                said(&[(1200, 0)]),
                said(&[(1200, 0), (100, 400)]),
                said(&[(1200, 0), (100, 400), (100, 1400)]),
                said(&[(1200, 0), (100, 1400), (500, 0)]),
                said(&[(1200, 0), (100, 1400), (500, 0), (0, 1)]),
            ]
            .join("\n"),
            @r"

        Up to 2026-Q1, 5 EUR came back, and no cost is entered. Quarterly benefit passed quarterly cost for the first time in 2026-Q1.
        Up to 2026-Q1, 1 200 EUR went in and 0 EUR came back, which leaves −1 200 EUR, or −100.0 % of what went in. No quarter has brought more than it cost yet. The costs are not paid back yet.
        Up to 2026-Q2, 1 300 EUR went in and 400 EUR came back, which leaves −900 EUR, or −69.3 % of what went in. Quarterly benefit passed quarterly cost for the first time in 2026-Q2. The costs are not paid back yet.
        Up to 2026-Q3, 1 400 EUR went in and 1 800 EUR came back, which leaves 400 EUR, or 28.5 % of what went in. Quarterly benefit passed quarterly cost in 2026-Q2, and has stayed above it. The costs were paid back in 2026-Q3.
        Up to 2026-Q3, 1 800 EUR went in and 1 400 EUR came back, which leaves −400 EUR, or −22.3 % of what went in. Quarterly benefit first passed quarterly cost in 2026-Q2, and is not above it now. The costs were paid back in 2026-Q2 for the first time; now they are ahead again.
        Up to 2026-Q4, 1 800 EUR went in and 1 401 EUR came back, which leaves −399 EUR, or −22.2 % of what went in. Quarterly benefit first passed quarterly cost in 2026-Q2, and is above it again since 2026-Q4. The costs were paid back in 2026-Q2 for the first time; now they are ahead again.
        "
        );
    }

    #[test]
    fn what_was_expected_stands_beside_what_was() {
        let balance = Balance::of(&[(period("2026-Q1"), 26_500, 0)]);
        let expected = Expectation {
            from: period("2026-Q1"),
            to: period("2026-Q3"),
            depth: 28_000,
            version: 1,
        };
        let returned = Return { balance, expectation: Some(expected), ..Return::default() };
        let said = sentences(&returned, &AmountIn::currency("EUR"));
        assert_eq!(
            said.last().unwrap(),
            "The organization itself expects to be down to −280 EUR between 2026-Q1 and 2026-Q3; \
             the lowest so far was −265 EUR in 2026-Q1."
        );
    }
}
