//! Bars in pairs.

use super::given::{periods, roi};
use crate::trend::chart::{Amounts, BarPair, ExpectedDip, Money};

fn euros(amounts: &[Option<(i64, i64)>]) -> BarPair {
    let amounts = amounts.iter().map(|it| it.map(|(cost, benefit)| Amounts { cost, benefit }));
    let money = Money { currency: "EUR".into(), digits: 2 };
    BarPair::new("Return".into(), "It returns.".into(), money, &periods(3), amounts.collect())
}

#[test]
fn one_two_nine_and_forty_periods() {
    for count in [1, 2, 9, 40] {
        insta::assert_snapshot!(format!("roi_of_{count}"), roi(count).wide());
    }
}

#[test]
fn what_is_left_adds_up_over_the_periods_and_stays_over_a_gap() {
    let chart = euros(&[Some((100_000, 0)), None, Some((20_000, 150_000))]);

    let table = chart.table();
    let lines: Vec<_> = table.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            ["2025-Q2", "200.00", "1\u{202f}500.00", "300.00"],
            ["2025-Q1", "", "", ""],
            ["2024-Q4", "1\u{202f}000.00", "0.00", "−1\u{202f}000.00"],
        ]
    );
    let svg = chart.wide().to_string();
    assert_eq!(svg.matches("class=\"cost\"").count(), 2);
    assert_eq!(svg.matches("class=\"benefit\"").count(), 1, "nothing is no bar");
    assert!(svg.contains("<title>Benefits, 2025-Q2: 1\u{202f}500.00 EUR</title>"));
}

#[test]
fn amounts_at_the_end_of_the_world_do_not_overflow() {
    let chart = euros(&[Some((i64::MAX, 0)), Some((i64::MAX, 0)), Some((0, i64::MAX))]);

    assert!(chart.to_string().contains("<svg"));
}

#[test]
fn an_expected_dip_lies_below_nothing_and_ends_with_the_chart() {
    let dip = ExpectedDip { from_index: 1, to_index: 12, down_to: -50_000 };
    let svg = euros(&[Some((100_000, 0)); 3]).expecting(dip).wide().to_string();

    assert!(svg.contains(">expected dip</text>"));
    assert_eq!(svg.matches("class=\"dip\"").count(), 1);
    let above = ExpectedDip { down_to: 10, ..dip };
    let svg = euros(&[Some((100_000, 0)); 3]).expecting(above).wide().to_string();
    assert_eq!(svg.matches("class=\"dip\"").count(), 0);
}
