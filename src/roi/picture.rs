use super::{AmountIn, Balance, Expectation, sentences};
use crate::trend::chart::{Amounts, BarPair, Row, Table};

/// The chart of a balance: costs and benefits of each quarter and what is left, with the dip that is
/// expected. `None` while there are no amounts.
pub fn chart(
    balance: &Balance,
    expectation: Option<&Expectation>,
    amounts: &AmountIn,
) -> Option<BarPair> {
    balance.newest()?;
    let quarters = balance.quarters();
    let periods: Vec<_> = quarters.iter().map(|quarter| quarter.period).collect();
    let bars = quarters
        .iter()
        .map(|quarter| quarter.amounts.map(|(cost, benefit)| Amounts { cost, benefit }));
    let chart = BarPair::new(
        "Return on investment".to_owned(),
        sentences(balance, expectation, amounts).join(" "),
        amounts.money(),
        &periods,
        bars.collect(),
    );
    Some(match expectation.and_then(|expected| expected.in_chart(balance)) {
        Some(dip) => chart.expecting(dip),
        None => chart,
    })
}

/// The same quarter by quarter, the newest first: what each cost, brought and left, and what all of
/// them came to by its end.
pub fn table(balance: &Balance, amounts: &AmountIn) -> Table {
    let rows = balance.quarters().iter().rev().map(|quarter| {
        let of_quarter = [quarter.cost(), quarter.benefit(), quarter.net()];
        let of_quarter = of_quarter.map(|units| quarter.amounts.map(|_| units));
        let so_far = [quarter.cost_so_far, quarter.benefit_so_far, quarter.net_so_far()].map(Some);
        let cells = of_quarter.into_iter().chain(so_far);
        Row {
            name: quarter.period.to_string(),
            href: None,
            cells: cells.map(|it| it.map(|units| amounts.in_full(units).to_string())).collect(),
        }
    });
    let columns =
        ["Period", "Costs", "Benefits", "Net", "Costs so far", "Benefits so far", "Net so far"];
    Table {
        title: "Return on investment".to_owned(),
        caption: format!("Each quarter, and all of them up to its end, in {}", amounts.code()),
        columns: columns.map(str::to_owned).into(),
        rows: rows.collect(),
    }
}
