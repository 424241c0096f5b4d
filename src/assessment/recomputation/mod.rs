//! Every stored figure of an organization, computed anew from its answers.

mod store;

use super::course::store::renew_courses;
use super::submission::{evidenced_figures, score};
use super::{roll_up, store as answers};
use crate::access::{Edit, TeamId, TenantTx, teams};
use crate::maturity::Model;

/// Computes every stored figure of the organization from its answers and stores it: of each
/// submitted assessment, then of each period.
///
/// It changes nothing, unless the formula or the model has changed, or somebody has written into
/// the database past the program.
pub async fn recompute(tx: &mut TenantTx<Edit>, model: &Model) -> sqlx::Result<()> {
    for (assessment, scope) in store::submitted_assessments(tx).await? {
        let entries = answers::entries(tx, model, assessment).await?;
        let answers = entries.answers(model);
        let claimed = (&answers, &score(model, scope, &answers));
        let evidenced = evidenced_figures(model, scope, &entries);
        store::replace_figures(tx, model, assessment, claimed, &evidenced).await?;
    }
    if let Some(periods) = store::periods(tx).await? {
        let teams: Vec<TeamId> = teams(tx).await?.into_iter().map(|team| team.id).collect();
        renew_courses(tx, model, &teams, periods.0).await?;
        roll_up::renew_all(tx, model, periods).await?;
    }
    Ok(())
}
