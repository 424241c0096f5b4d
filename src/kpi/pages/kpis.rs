use askama::Template;
use axum::extract::State;

use crate::access::{Editor, RecordAccess, Section, View, Visit};
use crate::clock::Clock;
use crate::kpi::{Kpi, Tile, store};
use crate::paths::{KpiPath, KpisPath, NewKpiPath};
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "kpi/kpis.html")]
struct KpisPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    editor: &'a Editor,
    tiles: Vec<Tile>,
    retired: Vec<Kpi>,
    new: NewKpiPath,
}

impl KpisPage<'_> {
    fn page_of(&self, kpi: &Kpi) -> KpiPath {
        KpiPath { org: self.visit.org.slug.clone(), kpi: kpi.slug.clone() }
    }

    /// How many have met their target, how many are no better than they were, and of how many a
    /// reading is overdue.
    fn counts(&self) -> (usize, usize, usize) {
        let count = |is: fn(&Tile) -> bool| self.tiles.iter().filter(|tile| is(tile)).count();
        (
            count(|tile| tile.standing.state.is_good()),
            count(|tile| tile.standing.state.is_bad()),
            count(|tile| tile.standing.is_stale),
        )
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
    Page::render(&KpisPage {
        shell: visit.shell(Section::Kpis),
        visit: &visit,
        editor: &editor,
        tiles: used.iter().map(|it| Tile::of(&org, it, today, editor.teams())).collect(),
        retired: retired.into_iter().map(|it| it.kpi).collect(),
        new: NewKpiPath { org },
    })
}
