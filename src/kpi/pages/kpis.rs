use askama::Template;
use axum::extract::State;

use crate::access::{Editor, RecordAccess, Section, View, Visit};
use crate::clock::Clock;
use crate::kpi::story::story;
use crate::kpi::{Kpi, Tile, store};
use crate::paths::{
    AllReadingsFilePath, CertificatesPath, KpiPath, KpisPath, ManyReadingsPath, NewKpiPath,
};
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "kpi/kpis.html")]
struct KpisPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    editor: &'a Editor,
    /// How they stand together, in a sentence or two.
    story: String,
    tiles: Vec<Tile>,
    retired: Vec<Kpi>,
    new: NewKpiPath,
    many: ManyReadingsPath,
    certificates: CertificatesPath,
    file: AllReadingsFilePath,
}

impl KpisPage<'_> {
    fn page_of(&self, kpi: &Kpi) -> KpiPath {
        KpiPath { org: self.visit.org.slug.clone(), kpi: kpi.slug.clone() }
    }
}

/// Every KPI at a glance.
pub(super) async fn show(
    KpisPath { org }: KpisPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<View>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let today = clock.now().date_naive();
    let known = store::kpis(&mut tx, today).await?;
    drop(tx);
    let (retired, used): (Vec<_>, Vec<_>) =
        known.into_iter().partition(|it| it.kpi.retired_at.is_some());
    let tiles: Vec<Tile> =
        used.iter().map(|it| Tile::of(&org, it, today, editor.teams())).collect();
    Page::render(&KpisPage {
        shell: visit.shell(Section::Kpis),
        visit: &visit,
        editor: &editor,
        story: story(&tiles),
        tiles,
        retired: retired.into_iter().map(|it| it.kpi).collect(),
        new: NewKpiPath { org: org.clone() },
        many: ManyReadingsPath { org: org.clone() },
        certificates: CertificatesPath { org: org.clone() },
        file: AllReadingsFilePath { org },
    })
}
