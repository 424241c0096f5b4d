//! What charts have to hold, whatever they show.

mod alone;
mod bars;
mod gallery;
mod given;
mod lines;
mod overlap;
mod spread;
