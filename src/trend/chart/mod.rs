//! Charts that draw themselves as SVG.
//!
//! Everything here is computed in whole numbers and comes out the same on every machine. Colors are
//! classes that the stylesheet knows; shapes and labels tell the lines apart without them.

mod drawing;
mod frame;
mod level_two;
mod marker;
mod series;
mod sparkline;
mod spread;
mod tenths;

pub use drawing::Drawing;
pub use level_two::{LevelTwoChart, LevelTwoTable};
pub use series::{Point, Series, Stretch, StretchKind, TargetMark};
pub use sparkline::Sparkline;
