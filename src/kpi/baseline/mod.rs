pub(super) mod store;

use chrono::{DateTime, Utc};

use super::kpi_form::baseline;
use super::{Kpi, Mark};
use crate::period::Period;
use crate::web::{FieldErrors, Fields};

/// Another baseline in place of the one that there is, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineForm {
    pub baseline: Mark,
    /// 1 to 1000 characters.
    pub reason: String,
}

/// A baseline as it was changed.
#[derive(Clone, Debug)]
pub struct BaselineChange {
    pub old: Mark,
    pub new: Mark,
    pub reason: String,
    pub changed_by: String,
    pub changed_at: DateTime<Utc>,
}

impl BaselineForm {
    /// The fields and their labels, in the order of the form.
    pub const LABELS: [(&str, &'static str); 2] =
        [("baseline", "Baseline"), ("baseline_period", "Measured in")];

    /// Reads a form, or says of each field what is wrong with it.
    pub fn parse(fields: &Fields, kpi: &Kpi, current: Period) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let baseline = baseline(fields, current, &mut errors);
        let reason = fields.paragraph("reason", 1000, &mut errors);
        if reason.is_empty() {
            errors.add("reason", "Say why what it is judged by changes.");
        }
        if baseline == Some(kpi.baseline) {
            errors.add("baseline", "This is the baseline already.");
        }
        if let (Some(baseline), Some(target)) = (baseline, kpi.target)
            && kpi.direction.gain(baseline.value, target.value) < 0
        {
            let target = kpi.with_unit(target.value);
            errors.add(
                "baseline",
                format!("The target, {target}, would be worse than this. Change the target first."),
            );
        }
        match baseline {
            Some(baseline) if errors.is_empty() => Ok(Self { baseline, reason }),
            _ => Err(errors),
        }
    }
}
