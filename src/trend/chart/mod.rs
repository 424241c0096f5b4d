//! Charts that draw themselves as SVG.
//!
//! Everything here is computed in whole numbers and comes out the same on every machine. Colors are
//! classes that the stylesheet knows; shapes and labels tell the lines apart without them.

mod alone;
mod amounts;
mod axis;
mod bar_pair;
mod bars;
mod dot_plot;
mod dots;
mod drawing;
mod frame;
mod heat_table;
mod level_two;
mod levels;
mod line_chart;
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
mod value;
mod words;

pub use alone::Alone;
pub use amounts::Measure;
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
pub use value::{Decimal, Point, Value};

#[cfg(test)]
mod tests;
