//! What an organization keeps beside its assessments, as evidence of its answers.

pub mod store;

use crate::maturity::Criterion;
use crate::paths::{
    ApplicationsPath, CertificatesPath, KpiPath, KpiSlug, KpisPath, OrgSlug, PatternsPath, RoiPath,
};
use crate::period::Period;

/// How much of each kind is on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnRecord {
    /// KPIs in use; those of them with a target; those with a reading in the period.
    pub kpis: i64,
    pub aimed: i64,
    pub read: i64,
    /// Certificates that are valid at the end of the period, and how many hold them.
    pub certificates: i64,
    pub holders: i64,
    /// A KPI that counts holders of CKA, CKAD or CKS and has a reading in the period, and its name.
    pub certified: Option<KpiSlug>,
    pub certified_name: Option<String>,
    /// Costs, benefits and notes up to the period.
    pub returns: i64,
    /// Whether a dip is expected.
    pub expects: bool,
    /// Applications; those that are planned or moving; those that have moved; of the last, those
    /// whose benefit was measured, and those whose effort is known.
    pub applications: i64,
    pub under_way: i64,
    pub live: i64,
    pub benefits: i64,
    pub efforts: i64,
    /// Patterns; those of them that more than one finished move has used; whether development,
    /// security and operations each have one.
    pub patterns: i64,
    pub reused: i64,
    pub disciplines: bool,
}

/// What is on record about one criterion, ready to be attached to its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyEvidence {
    /// A sentence.
    pub note: String,
    /// The page that shows it, without the site.
    pub page: String,
}

/// What may be evidence of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Certified,
    Live,
    Listed,
    Reasons,
    UnderWay,
    Benefits,
    Efforts,
    Kpis,
    Aimed,
    Read,
    Shown,
    Returns,
    Dip,
    Patterns,
    Reused,
    Disciplines,
}

/// The criteria of the model that something on record may be evidence of.
const KINDS: [(&str, Kind); 18] = [
    ("people.certifications.l1.count-recorded", Kind::Certified),
    ("people.certifications.l2.counts-tracked", Kind::Certified),
    ("business.migration.l2.functional-app", Kind::Live),
    ("business.migration.l2.portfolio-list", Kind::Listed),
    ("business.migration.l2.reasons", Kind::Reasons),
    ("business.migration.l4.more-applications", Kind::UnderWay),
    ("business.kpi.l1.kpis-defined", Kind::Kpis),
    ("business.kpi.l1.baseline-target", Kind::Aimed),
    ("business.kpi.l2.kpis-measured", Kind::Read),
    ("business.kpi.l2.benefit-evaluated", Kind::Benefits),
    ("business.kpi.l2.roi-recorded", Kind::Returns),
    ("business.kpi.l2.roi-expectation", Kind::Dip),
    ("business.kpi.l4.shown-against-start", Kind::Shown),
    ("business.patterns.l2.patterns-named", Kind::Patterns),
    ("business.patterns.l2.benefit-reused", Kind::Reused),
    ("business.patterns.l2.cross-discipline", Kind::Disciplines),
    ("business.patterns.l2.effort-recorded", Kind::Efforts),
    ("business.patterns.l3.components-reused", Kind::Reused),
];

fn kind_of(criterion: &Criterion) -> Option<Kind> {
    let found = KINDS.iter().find(|(id, _)| *id == criterion.id.as_ref());
    found.map(|&(_, kind)| kind)
}

/// Whether something on record may be evidence of a criterion.
pub(super) fn may_be_kept(criterion: &Criterion) -> bool {
    kind_of(criterion).is_some()
}

impl OnRecord {
    /// What of it is evidence of a criterion in a period, if anything is.
    pub fn evidence_of(
        &self,
        criterion: &Criterion,
        org: OrgSlug,
        period: Period,
    ) -> Option<ReadyEvidence> {
        let kind = kind_of(criterion)?;
        let note = self.note(kind, period)?;
        Some(ReadyEvidence { note, page: self.page(kind, org) })
    }

    /// What is said of it; `None` when there is nothing.
    fn note(&self, kind: Kind, period: Period) -> Option<String> {
        let Self { kpis, aimed, read, returns, applications, live, benefits, efforts, .. } = *self;
        let of_finished = |part: i64, what: &str| {
            let finished = number(live, "finished move", "finished moves");
            (part, format!("{what} of {part} of {finished} is written down."))
        };
        let (count, note) = match kind {
            Kind::Certified if self.certificates > 0 => {
                let some = number(self.certificates, "certificate", "certificates");
                let are = if self.certificates == 1 { "is" } else { "are" };
                let held = number(self.holders, "holder", "holders");
                (self.certificates, format!("{some} of {held} {are} valid at the end of {period}."))
            }
            Kind::Certified => {
                let name = self.certified_name.as_ref()?;
                (1, format!("“{name}” was counted in {period}."))
            }
            Kind::Live => {
                (live, format!("{} live.", number(live, "application is", "applications are")))
            }
            Kind::Listed => {
                let listed = number(applications, "application is", "applications are");
                let live = number(live, "is", "are");
                (applications, format!("{listed} listed with their state; {live} live."))
            }
            Kind::Reasons => {
                let all = number(applications, "application has", "applications have");
                (applications, format!("{all} a reason to move or to stay."))
            }
            Kind::UnderWay => {
                let some = number(self.under_way, "application is", "applications are");
                (self.under_way, format!("{some} planned or moving."))
            }
            Kind::Benefits => of_finished(benefits, "The measured benefit"),
            Kind::Efforts => of_finished(efforts, "The effort"),
            Kind::Kpis => (kpis, format!("{} defined.", number(kpis, "KPI is", "KPIs are"))),
            Kind::Aimed => {
                let all = number(kpis, "KPI has", "KPIs have");
                (aimed, format!("{aimed} of {all} a baseline and a target."))
            }
            Kind::Read => {
                let all = number(kpis, "KPI was", "KPIs were");
                (read, format!("{read} of {all} measured in {period}."))
            }
            Kind::Shown => {
                let some = number(read, "KPI is", "KPIs are");
                (read, format!("{some} shown against the baseline."))
            }
            Kind::Returns => {
                let some = number(returns, "cost or benefit is", "costs and benefits are");
                (returns, format!("{some} recorded up to {period}."))
            }
            Kind::Dip => {
                (i64::from(self.expects), "The dip that is expected is written down.".to_owned())
            }
            Kind::Patterns => {
                let some = number(self.patterns, "pattern is", "patterns are");
                (self.patterns, format!("{some} named and described."))
            }
            Kind::Reused => {
                let some = number(self.reused, "pattern was", "patterns were");
                (self.reused, format!("{some} used by more than one finished move."))
            }
            Kind::Disciplines => (
                i64::from(self.disciplines),
                "Patterns cover development, security and operations.".to_owned(),
            ),
        };
        (count > 0).then_some(note)
    }

