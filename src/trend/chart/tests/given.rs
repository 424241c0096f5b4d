//! Charts to look at, of any number of periods.

use crate::period::Period;
use crate::trend::chart::{
    Amounts, BarPair, Decimal, DotPlot, ExpectedDip, LineChart, Measure, Money, Multiple, Point,
    Series, SmallMultiples, Stretch, StretchKind, TargetMark, TeamDot, Value,
};

pub(super) const DIMENSIONS: [(&str, &str); 5] = [
    ("people", "People"),
    ("process", "Process"),
    ("policy", "Policy"),
    ("technology", "Technology"),
    ("business", "Business"),
];

/// Toward and through together by quarter: the demo's course, which everything else is taken from.
const COURSE: [[u16; 9]; 5] = [
    [120, 240, 320, 455, 530, 660, 830, 1103, 1463],
    [190, 290, 430, 540, 710, 810, 1140, 1460, 1700],
    [140, 230, 310, 460, 560, 830, 830, 830, 830],
    [240, 420, 540, 640, 850, 1100, 1580, 1960, 2000],
    [150, 200, 250, 430, 510, 670, 750, 1260, 1470],
];

pub(super) fn periods(count: usize) -> Vec<Period> {
    let first: Period = "2024-Q4".parse().unwrap();
    std::iter::successors(Some(first), |period| Some(period.next())).take(count).collect()
}

pub(super) fn standing(progress: u16) -> Value {
    Value::Standing(Point { toward: progress.min(1000), through: progress.saturating_sub(1000) })
}

pub(super) fn series(key: &str, name: &str, points: &[Option<u16>]) -> Series {
    let points = points.iter().map(|point| point.map(standing)).collect();
    Series::new(key, name, points)
}

pub(super) fn chart(count: usize, series: Vec<Series>) -> LineChart {
    LineChart::level_two("Maturity".into(), "It rises.".into(), &periods(count), series)
}

/// What the course is at each of `count` quarters, stretched or cut, with a gap in a long one.
fn course(line: usize, count: usize) -> Vec<Option<u16>> {
    let of = |index: usize| {
        let gap = count > 12 && line == 1 && (14..17).contains(&index);
        let at = if count <= 9 { index } else { index * 8 / (count - 1) };
        let next = COURSE[line][(at + 1).min(8)];
        let part = if count <= 9 { 0 } else { index * 8 % (count - 1) };
        let step = i64::from(next) - i64::from(COURSE[line][at]);
        let risen = step * i64::try_from(part).unwrap() / i64::try_from(count.max(2) - 1).unwrap();
        (!gap).then(|| u16::try_from(i64::from(COURSE[line][at]) + risen).unwrap())
    };
    (0..count).map(of).collect()
}

fn dimensions(count: usize) -> Vec<Series> {
    (0..).zip(DIMENSIONS).map(|(at, (key, name))| series(key, name, &course(at, count))).collect()
}

/// The trend of an organization, with a plateau and targets.
pub(super) fn trend(count: usize) -> LineChart {
    let mut series = dimensions(count);
    if count > 3 {
        let label = "plateau · 4 quarters at 83 %".to_owned();
        let from_index = count - 1 - (count - 1) * 3 / 8;
        series[2].stretch = Some(Stretch { kind: StretchKind::Plateau, from_index, label });
        let label = "target · Policy by 2027-Q4".to_owned();
        series[2].target = Some(TargetMark { progress: 1000, label });
        let label = "target · Business by 2027-Q2".to_owned();
        series[4].target = Some(TargetMark { progress: 2000, label });
    }
    chart(count, series)
}

/// The scores of the same.
pub(super) fn levels(count: usize) -> LineChart {
    let mut series = dimensions(count);
    for point in series.iter_mut().flat_map(|series| &mut series.points) {
        let hundredths = point.map(|value| u16::try_from(value.height() * 3 / 20).unwrap());
        *point = hundredths.map(Value::Score);
    }
    let names = ["Build", "Operate", "Scale", "Improve", "Optimize"];
    LineChart::levels("Scores".into(), "They rise.".into(), &periods(count), series, names)
}

/// A KPI that falls from its baseline to its target.
pub(super) fn kpi(count: usize) -> LineChart {
    let days = |index: usize| {
        let part = i64::try_from(index * 60 / count.max(2)).unwrap();
        (index != 3).then_some(Value::Amount(Decimal { units: 90 - part, digits: 1 }))
    };
    let series = Series::new("accent", "Lead time for change", (0..count).map(days).collect());
    let series = Series { short_name: "Lead time".into(), ..series };
    let measure = Measure { unit: "days".into(), digits: 1, baseline: Some(90), target: Some(10) };
    LineChart::amounts(
        "Lead time for change".into(),
        "It falls.".into(),
        &periods(count),
        vec![series],
        measure,
    )
}

/// The categories of a dimension.
pub(super) fn categories(count: usize) -> SmallMultiples {
    let names = [
        "Overview",
        "Organizational change",
        "Teams and roles",
        "Upskilling",
        "Observability, monitoring and alerting",
        "Audit and logs",
        "Machine learning (optional)",
    ];
    let multiples = names.iter().enumerate().map(|(at, name)| Multiple {
        series: series("people", name, &course(at % 5, count)),
        level: format!("Level {}", at % 3),
        href: None,
        note: (at == 2).then(|| "plateau · 4 quarters".to_owned()),
    });
    SmallMultiples::level_two("People by category".into(), &periods(count), multiples.collect())
}

/// The spread of so many teams.
pub(super) fn teams(count: usize) -> DotPlot {
    let team = |index: usize| {
        let number = u16::try_from(index).unwrap();
        let progress = (number * 37 % 900 + number * 53 % 700 + 150).min(2000);
        let progress = if index.is_multiple_of(9) { 2000 } else { progress };
        TeamDot {
            name: format!("Team {index}"),
            href: format!("/o/northwind/teams/team-{index}"),
            point: Point { toward: progress.min(1000), through: progress.saturating_sub(1000) },
            is_stale: index % 11 == 3,
        }
    };
    DotPlot::new(
        "People by team".into(),
        "They differ.".into(),
        "people",
        (0..count).map(team).collect(),
    )
}

/// Costs first, benefits later.
pub(super) fn roi(count: usize) -> BarPair {
    const COSTS: [i64; 9] = [40, 60, 75, 62, 55, 40, 35, 30, 25];
    const BENEFITS: [i64; 9] = [0, 5, 10, 12, 20, 35, 55, 70, 85];
    let amounts = |index: usize| {
        let [cost, benefit] = [COSTS, BENEFITS].map(|each| each[index % 9] * 100_000);
        (index != 4).then_some(Amounts { cost, benefit })
    };
    let money = Money { currency: "EUR".into(), digits: 2 };
    let chart = BarPair::new(
        "Return on investment".into(),
        "Benefits have passed costs.".into(),
        money,
        &periods(count),
        (0..count).map(amounts).collect(),
    );
    let dip = ExpectedDip { from_index: count / 4, to_index: count / 2, down_to: -30_000_000 };
    chart.expecting(dip)
}
