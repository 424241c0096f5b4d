//! What the overview shows of the return on investment.

use crate::access::Org;
use crate::paths::{ChartFiles, ChartName, OrgChartPath, RoiPath};
use crate::period::Period;
use crate::roi::{AmountIn, Picture, Return, gains};

/// The curve, with its sentence.
#[derive(Debug)]
pub(super) struct ReturnBlock {
    pub picture: Picture,
    pub files: ChartFiles,
    /// When benefit passed cost.
    pub gains: String,
    pub page: RoiPath,
}

impl ReturnBlock {
    /// What is shown of an organization's return, looking back to a period if it is given; `None`
    /// while there are no amounts.
    pub fn of(org: &Org, returned: &Return, look_back: Option<Period>) -> Option<Self> {
        let amounts = AmountIn::currency(&org.currency);
        let slug = org.slug.clone();
        Some(Self {
            picture: Picture::of(&org.name, returned, &amounts)?,
            files: ChartFiles::of(ChartName::Return, look_back, |file| OrgChartPath {
                org: slug.clone(),
                file,
            }),
            gains: gains(&returned.balance),
            page: RoiPath { org: org.slug.clone() },
        })
    }
}
