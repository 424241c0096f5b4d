//! Where words stand in a drawing: names of bands, and notes at lines.

use super::frame::Frame;
use super::room::{Area, Room};
use super::tenths::Tenths;
use super::text;

/// Words in a drawing, set from `x` on a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub x: Tenths,
    pub baseline: Tenths,
    pub text: String,
}

/// What a note belongs to: a level stroke.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub from: Tenths,
    pub to: Tenths,
    pub y: Tenths,
}

/// How far words stay from the plot's sides.
const INSET: Tenths = Tenths::whole(8);

/// How far apart places for a note are that are looked at; the finer only where there is little room.
const COARSE: Tenths = Tenths::whole(40);
const FINE: Tenths = Tenths::whole(8);

/// Puts the name of a band where no line passes: at its top or its bottom, rather left.
pub(super) fn name_band(
    room: &mut Room,
    frame: Frame,
    [top, bottom]: [Tenths; 2],
    name: &str,
) -> Option<Words> {
    let width = text::width(name, frame.font);
    if name.is_empty() || (bottom - top) < frame.font + Tenths::whole(4) {
        return None;
    }
    let plot = frame.plot();
    let ends = [plot.left + INSET, plot.right - INSET - width];
    let baselines = [
        top + Tenths(frame.font.0 * 4 / 5) + Tenths::whole(5),
        bottom - Tenths(frame.font.0 / 4) - Tenths::whole(4),
    ];
    let steps = 4;
    let candidates = (0..=steps).flat_map(|step| {
        let x = ends[0] + Tenths((ends[1] - ends[0]).0 * step / steps);
        let rows = (0..).zip(baselines);
        rows.map(move |(row, baseline)| {
            (Area::of_words(x, baseline, width, frame.font), step * 100 + row * 50)
        })
    });
    let area = room.place(candidates)?;
    Some(Words { x: area.left, baseline: baseline_of(area, frame.font), text: name.to_owned() })
}

/// Puts a note below or above what it belongs to, as close as lines and other words let it, with
/// room for a mark of `indent` before it.
pub(super) fn note(
    room: &mut Room,
    frame: Frame,
    place: Place,
    indent: Tenths,
    label: &str,
) -> Option<Words> {
    let plot = frame.plot();
    let label = text::fit(label, frame.font, plot.right - plot.left - INSET - indent - INSET);
    let width = text::width(&label, frame.font) + indent;
    let area = [COARSE, FINE]
        .into_iter()
        .find_map(|step| room.place(around(frame, place, width, step)))?;
    let baseline = baseline_of(area, frame.font);
    Some(Words { x: area.left + indent, baseline, text: label.into_owned() })
}

/// Places for words of a width, row by row further from `place`, and from its end to the left.
fn around(
    frame: Frame,
    place: Place,
    width: Tenths,
    step: Tenths,
) -> impl Iterator<Item = (Area, i32)> {
    let plot = frame.plot();
    let (least, most) = (plot.left + INSET, plot.right - INSET - width);
    let nearest = (place.to - width).min(most).max(least);
    let pitch = frame.font.0 * 11 / 10;
    let rows = (plot.bottom - plot.top).0 / pitch + 1;
    let columns = (nearest - least).0 / step.0 + 1;
    let below = place.y + Tenths(frame.font.0 * 4 / 5) + Tenths::whole(5);
    let above = place.y - Tenths(frame.font.0 / 4) - Tenths::whole(5);
    let sides = move |row: i32| [below + Tenths(row * pitch), above - Tenths(row * pitch)];
    (0..rows).flat_map(move |row| {
        (0..).zip(sides(row)).flat_map(move |(side, baseline)| {
            (0..columns).map(move |column| {
                let x = nearest - Tenths(column * step.0);
                let aside = (place.from - x).0.max(0) / 4;
                let area = Area::of_words(x, baseline, width, frame.font);
                (area, row * pitch + side * 20 + column * 5 + aside)
            })
        })
    })
}

/// The baseline of words whose room is known.
fn baseline_of(area: Area, size: Tenths) -> Tenths {
    area.top + Tenths(size.0 * 4 / 5)
}
