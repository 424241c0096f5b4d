//! How large everything is.

/// A page of A4. What is on it fits Letter as well, which is wider and less high.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// From the edges of the page to what is on it.
pub(super) const SIDE: f32 = 48.0;
pub(super) const TOP: f32 = 56.0;
pub(super) const BOTTOM: f32 = 841.89 - 72.0;
/// Where the line at the foot of the page stands.
pub(super) const FOOT: f32 = 841.89 - 48.0;
/// How wide what is on a page is.
pub(super) const ROOM: f32 = 595.28 - 2.0 * SIDE;

/// A size of letters, and how far lines are apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    pub letters: f32,
    pub line: f32,
}

impl Size {
    pub(super) const BODY: Self = Self { letters: 10.0, line: 14.5 };
    pub(super) const SOFT: Self = Self { letters: 9.0, line: 13.0 };
    pub(super) const CELL: Self = Self { letters: 8.5, line: 11.5 };
    /// Of tables with many columns.
    pub(super) const SMALL: Self = Self { letters: 7.2, line: 9.6 };

    /// Of a heading.
    pub(super) const fn heading(level: u16) -> Self {
        match level {
            1 => Self { letters: 20.0, line: 25.0 },
            2 => Self { letters: 13.5, line: 18.0 },
            _ => Self { letters: 10.5, line: 14.5 },
        }
    }

    /// From the top of a line to the foot of its letters.
    pub(super) fn baseline(self) -> f32 {
        f32::midpoint(self.line, self.letters * 0.72)
    }
}

/// A color of the light theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Color(pub u8, pub u8, pub u8);

impl Color {
    pub(super) const INK: Self = Self(0x1d, 0x21, 0x29);
    pub(super) const SOFT: Self = Self(0x5b, 0x62, 0x70);
    pub(super) const RULE: Self = Self(0xe4, 0xe2, 0xdc);
}
