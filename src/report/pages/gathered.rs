use crate::access::{Allows, Org, TenantTx, View};
use crate::application::pattern::store::listed_patterns;
use crate::application::portfolio::store::portfolio_in;
use crate::clock::Clock;
use crate::overview::Known;
use crate::period::Period;
use crate::report::{Source, store};
use crate::web::PageError;

/// All that a report of a period is made of; of the newest period, when none is given.
pub(super) async fn gathered(
    tx: &mut TenantTx<impl Allows<View>>,
    org: &Org,
    period: Option<Period>,
    clock: &Clock,
) -> Result<Source, PageError> {
    let known = Known::look(tx, period, clock).await?;
    Ok(Source {
        applications: portfolio_in(tx, known.period).await?,
        patterns: listed_patterns(tx).await?,
        noted: store::noted(tx, known.period).await?,
        before: store::before(tx, known.period).await?,
        org: org.clone(),
        known,
    })
}
