//! What charts have to hold, whatever they show.

mod gallery;
mod given;
mod lines;
mod overlap;
mod spread;