    /// The page that shows it.
    fn page(&self, kind: Kind, org: OrgSlug) -> String {
        match kind {
            Kind::Certified if self.certificates > 0 => CertificatesPath { org }.to_string(),
            Kind::Certified => match &self.certified {
                Some(kpi) => KpiPath { org, kpi: kpi.clone() }.to_string(),
                None => KpisPath { org }.to_string(),
            },
            Kind::Kpis | Kind::Aimed | Kind::Read | Kind::Shown => KpisPath { org }.to_string(),
            Kind::Returns | Kind::Dip => RoiPath { org }.to_string(),
            Kind::Patterns | Kind::Reused | Kind::Disciplines => PatternsPath { org }.to_string(),
            Kind::Live
            | Kind::Listed
            | Kind::Reasons
            | Kind::UnderWay
            | Kind::Benefits
            | Kind::Efforts => ApplicationsPath { org }.to_string(),
        }
    }
}

/// `1 KPI is`, `6 KPIs are`.
fn number(count: i64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::Model;

    fn said(id: &str, known: &OnRecord) -> Option<String> {
        let (org, period) = ("northwind".parse().unwrap(), "2026-Q4".parse().unwrap());
        let criterion = Model::built_in().criterion(id).unwrap();
        known.evidence_of(criterion, org, period).map(|it| format!("{} {}", it.note, it.page))
    }

    #[test]
    fn every_criterion_of_the_table_is_in_the_model_and_needs_something_on_record() {
        for (id, _) in KINDS {
            assert_eq!(said(id, &OnRecord::default()), None, "{id}");
        }
        assert_eq!(said("policy.compliance.l2.first-audit", &full()), None);
    }

    fn full() -> OnRecord {
        OnRecord {
            kpis: 6,
            aimed: 5,
            read: 1,
            certificates: 0,
            holders: 0,
            certified: Some("holders".parse().unwrap()),
            certified_name: Some("CKA holders".to_owned()),
            returns: 25,
            expects: true,
            applications: 11,
            under_way: 1,
            live: 7,
            benefits: 2,
            efforts: 7,
            patterns: 3,
            reused: 1,
            disciplines: true,
        }
    }

    #[test]
    fn what_is_on_record_is_told_in_a_sentence_with_its_page() {
        let lines: Vec<String> = KINDS.iter().filter_map(|(id, _)| said(id, &full())).collect();
        insta::assert_snapshot!(lines.join("\n"), @"
        “CKA holders” was counted in 2026-Q4. /o/northwind/kpis/holders
        “CKA holders” was counted in 2026-Q4. /o/northwind/kpis/holders
        7 applications are live. /o/northwind/applications
        11 applications are listed with their state; 7 are live. /o/northwind/applications
        11 applications have a reason to move or to stay. /o/northwind/applications
        1 application is planned or moving. /o/northwind/applications
        6 KPIs are defined. /o/northwind/kpis
        5 of 6 KPIs have a baseline and a target. /o/northwind/kpis
        1 of 6 KPIs were measured in 2026-Q4. /o/northwind/kpis
        The measured benefit of 2 of 7 finished moves is written down. /o/northwind/applications
        25 costs and benefits are recorded up to 2026-Q4. /o/northwind/roi
        The dip that is expected is written down. /o/northwind/roi
        1 KPI is shown against the baseline. /o/northwind/kpis
        3 patterns are named and described. /o/northwind/patterns
        1 pattern was used by more than one finished move. /o/northwind/patterns
        Patterns cover development, security and operations. /o/northwind/patterns
        The effort of 7 of 7 finished moves is written down. /o/northwind/applications
        1 pattern was used by more than one finished move. /o/northwind/patterns
        ");
    }

    #[test]
    fn the_register_of_certificates_comes_before_a_kpi_that_counts_holders() {
        let id = "people.certifications.l2.counts-tracked";
        let held = |certificates, holders| OnRecord { certificates, holders, ..full() };
        assert_eq!(
            said(id, &held(12, 9)).as_deref(),
            Some(
                "12 certificates of 9 holders are valid at the end of 2026-Q4. \
                 /o/northwind/kpis/certificates"
            )
        );
        assert!(said(id, &held(1, 1)).unwrap().starts_with("1 certificate of 1 holder is valid"));
    }
}
