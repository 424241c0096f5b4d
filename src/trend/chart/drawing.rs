//! One drawing of the chart: what stands where.

use askama::Template;
use askama::filters::HtmlSafe;

use super::frame::Frame;
use super::level_two::LevelTwoChart;
use super::marker::Marker;
use super::series::{Point, Series};
use super::spread::spread;
use super::tenths::Tenths;

/// A [`LevelTwoChart`] laid out for one width. It draws itself as an SVG that can stand alone.
#[derive(Debug, Template)]
#[template(path = "trend/chart/drawing.svg")]
pub struct Drawing<'a> {
    chart: &'a LevelTwoChart,
    frame: Frame,
    lines: Vec<Line<'a>>,
    notes: Vec<Note<'a>>,
}

/// It was escaped by its own template.
impl HtmlSafe for Drawing<'_> {}

#[derive(Debug)]
struct Line<'a> {
    series: &'a Series,
    /// The stretches between gaps, as lists of coordinates.
    runs: Vec<String>,
    dots: Vec<Dot>,
    label: Option<Label>,
}

#[derive(Debug)]
struct Dot {
    x: Tenths,
    y: Tenths,
    shape: &'static str,
    title: Option<String>,
}

/// The name and the figure at the end of a line.
#[derive(Debug)]
struct Label {
    /// The middle of the label.
    y: Tenths,
    /// Where the line ends, if a stroke has to lead from there to the label.
    leads_from: Option<Tenths>,
    value: String,
}

/// What is written at a plateau, a hold or a target, below a short line of its own.
#[derive(Debug)]
struct Note<'a> {
    /// Draws the line: `plateau`, `hold` or `target`.
    class: &'static str,
    /// The key of the series whose color the line has, if it has.
    key: Option<&'a str>,
    label: &'a str,
    from: Tenths,
    to: Tenths,
    /// The height of the line, and of the words below it.
    y: Tenths,
    text_y: Tenths,
}

impl<'a> Note<'a> {
    fn new(frame: Frame, class: &'static str, label: &'a str, y: Tenths) -> Self {
        let first_words = label.split(" · ").next().filter(|_| frame.stacked);
        let right = Tenths::whole(frame.right);
        let text_y = y + Tenths::whole(17);
        let label = first_words.unwrap_or(label);
        Self { class, key: None, label, from: right, to: right, y, text_y }
    }

    /// At the stretch in which a line stands still.
    fn of_stretch(series: &'a Series, frame: Frame, count: usize) -> Option<Self> {
        let stretch = series.stretch.as_ref()?;
        let (last, point) = series.last().filter(|&(last, _)| last >= stretch.from_index)?;
        let y = frame.y(point.height()) + Tenths::whole(9);
        let [from, to] = [stretch.from_index, last].map(|index| frame.x(index, count));
        Some(Self { from, to, ..Self::new(frame, stretch.kind.class(), &stretch.label, y) })
    }

    /// At the height that a line shall come to, at the right.
    fn of_target(series: &'a Series, frame: Frame) -> Option<Self> {
        let target = series.target.as_ref()?;
        let y = frame.y(i32::from(target.progress).min(Point::COMPLETE));
        let note = Self::new(frame, "target", &target.label, y);
        Some(Self { key: Some(&series.key), from: note.to - Tenths::whole(18), ..note })
    }
}

impl<'a> Drawing<'a> {
    pub(super) fn new(chart: &'a LevelTwoChart, frame: Frame) -> Self {
        let mut lines: Vec<Line> = (0..)
            .zip(&chart.series)
            .map(|(index, series)| Line::new(chart, frame, series, Marker::of(index)))
            .collect();
        part_labels(&mut lines, frame);
        Self { chart, frame, lines, notes: notes(chart, frame) }
    }

    /// What its ids begin with.
    fn name(&self) -> String {
        format!("{}-{}", self.chart.id, self.frame.name)
    }

