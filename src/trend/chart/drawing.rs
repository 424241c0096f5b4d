//! One drawing of lines: what stands where.

use askama::Template;
use askama::filters::HtmlSafe;

use super::axis::Shade;
use super::frame::Frame;
use super::line_chart::LineChart;
use super::marker::Marker;
use super::room::Room;
use super::series::Series;
use super::spread::spread;
use super::tenths::Tenths;
use super::text;
use super::words::{self, Place, Words};
use crate::trend::with_unit;

/// A [`LineChart`] laid out for one width. It draws itself as an SVG.
#[derive(Debug, Template)]
#[template(path = "trend/chart/drawing.svg")]
pub struct Drawing<'a> {
    chart: &'a LineChart,
    frame: Frame,
    bands: Vec<BandArea>,
    lines: Vec<Line<'a>>,
    notes: Vec<Note<'a>>,
}

/// It was escaped by its own template.
impl HtmlSafe for Drawing<'_> {}

#[derive(Debug)]
struct BandArea {
    shade: Shade,
    top: Tenths,
    height: Tenths,
    name: Option<Words>,
}

#[derive(Debug)]
struct Line<'a> {
    series: &'a Series,
    /// Its place among the lines, by which its marks have a shape.
    marker: Marker,
    /// The stretches between gaps.
    runs: Vec<Vec<(Tenths, Tenths)>>,
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
    name: String,
    value: String,
}

/// What is written at a plateau, a hold, a target or a baseline, near a short line of its own.
#[derive(Debug)]
struct Note<'a> {
    /// Draws the line: `plateau`, `hold`, `target`, `baseline` or `goal`.
    class: &'a str,
    /// The line it belongs to, if it does to one: its key, and its mark when there are several.
    key: Option<&'a str>,
    mark: Option<&'static str>,
    place: Place,
    label: &'a str,
    /// Where its words stand; `None` when there is no room for any.
    words: Option<Words>,
    shade: Shade,
}

impl<'a> Note<'a> {
    fn new(frame: Frame, class: &'a str, label: &'a str, y: Tenths) -> Self {
        let first_words = label.split(" · ").next().filter(|_| frame.stacked);
        let right = Tenths::whole(frame.right);
        Self {
            class,
            key: None,
            mark: None,
            place: Place { from: right, to: right, y },
            label: first_words.unwrap_or(label),
            words: None,
            shade: Shade::Plain,
        }
    }

    /// The room that its mark takes before its words.
    fn indent(&self) -> Tenths {
        Tenths::whole(if self.mark.is_some() { 11 } else { 0 })
    }
}

impl<'a> Drawing<'a> {
    pub(super) fn new(chart: &'a LineChart, frame: Frame) -> Self {
        let mut room = Room::new(frame.plot());
        let mut lines: Vec<Line> = (0..)
            .zip(&chart.series)
            .map(|(index, series)| Line::new(chart, frame, series, Marker::of(index)))
            .collect();
        for run in lines.iter().flat_map(|line| &line.runs) {
            room.draw(run);
        }
        part_labels(&mut lines, frame);
        let mut notes: Vec<Note> = Self::stretches_and_targets(chart, frame, &lines)
            .chain(Self::rules(chart, frame))
            .collect();
        for Note { place, .. } in &notes {
            room.draw(&[(place.from, place.y), (place.to, place.y)]);
        }
        // The longest first: it finds a place with the most trouble.
        let mut order: Vec<&mut Note> = notes.iter_mut().collect();
        order.sort_by_key(|note| std::cmp::Reverse(note.label.len()));
        for note in order {
            note.words = words::note(&mut room, frame, note.place, note.indent(), note.label);
            note.shade = note.words.as_ref().map_or(note.shade, |words| {
                let y = words.baseline - Tenths(frame.font.0 / 2);
                let axis = &chart.axis;
                let band = axis.bands.iter().find(|band| frame.y(axis, band.low) >= y);
                band.map_or(note.shade, |band| band.shade)
            });
        }
        let bands = Self::bands(chart, frame, &mut room);
        Self { chart, frame, bands, lines, notes }
    }

    fn bands(chart: &LineChart, frame: Frame, room: &mut Room) -> Vec<BandArea> {
        let mut place = |band: &super::axis::Band| {
            let [top, bottom] = [band.high, band.low].map(|at| frame.y(&chart.axis, at));
            let name = words::name_band(room, frame, [top, bottom], &band.name);
            BandArea { shade: band.shade, top, height: bottom - top, name }
        };
        chart.axis.bands.iter().rev().map(&mut place).collect()
    }

