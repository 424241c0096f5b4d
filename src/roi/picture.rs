use super::{AmountIn, Return, sentences};
use crate::trend::chart::{Alone, Amounts, BarPair, Chart, Row, Table};

/// What a return looks like: costs and benefits of each quarter and what is left, with the dip that
/// is expected, and all of it as a table.
#[derive(Clone, Debug)]
pub struct Picture {
    pub bars: BarPair,
    table: Table,
}

impl Picture {
    /// The picture of the return of an organization of this name; `None` while there are no amounts.
    pub fn of(name: &str, returned: &Return, amounts: &AmountIn) -> Option<Self> {
        let quarters = returned.balance.quarters();
        if quarters.is_empty() {
            return None;
        }
        let title = format!("Return on investment of {name}");
        let periods: Vec<_> = quarters.iter().map(|quarter| quarter.period).collect();
        let bars = quarters
            .iter()
            .map(|quarter| quarter.amounts.map(|(cost, benefit)| Amounts { cost, benefit }));
        let said = sentences(returned, amounts).join(" ");
        let bars = BarPair::new(title.clone(), said, amounts.money(), &periods, bars.collect());
        let dip = returned.expectation.and_then(|expected| expected.in_chart(&returned.balance));
        let bars = match dip {
            Some(dip) => bars.expecting(dip),
            None => bars,
        };
        Some(Self { bars, table: table(title, returned, amounts) })
    }
}

impl Chart for Picture {
    fn alone(&self, note: String) -> Alone {
        self.bars.alone(note)
    }

    fn table(&self) -> Table {
        self.table.clone()
    }
}

/// The newest quarter first: what each cost, brought and left, and what all came to by its end.
fn table(title: String, returned: &Return, amounts: &AmountIn) -> Table {
    let rows = returned.balance.quarters().iter().rev().map(|quarter| {
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
        title,
        caption: format!("Each quarter, and all of them up to its end, in {}", amounts.code()),
        columns: columns.map(str::to_owned).into(),
        rows: rows.collect(),
    }
}
