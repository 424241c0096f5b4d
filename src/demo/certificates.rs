use chrono::{DateTime, Utc};

use super::file::FiledCertificate;
use super::{DemoError, find};
use crate::access::{Allows, Edit, Team, TenantTx};
use crate::kpi::{CertificateForm, certificate};

/// Notes every certificate of the file, today.
pub(super) async fn note_all(
    tx: &mut TenantTx<impl Allows<Edit>>,
    filed: &[FiledCertificate],
    teams: &[Team],
    today: DateTime<Utc>,
) -> Result<(), DemoError> {
    for filed in filed {
        let team = find(teams, &filed.team).ok_or_else(|| DemoError::Team(filed.team.clone()))?;
        let form = CertificateForm {
            team: Some(team.id),
            holder: filed.holder.clone(),
            role: filed.role.clone(),
            name: filed.name.clone(),
            expires_on: Some(filed.expires_on),
        };
        certificate::store::note(tx, &form, today).await?;
    }
    Ok(())
}
