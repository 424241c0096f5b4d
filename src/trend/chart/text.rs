//! How much room words take, without a font at hand.

use std::borrow::Cow;

use super::tenths::Tenths;

/// How wide ASCII is from the space on, in thousandths of the font's size: the wider of Inter's regular
/// and semi-bold, digits all as wide as the widest, since figures are set in a table's digits.
#[rustfmt::skip]
const ADVANCES: [i32; 95] = [
    282, 322, 523, 644, 651, 1005, 663, 326, 374, 374, 540, 673, 319, 466, 319, 379,
    667, 667, 667, 667, 667, 667, 667, 667, 667, 667, 319, 330, 673, 673, 673, 544,
    1000, 728, 660, 737, 723, 606, 591, 750, 746, 277, 580, 704, 566, 923, 760, 769,
    646, 773, 653, 651, 661, 745, 728, 1021, 720, 714, 653, 374, 379, 374, 482, 470,
    352, 575, 625, 583, 625, 592, 389, 626, 613, 262, 262, 570, 262, 901, 612, 609,
    625, 625, 397, 550, 354, 613, 587, 840, 569, 589, 566, 455, 359, 455, 673,
];

/// In percent: other fonts, where Inter is not installed, may be a little wider.
const ALLOWANCE: i32 = 106;

/// The room that `text` takes at most, at a font of so many units.
pub(super) fn width(text: &str, size: Tenths) -> Tenths {
    let thousandths: i64 = text.chars().map(advance).map(i64::from).sum();
    let wide = thousandths * i64::from(size.0) * i64::from(ALLOWANCE) / 100_000 + 1;
    Tenths(i32::try_from(wide).unwrap_or(i32::MAX))
}

fn advance(letter: char) -> i32 {
    let code = u32::from(letter);
    match code {
        32..=126 => ADVANCES[code as usize - 32],
        0xB7 => 320,
        ..=0x2FF | 0x2010..=0x205F => 750,
        ..=0x10FF => 900,
        _ => 1050,
    }
}

/// `text`, or as much of its beginning as fits into `room`, with an ellipsis.
pub(super) fn fit(text: &str, size: Tenths, room: Tenths) -> Cow<'_, str> {
    if width(text, size) <= room {
        return Cow::Borrowed(text);
    }
    let mut kept = text.to_owned();
    while kept.pop().is_some() {
        let shortened = format!("{}…", kept.trim_end());
        if width(&shortened, size) <= room {
            return Cow::Owned(shortened);
        }
    }
    Cow::Borrowed("…")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Tenths = Tenths::whole(10);

    #[test]
    fn words_are_as_wide_as_their_letters() {
        assert_eq!(width("", SIZE), Tenths(1));
        assert_eq!(width("ii", SIZE), Tenths(56), "two narrow letters and the allowance");
        assert!(width("MM", SIZE) > width("ii", SIZE) + width("ii", SIZE));
        assert_eq!(width("1111", SIZE), width("8888", SIZE), "digits stand in columns");
    }

    #[test]
    fn letters_of_other_scripts_take_no_less_than_those_of_ours() {
        for text in ["Ŵ", "Ж", "日", "ก", "·"] {
            assert!(width(text, SIZE) > width("i", SIZE), "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_ends_early() {
        let room = width("Busine…", SIZE);

        assert_eq!(fit("Business", SIZE, width("Business", SIZE)), "Business");
        assert_eq!(fit("Business outcomes", SIZE, room), "Busine…");
        assert_eq!(fit("Business", SIZE, Tenths(0)), "…");
    }
}
