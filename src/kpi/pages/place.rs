use chrono::NaiveDate;

use crate::access::{Allows, Editor, RecordAccess, Section, TenantTx, View, Visit};
use crate::kpi::{Kpi, Measured, store};
use crate::paths::{
    KpiBaselinePath, KpiPath, KpiRetirementPath, KpiSettingsPath, KpiSlug, KpisPath, ReadingPath,
    ReadingsPath,
};
use crate::web::{PageError, Shell};

/// A KPI, and who looks at it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub visit: Visit,
    pub editor: Editor,
    pub kpi: Kpi,
}

impl Place {
    /// The KPI that a path names.
    pub async fn find<P>(
        access: &mut RecordAccess<P>,
        slug: &KpiSlug,
        today: NaiveDate,
    ) -> Result<Self, PageError> {
        let kpi = found(&mut access.tx, slug, today).await?.kpi;
        Ok(Self { visit: access.visit.clone(), editor: access.editor.clone(), kpi })
    }

    /// The same, for who may write it; *forbidden* for everybody else.
    pub async fn find_own<P>(
        access: &mut RecordAccess<P>,
        slug: &KpiSlug,
        today: NaiveDate,
    ) -> Result<Self, PageError> {
        let place = Self::find(access, slug, today).await?;
        if place.may_edit() { Ok(place) } else { Err(PageError::Forbidden) }
    }

    pub fn may_edit(&self) -> bool {
        self.editor.may_edit(self.kpi.team)
    }

    pub fn shell(&self) -> Shell {
        self.visit.shell(Section::Kpis)
    }

    pub fn all(&self) -> KpisPath {
        KpisPath { org: self.visit.org.slug.clone() }
    }

    pub fn home(&self) -> KpiPath {
        KpiPath { org: self.visit.org.slug.clone(), kpi: self.kpi.slug.clone() }
    }

    pub fn settings(&self) -> KpiSettingsPath {
        KpiSettingsPath { org: self.visit.org.slug.clone(), kpi: self.kpi.slug.clone() }
    }

    pub fn baseline(&self) -> KpiBaselinePath {
        KpiBaselinePath { org: self.visit.org.slug.clone(), kpi: self.kpi.slug.clone() }
    }

    pub fn retirement(&self) -> KpiRetirementPath {
        KpiRetirementPath { org: self.visit.org.slug.clone(), kpi: self.kpi.slug.clone() }
    }

    pub fn readings(&self) -> ReadingsPath {
        ReadingsPath { org: self.visit.org.slug.clone(), kpi: self.kpi.slug.clone() }
    }

    pub fn reading(&self, reading: uuid::Uuid) -> ReadingPath {
        let (org, kpi) = (self.visit.org.slug.clone(), self.kpi.slug.clone());
        ReadingPath { org, kpi, reading }
    }
}

async fn found(
    tx: &mut TenantTx<impl Allows<View>>,
    slug: &KpiSlug,
    today: NaiveDate,
) -> Result<Measured, PageError> {
    store::find(tx, slug, today).await?.ok_or(PageError::NotFound)
}
