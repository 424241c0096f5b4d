use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::access::{Editor, RecordAccess, Section, TeamId, View, Visit};
use crate::clock::Clock;
use crate::paths::{
    ApplicationPath, ApplicationSlug, ChartFiles, ChartName, KpiPath, KpiSlug, OrgChartPath,
    RoiEntriesPath, RoiEntryPath, RoiExpectationPath, RoiExportPath, RoiImportPath, RoiPath,
};
use crate::period::Period;
use crate::roi::{
    AmountIn, Entry, Filter, Kind, LESS_AT_LEVEL_TWO, Picture, Return, sentences, store,
};
use crate::trend::chart::Chart;
use crate::web::{FieldErrors, Markdown, Page, PageError, Shell};

/// Which entries are asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    period: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    page: String,
}

impl Asked {
    pub fn filter(&self) -> Filter {
        Filter::of(&self.period, &self.kind, &self.page)
    }
}

#[derive(Template)]
#[template(path = "roi/roi.html")]
struct RoiPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    editor: &'a Editor,
    current: Period,
    amounts: AmountIn,
    sentences: Vec<String>,
    /// While there are amounts.
    picture: Option<Picture>,
    files: ChartFiles,
    returned: Return,
    filter: Filter,
    entries: Vec<Entry>,
    /// Nothing is wrong with a filter.
    errors: FieldErrors,
}

impl RoiPage<'_> {
    fn path(&self) -> RoiPath {
        RoiPath { org: self.visit.org.slug.clone() }
    }

    fn new_entry(&self) -> RoiEntriesPath {
        RoiEntriesPath { org: self.visit.org.slug.clone() }
    }

    fn expectation(&self) -> RoiExpectationPath {
        RoiExpectationPath { org: self.visit.org.slug.clone() }
    }

    fn change(&self, entry: &Entry) -> RoiEntryPath {
        RoiEntryPath { org: self.visit.org.slug.clone(), entry: entry.id.0 }
    }

    fn application(&self, slug: &ApplicationSlug) -> ApplicationPath {
        ApplicationPath { org: self.visit.org.slug.clone(), application: slug.clone() }
    }

    fn kpi(&self, slug: &KpiSlug) -> KpiPath {
        KpiPath { org: self.visit.org.slug.clone(), kpi: slug.clone() }
    }

    fn page(&self, page: i64) -> String {
        format!("{}?{}#entries", self.path(), self.filter.query(page))
    }

    fn import(&self) -> RoiImportPath {
        RoiImportPath { org: self.visit.org.slug.clone() }
    }

    fn export(&self) -> String {
        let path = RoiExportPath { org: self.visit.org.slug.clone() };
        format!("{path}?{}", self.filter.query(1))
    }

    fn pages(&self) -> i64 {
        self.filter.pages(&self.returned.counts)
    }

    fn total(&self) -> i64 {
        self.filter.total(&self.returned.counts)
    }

    fn team(&self, team: &TeamId) -> &str {
        self.editor.teams().find(|known| known.id == *team).map_or("a team", |known| &known.name)
    }

    fn amount(&self, entry: &Entry) -> String {
        entry.amount.map_or_else(|| "–".to_owned(), |it| self.amounts.written(it).to_string())
    }

    /// The quarters that have entries, to choose from.
    fn period_options(&self) -> Vec<(String, String)> {
        let every = (String::new(), "Every quarter".to_owned());
        let periods = self.returned.counts.iter().map(|counts| counts.period.to_string());
        std::iter::once(every).chain(periods.map(|period| (period.clone(), period))).collect()
    }

    fn kind_options() -> [(&'static str, &'static str); 4] {
        [("", "Every kind"), ("cost", "Costs"), ("benefit", "Benefits"), ("note", "Notes")]
    }

    fn chosen_period(&self) -> String {
        self.filter.period.map_or_else(String::new, |period| period.to_string())
    }

    fn chosen_kind(&self) -> &'static str {
        self.filter.kind.map_or("", Kind::as_str)
    }
}

/// What was spent and what it brought: what it comes to, the chart, and every entry.
pub(super) async fn show(
    RoiPath { org }: RoiPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<View>,
    State(clock): State<Clock>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Page, PageError> {
    let filter = asked?.0.filter();
    let returned = store::returned(&mut tx).await?;
    let entries = store::entries(&mut tx, &filter).await?;
    drop(tx);

    let amounts = AmountIn::currency(&visit.org.currency);
    Page::render(&RoiPage {
        shell: visit.shell(Section::Return),
        visit: &visit,
        editor: &editor,
        current: clock.period(),
        sentences: sentences(&returned, &amounts),
        picture: Picture::of(&visit.org.name, &returned, &amounts),
        files: ChartFiles::of(ChartName::Return, None, |file| OrgChartPath {
            org: org.clone(),
            file,
        }),
        amounts,
        returned,
        filter,
        entries,
        errors: FieldErrors::default(),
    })
}
