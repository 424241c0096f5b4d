//! What was spent and what it brought, and what is left of both so far.

use std::borrow::Cow;

use askama::Template;
use askama::filters::HtmlSafe;
use serde::{Deserialize, Serialize};

use super::Chart;
use super::alone::Alone;
use super::axis::{Axis, Band, Shade, Tick};
use super::bars::Bars;
use super::frame::Frame;
use super::table::{Row, Table};
use super::ticks::{Ticks, short};
use super::value::Decimal;
use crate::period::Period;

/// Two bars a period, benefits above nothing and costs below, and a line of what they come to
/// together since the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Template)]
#[template(path = "trend/chart/bar_pair.html")]
pub struct BarPair {
    pub(super) id: Cow<'static, str>,
    pub(super) title: String,
    pub(super) description: String,
    money: Money,
    pub(super) periods: Vec<Period>,
    pub(super) amounts: Vec<Option<Amounts>>,
    pub(super) dip: Option<ExpectedDip>,
}

/// It was escaped by its own template.
impl HtmlSafe for BarPair {}

/// What amounts are in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// As ISO 4217 writes it: `EUR`.
    pub currency: String,
    /// Digits of its minor unit, in which amounts are given: 2 for cents.
    pub digits: u8,
}

/// What was spent and gained in a period, in minor units, neither below nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    pub cost: i64,
    pub benefit: i64,
}

/// How far below nothing somebody expects to be, and when: drawn as a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedDip {
    /// The first and the last period of it, counted from the chart's first.
    pub from_index: usize,
    pub to_index: usize,
    /// In minor units, below nothing.
    pub down_to: i64,
}

impl BarPair {
    /// A pair of bars for each of `periods`, which are given oldest first and without a gap between
    /// them; `None` where nothing was recorded.
    ///
    /// `description` says in a sentence or two what the picture shows, to those who cannot see it.
    pub fn new(
        title: String,
        description: String,
        money: Money,
        periods: &[Period],
        amounts: Vec<Option<Amounts>>,
    ) -> Self {
        Self {
            id: Cow::Borrowed("roi"),
            title,
            description,
            money,
            periods: periods.to_vec(),
            amounts,
            dip: None,
        }
    }

    /// The same with the dip that is expected.
    pub fn expecting(self, dip: ExpectedDip) -> Self {
        Self { dip: Some(dip), ..self }
    }

    /// Begins the ids in the drawing with `id` instead of `roi`: for a page of several.
    pub fn named(self, id: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), ..self }
    }

    /// What the picture is of.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The drawing for 43 rem and more.
    pub fn wide(&self) -> Bars<'_> {
        Bars::new(self, Frame::WIDE)
    }

    /// The drawing for narrow places.
    pub fn narrow(&self) -> Bars<'_> {
        Bars::new(self, Frame::NARROW)
    }

    /// What is left at the end of each period; `None` where nothing was recorded.
    pub(super) fn net(&self) -> Vec<Option<i64>> {
        let so_far = |net: &mut i64, amounts: &Option<Amounts>| {
            Some(amounts.map(|Amounts { cost, benefit }| {
                *net = net.saturating_add(benefit).saturating_sub(cost);
                *net
            }))
        };
        self.amounts.iter().scan(0, so_far).collect()
    }

    /// An amount as it is written where there is little room.
    pub(super) fn short(&self, amount: i64) -> String {
        short(amount, u32::from(self.money.digits))
    }

    /// An amount as its currency writes it: `1 200.00 EUR`.
    pub(super) fn written(&self, amount: i64) -> String {
        let Money { currency, digits } = &self.money;
        format!("{} {currency}", Decimal { units: amount, digits: *digits })
    }

    pub(super) fn axis(&self) -> Axis {
        let bars =
            self.amounts.iter().flatten().flat_map(|it| [it.cost.saturating_neg(), it.benefit]);
        let net = self.net().into_iter().flatten();
        let known = bars.chain(net).chain(self.dip.map(|dip| dip.down_to)).chain([0]);
        let (low, high) = known.fold((0, 0), |(low, high), at| (low.min(at), high.max(at)));
        let ticks = Ticks::around(low, high, 6);
        let band = |low, high, name: &str, shade| Band { low, high, name: name.to_owned(), shade };
        Axis {
            low: ticks.low,
            high: ticks.high,
            bands: vec![
                band(ticks.low, 0, "Costs", Shade::Plain),
                band(0, ticks.high, "Benefits", Shade::Tinted),
            ],
            ticks: ticks
                .marks()
                .map(|mark| Tick { is_door: mark == 0, ..Tick::new(mark, self.short(mark)) })
                .collect(),
            rules: Vec::new(),
        }
    }

    /// The wide drawing as a file of its own, with `note` below it.
    pub fn alone(&self, note: String) -> Alone {
        let size = (Frame::WIDE.width, Frame::WIDE.height);
        Alone::new((&self.title, &self.description), note, size, &self.wide())
    }

    /// The same figures as a table: a row for each period, the newest first.
    pub fn table(&self) -> Table {
        let net = self.net();
        let rows = self.periods.iter().enumerate().rev().map(|(index, period)| {
            let amounts = self.amounts.get(index).copied().flatten();
            let net = net.get(index).copied().flatten();
            let cells = [amounts.map(|it| it.cost), amounts.map(|it| it.benefit), net];
            let digits = self.money.digits;
            let written = |units| Decimal { units, digits }.to_string();
            Row {
                name: period.to_string(),
                href: None,
                cells: cells.map(|amount| amount.map(written)).into(),
            }
        });
        Table {
            title: self.title.clone(),
            caption: format!(
                "Costs and benefits of each period, and what both come to so far, in {}",
                self.money.currency
            ),
            columns: ["Period", "Costs", "Benefits", "Net so far"].map(str::to_owned).into(),
            rows: rows.collect(),
        }
    }
}

impl Chart for BarPair {
    fn alone(&self, note: String) -> Alone {
        self.alone(note)
    }

    fn table(&self) -> Table {
        self.table()
    }
}
