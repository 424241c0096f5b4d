//! Every shape on a page, to be looked at.

use std::fmt::Write as _;
use std::fs;

use super::given;

#[test]
#[ignore = "draws pictures to look at: target/charts/*.html"]
fn draw_the_gallery() {
    fs::create_dir_all("target/charts").unwrap();
    let style = fs::read_to_string("static/waymark.css").unwrap();
    let script = fs::read_to_string("static/chart.js").unwrap();
    for theme in ["light", "dark"] {
        for count in [1, 2, 9, 40] {
            let mut body = String::new();
            let mut show = |name: &str,
                            chart: &dyn std::fmt::Display,
                            table: &dyn std::fmt::Display| {
                write!(body, "<section><h2>{name}</h2><figure class=\"panel chart-figure\">{chart}{table}</figure></section>").unwrap();
            };
            let trend = given::trend(count);
            show("Trend", &trend, &trend.table());
            let levels = given::levels(count).named("levels");
            show("Levels", &levels, &levels.table());
            let kpi = given::kpi(count).named("kpi");
            show("KPI", &kpi, &kpi.table());
            let roi = given::roi(count);
            show("Return", &roi, &roi.table());
            let categories = given::categories(count);
            show("Categories", &categories, &categories.table());
            let teams = given::teams(if count == 40 { 200 } else { count });
            show("Teams", &teams, &teams.table());
            let page = format!(
                "<!doctype html><html lang=en data-theme={theme}><meta charset=utf-8>\
                 <meta name=viewport content=\"width=device-width\"><title>{count} periods</title>\
                 <style>{style}</style><body><main><h1>{count} periods</h1>{body}</main>\
                 <script>{script}</script></body></html>"
            );
            fs::write(format!("target/charts/{theme}-{count}.html"), page).unwrap();
            let trend = given::trend(count).alone("As of 2026-Q4".into()).to_string();
            fs::write(format!("target/charts/trend-{count}.svg"), trend).unwrap();
            let roi = given::roi(count).alone("As of 2026-Q4".into()).to_string();
            fs::write(format!("target/charts/roi-{count}.svg"), roi).unwrap();
        }
    }
}
