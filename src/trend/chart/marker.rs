//! The shape of a line's points, so that lines can be told apart without color.

/// A shape, by the place of its series in the chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marker {
    /// SVG path commands relative to the point, for the points along the line.
    pub small: &'static str,
    /// The same, for the point at its end.
    pub large: &'static str,
}

const MARKERS: [Marker; 5] = [
    // circle
    Marker {
        small: "m-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0z",
        large: "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    },
    // square
    Marker { small: "m-2.3-2.3h4.6v4.6h-4.6z", large: "m-3.6-3.6h7.2v7.2h-7.2z" },
    // diamond
    Marker { small: "m0-3.3l3.3 3.3l-3.3 3.3l-3.3-3.3z", large: "m0-5l5 5l-5 5l-5-5z" },
    // triangle, pointing up
    Marker { small: "m0-3.4l3.2 5.4h-6.4z", large: "m0-5l4.8 8h-9.6z" },
    // triangle, pointing down
    Marker { small: "m0 3.4l3.2-5.4h-6.4z", large: "m0 5l4.8-8h-9.6z" },
];

impl Marker {
    /// The marker of the series at `index`; from the sixth on they come round again.
    pub(super) const fn of(index: usize) -> Self {
        MARKERS[index % MARKERS.len()]
    }
}
