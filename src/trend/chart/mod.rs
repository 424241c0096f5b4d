//! Charts that draw themselves as SVG.
//!
//! | shape              | shows                                                                     |
//! |--------------------|---------------------------------------------------------------------------|
//! | [`LineChart`]      | lines over periods against an axis: toward and through Level 2, all levels, amounts |
//! | [`SmallMultiples`] | many little ones in a grid, one for each category                         |
//! | [`DotPlot`]        | where many teams stand in one period                                      |
//! | [`BarPair`]        | costs and benefits of each period, and what is left of both so far        |
//! | [`Timeline`]       | what was in which state, a bar each, quarter by quarter                   |
//! | [`HeatTable`]      | a table whose cells are the warmer the further they have come             |
//! | [`Sparkline`]      | a line as small as a word                                                 |
//!
//! A shape is given figures and words, and knows no page. Displayed, it is the frame with its wide and
//! its narrow drawing, of which the style sheet shows one; `table` is what stands behind it, and
//! `alone` the drawing as a file. Pages put all of it together by `trend/chart/parts.html`.
//!
//! Everything here is computed in whole numbers and comes out the same on every machine. Colors are
//! classes that the stylesheet knows; shapes and labels tell the lines apart without them.

mod alone;
mod amounts;
mod axis;
mod bands;
mod bar_pair;
mod bars;
mod dot_plot;
mod dots;
mod drawing;
mod frame;
mod grid;
mod heat_table;
mod level_two;
mod levels;
mod line_chart;
mod little;
mod marker;
mod multiples;
mod palette;
mod room;
mod series;
mod sparkline;
mod spread;
mod table;
mod tenths;
mod text;
mod ticks;
mod timeline;
mod value;
mod words;

pub use alone::Alone;
pub use amounts::Measure;
pub use bands::Bands;
pub use bar_pair::{Amounts, BarPair, ExpectedDip, Money};
pub use bars::Bars;
pub use dot_plot::{DotPlot, TeamDot};
pub use dots::Dots;
pub use drawing::Drawing;
pub use heat_table::{HeatCell, HeatRow, HeatTable};
pub use line_chart::LineChart;
pub use multiples::{Multiple, SmallMultiples};
pub use series::{Series, Stretch, StretchKind, TargetMark};
pub use sparkline::Sparkline;
pub use table::{Row, Table};
pub use timeline::{Timeline, TimelineRow, TimelineSpan};
pub use value::{Decimal, Point, Value};

/// A picture that can be kept as files.
pub trait Chart {
    /// The drawing as a file of its own, with `note` below it.
    fn alone(&self, note: String) -> Alone;

    /// The figures behind it.
    fn table(&self) -> Table;
}

#[cfg(test)]
mod tests;
