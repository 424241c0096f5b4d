use axum::extract::State;

use crate::access::{RecordAccess, View};
use crate::application::{self, ApplicationPage, store};
use crate::clock::Clock;
use crate::overview::beside;
use crate::paths::ApplicationPath;
use crate::subject::Beside;
use crate::web::{FieldErrors, Page, PageError};
use crate::{kpi, roi};

/// All that is said of an application, beside the KPIs that belong to it and what it cost and
/// brought.
pub(super) async fn show(
    path: ApplicationPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<View>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let found = store::find(&mut tx, &path.application).await?;
    let application = found.ok_or(PageError::NotFound)?;
    let today = clock.now().date_naive();
    let kpis = kpi::store::of_application(&mut tx, application.id.0, today).await?;
    let naming = roi::store::naming(&mut tx, application.id.0).await?;
    let (fields, errors) = (application::blank(&application), FieldErrors::default());
    let mut page = ApplicationPage::of(
        &mut tx,
        (&visit, &editor),
        (&path, &application),
        clock.period(),
        (&fields, &errors),
    )
    .await?;
    drop(tx);
    page.beside = Beside {
        kpis: beside::kpis(&path.org, &kpis, today),
        returned: beside::returned(&visit.org, naming),
    };
    Page::render(&page)
}
