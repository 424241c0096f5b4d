//! How a drawing looks away from the site.

/// Colors and sizes as the style sheet of the site has them in the light theme, in selectors that every
/// program that draws SVG knows.
#[rustfmt::skip]
pub(super) const STYLE: &str = r#"
svg { font-family: Inter, "Inter Variable", "Helvetica Neue", Arial, sans-serif; font-size: 12.5px; }
text { fill: #5b6270; }
.paper { fill: #ffffff; }
.title { fill: #1d2129; font-size: 17px; font-weight: 600; }
.band-1 { fill: #f4f2ec; }
.band-2 { fill: #eaf1fa; }
.grid { stroke: #e4e2dc; }
.door { stroke: #1f5fbf; stroke-width: 1.5; }
.zero { stroke: #80858f; stroke-width: 1.5; }
.series polyline { fill: none; stroke: currentColor; stroke-width: 2.4; stroke-linejoin: round; stroke-linecap: round; }
.series .dot { fill: currentColor; }
.series .leader { stroke: currentColor; }
.mark { fill: currentColor; }
.end { fill: currentColor; }
.name { font-weight: 600; }
.val { fill: #5b6270; }
.note { fill: #a8480b; }
.calm { fill: #5b6270; }
.on-1 { stroke: #f4f2ec; stroke-width: 4; stroke-linejoin: round; paint-order: stroke; }
.on-2 { stroke: #eaf1fa; stroke-width: 4; stroke-linejoin: round; paint-order: stroke; }
.plateau { stroke: #a8480b; stroke-width: 2; stroke-dasharray: 2 4; stroke-linecap: round; }
.hold { stroke: #5b6270; stroke-width: 2; stroke-linecap: round; }
.target { stroke: currentColor; stroke-width: 3; stroke-linecap: round; }
.baseline { stroke: #5b6270; stroke-width: 1.5; stroke-dasharray: 2 4; stroke-linecap: round; }
.goal { stroke: #1a7347; stroke-width: 1.5; stroke-dasharray: 7 4; }
.cost { fill: #985206; fill-opacity: .55; }
.benefit { fill: #127160; }
.dip { fill: #a8480b; fill-opacity: .12; }
.who { fill: #1d2129; }
.in-considered { fill: #1d2129; }
.in-planned { fill: #1d2129; }
.in-moving { fill: #1d2129; }
.in-stays { fill: #1d2129; }
.st-considered { fill: none; stroke: #80858f; stroke-dasharray: 3 3; }
.st-planned { fill: #1f5fbf; fill-opacity: .14; stroke: #1f5fbf; }
.st-moving { fill: #1f5fbf; fill-opacity: .45; }
.st-live { fill: #127160; }
.st-evaluated { fill: #127160; stroke: #1d2129; stroke-width: 1.5; }
.st-stays { fill: #e4e2dc; }
.in-live { fill: #faf9f6; font-weight: 600; }
.in-evaluated { fill: #faf9f6; font-weight: 600; }
.median { stroke: #1d2129; stroke-width: 1.5; }
.dots circle { fill: currentColor; }
.dots .stale { fill: #ffffff; stroke: currentColor; stroke-width: 1.5; }
.net { color: #1d2129; }
.s-people { color: #a93d70; }
.s-process { color: #1b68ab; }
.s-policy { color: #985206; }
.s-technology { color: #127160; }
.s-business { color: #6a4fb3; }
.s-accent { color: #1f5fbf; }
"#;