    /// The marks at the left, from the bottom up.
    fn marks(&self) -> [(Tenths, &'static str); 5] {
        let top = if self.frame.stacked { "100 %" } else { "complete" };
        let names = ["0 %", "50 %", "Level 2", "50 %", top];
        let mut height = 0;
        names.map(|name| {
            let y = self.frame.y(height);
            height += Point::COMPLETE / 4;
            (y, name)
        })
    }

    fn door(&self) -> Tenths {
        self.frame.y(Point::COMPLETE / 2)
    }

    /// The labeled periods, with where they stand.
    fn periods(&self) -> impl Iterator<Item = (Tenths, String)> {
        let periods = &self.chart.periods;
        self.frame
            .labeled_periods(periods.len())
            .map(|index| (self.frame.x(index, periods.len()), periods[index].to_string()))
    }
}

impl<'a> Line<'a> {
    fn new(chart: &LevelTwoChart, frame: Frame, series: &'a Series, marker: Marker) -> Self {
        let count = chart.periods.len();
        let place = |index, point: Point| (frame.x(index, count), frame.y(point.height()));
        let last = series.last();
        let is_alone = |index: usize| {
            let before = index.checked_sub(1).and_then(|before| series.at(before));
            before.is_none() && series.at(index + 1).is_none()
        };

        let mut runs: Vec<Vec<String>> = Vec::new();
        let mut dots = Vec::new();
        let mut follows = false;
        for (index, period) in chart.periods.iter().enumerate() {
            let Some(point) = series.at(index) else {
                follows = false;
                continue;
            };
            let (x, y) = place(index, point);
            match runs.last_mut() {
                Some(run) if follows => run.push(format!("{x},{y}")),
                _ => runs.push(vec![format!("{x},{y}")]),
            }
            follows = true;
            let is_last = last.is_some_and(|(end, _)| end == index);
            if frame.marks_points || is_last || is_alone(index) {
                let shape = if is_last { marker.large } else { marker.small };
                let title =
                    frame.marks_points.then(|| format!("{}, {period}: {point}", series.name));
                dots.push(Dot { x, y, shape, title });
            }
        }
        let runs = runs.iter().filter(|run| run.len() > 1).map(|run| run.join(" ")).collect();

        let label = last.map(|(index, point)| {
            let (_, y) = place(index, point);
            let is_current = index + 1 == count;
            let value = if is_current {
                point.progress().to_string()
            } else {
                format!("last {}", chart.periods[index])
            };
            Label { y, leads_from: is_current.then_some(y), value }
        });
        Self { series, runs, dots, label }
    }
}

/// Moves the labels apart, and drops the strokes that a label close to its line does not need.
fn part_labels(lines: &mut [Line], frame: Frame) {
    let mut labels: Vec<&mut Label> =
        lines.iter_mut().filter_map(|line| line.label.as_mut()).collect();
    let wanted: Vec<i32> = labels.iter().map(|label| label.y.0).collect();
    let [pitch, top, bottom] = [frame.label_pitch, frame.top, frame.bottom - frame.label_inset]
        .map(|units| Tenths::whole(units).0);
    for (label, y) in labels.iter_mut().zip(spread(&wanted, pitch, top, bottom)) {
        label.leads_from = label.leads_from.filter(|from| (from.0 - y).abs() > 40);
        label.y = Tenths(y);
    }
}

/// Places the words at plateaus, holds and targets below their lines, apart from each other.
fn notes(chart: &LevelTwoChart, frame: Frame) -> Vec<Note<'_>> {
    let count = chart.periods.len();
    let mut notes: Vec<Note> = chart
        .series
        .iter()
        .flat_map(|series| [Note::of_stretch(series, frame, count), Note::of_target(series, frame)])
        .flatten()
        .collect();
    let wanted: Vec<i32> = notes.iter().map(|note| note.text_y.0).collect();
    let [pitch, top, bottom] =
        [17, frame.top + 14, frame.bottom - 5].map(|units| Tenths::whole(units).0);
    for (note, y) in notes.iter_mut().zip(spread(&wanted, pitch, top, bottom)) {
        note.text_y = Tenths(y);
    }
    notes
}
