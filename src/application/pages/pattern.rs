use askama::Template;

use crate::access::{Editor, RecordAccess, Section, View};
use crate::application::{FinishedUse, Pattern, PatternUse, Reuse, pattern};
use crate::paths::{
    ApplicationPath, ChartFiles, ChartName, PatternChartPath, PatternEditPath, PatternPath,
    PatternsPath,
};
use crate::trend::chart::LineChart;
use crate::web::{Markdown, Page, PageError, Shell};

#[derive(Template)]
#[template(path = "application/pattern.html")]
struct PatternPage<'a> {
    shell: Shell,
    path: &'a PatternPath,
    pattern: &'a Pattern,
    /// The team's name, when it is a team's.
    team: Option<&'a str>,
    may_edit: bool,
    /// Those that went live, in their order, then the others.
    uses: &'a [PatternUse],
    reuse: Reuse<'a>,
    chart: Option<LineChart>,
    files: ChartFiles,
}

impl PatternPage<'_> {
    fn list(&self) -> PatternsPath {
        PatternsPath { org: self.path.org.clone() }
    }

    fn edit(&self) -> PatternEditPath {
        let PatternPath { org, pattern } = self.path.clone();
        PatternEditPath { org, pattern }
    }

    fn application(&self, used: &PatternUse) -> ApplicationPath {
        ApplicationPath { org: self.path.org.clone(), application: used.slug.clone() }
    }
}

fn team_name<'e>(editor: &'e Editor, pattern: &Pattern) -> Option<&'e str> {
    editor.teams().find(|team| Some(team.id) == pattern.team).map(|team| &*team.name)
}

/// What a pattern is, who uses it, and what its uses took.
pub(super) async fn show(
    path: PatternPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<View>,
) -> Result<Page, PageError> {
    let found = pattern::store::find_pattern(&mut tx, &path.pattern).await?;
    let pattern = found.ok_or(PageError::NotFound)?;
    let uses = pattern::store::uses_of(&mut tx, pattern.id).await?;
    drop(tx);
    let finished: Vec<FinishedUse> = uses.iter().filter_map(PatternUse::finished).collect();
    let reuse = Reuse::of(&finished);
    let chart = reuse.chart(&pattern.name);
    Page::render(&PatternPage {
        shell: visit.shell(Section::Applications),
        path: &path,
        pattern: &pattern,
        team: team_name(&editor, &pattern),
        may_edit: editor.may_edit(pattern.team),
        uses: &uses,
        reuse,
        chart,
        files: ChartFiles::of(ChartName::Trend, None, |file| PatternChartPath {
            org: path.org.clone(),
            pattern: path.pattern.clone(),
            file,
        }),
    })
}