    /// Notes at the stretches in which lines stand still, and at what they shall come to.
    fn stretches_and_targets(
        chart: &'a LineChart,
        frame: Frame,
        lines: &[Line<'a>],
    ) -> impl Iterator<Item = Note<'a>> {
        let count = chart.periods.len();
        let is_one_of_several = lines.len() > 1;
        lines.iter().flat_map(move |line| {
            let of_line = |note: Note<'a>| Note {
                key: Some(&line.series.key),
                mark: is_one_of_several.then_some(line.marker.small),
                ..note
            };
            let stretch = line.series.stretch.as_ref().and_then(|stretch| {
                let (last, value) =
                    line.series.last().filter(|&(last, _)| last >= stretch.from_index)?;
                let y = frame.y(&chart.axis, value.height()) + Tenths::whole(9);
                let [from, to] = [stretch.from_index, last].map(|index| frame.x(index, count));
                let note = Note::new(frame, stretch.kind.class(), &stretch.label, y);
                Some(Note { place: Place { from, to, y }, ..note })
            });
            let target = line.series.target.as_ref().map(|target| {
                let y = frame.y(&chart.axis, i64::from(target.progress));
                let note = Note::new(frame, "target", &target.label, y);
                let from = note.place.to - Tenths::whole(18);
                Note { place: Place { from, ..note.place }, ..note }
            });
            [stretch, target].into_iter().flatten().map(of_line).collect::<Vec<_>>()
        })
    }

    /// Notes at the lines across.
    fn rules(chart: &'a LineChart, frame: Frame) -> impl Iterator<Item = Note<'a>> {
        chart.axis.rules.iter().map(move |rule| {
            let note = Note::new(frame, &rule.class, &rule.label, frame.y(&chart.axis, rule.at));
            let from = Tenths::whole(frame.left);
            Note { place: Place { from, ..note.place }, ..note }
        })
    }

    /// What its ids begin with.
    fn name(&self) -> String {
        format!("{}-{}", self.chart.id, self.frame.name)
    }

    /// The marks at the left, from the bottom up: where, what, and whether it is the door.
    fn ticks(&self) -> impl Iterator<Item = (Tenths, &str, bool)> {
        self.chart.axis.ticks.iter().map(|tick| {
            let short = tick.short.as_deref().filter(|_| self.frame.stacked);
            let y = self.frame.y(&self.chart.axis, tick.at);
            (y, short.unwrap_or(&tick.label), tick.is_door)
        })
    }

    /// The labeled periods, with where they stand.
    fn periods(&self) -> impl Iterator<Item = (Tenths, String)> {
        let periods = &self.chart.periods;
        self.frame
            .labeled_periods(periods.len())
            .map(|index| (self.frame.x(index, periods.len()), periods[index].to_string()))
    }

    /// Where the first period stands.
    fn first_x(&self) -> Tenths {
        self.frame.x(0, self.chart.periods.len())
    }
}

impl<'a> Line<'a> {
    fn new(chart: &LineChart, frame: Frame, series: &'a Series, marker: Marker) -> Self {
        let count = chart.periods.len();
        let last = series.last();
        let is_alone = |index: usize| {
            let before = index.checked_sub(1).and_then(|before| series.at(before));
            before.is_none() && series.at(index + 1).is_none()
        };

        let mut runs: Vec<Vec<(Tenths, Tenths)>> = Vec::new();
        let mut dots = Vec::new();
        let mut follows = false;
        for (index, period) in chart.periods.iter().enumerate() {
            let Some(value) = series.at(index) else {
                follows = false;
                continue;
            };
            let (x, y) = (frame.x(index, count), frame.y(&chart.axis, value.height()));
            match runs.last_mut() {
                Some(run) if follows => run.push((x, y)),
                _ => runs.push(vec![(x, y)]),
            }
            follows = true;
            let is_last = last.is_some_and(|(end, _)| end == index);
            if frame.marks_points(count) || is_last || is_alone(index) {
                let shape = if is_last { marker.large } else { marker.small };
                let title = frame.titles.then(|| {
                    let value = with_unit(&value.to_string(), &chart.unit);
                    format!("{}, {period}: {value}", series.name)
                });
                dots.push(Dot { x, y, shape, title });
            }
        }

        let label = last.map(|(index, value)| {
            let y = frame.y(&chart.axis, value.height());
            let is_current = index + 1 == count;
            let value = if is_current {
                with_unit(&value.short().to_string(), &chart.unit)
            } else {
                format!("last {}", chart.periods[index])
            };
            let (name, value) = frame.fit_label(&series.short_name, &value);
            Label { y, leads_from: is_current.then_some(y), name, value }
        });
        Self { series, marker, runs, dots, label }
    }

    /// The stretches between gaps that are longer than a point, as lists of coordinates.
    fn polylines(&self) -> impl Iterator<Item = String> {
        let longer = self.runs.iter().filter(|run| run.len() > 1);
        longer.map(|run| {
            let points: Vec<String> = run.iter().map(|(x, y)| format!("{x},{y}")).collect();
            points.join(" ")
        })
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

impl Frame {
    /// The name and the figure at a line's end, as much of them as there is room for.
    fn fit_label(self, name: &str, value: &str) -> (String, String) {
        let room = Tenths::whole(self.width - self.right - 12);
        if self.stacked {
            let fitted = [name, value].map(|text| text::fit(text, self.font, room).into_owned());
            let [name, value] = fitted;
            return (name, value);
        }
        let value = text::fit(value, self.font, room);
        let left = room - text::width(&value, self.font) - text::width(" ", self.font);
        (text::fit(name, self.font, left).into_owned(), value.into_owned())
    }
}
