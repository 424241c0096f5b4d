use askama::Template;

use crate::access::Anyone;
use crate::maturity::Model;
use crate::paths::{MethodologyPath, WorkingsPath};
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "overview/methodology.html")]
struct MethodologyPage {
    shell: Shell,
    model: &'static Model,
    /// The reader's organizations, and where their figures are worked through.
    workings: Vec<(String, WorkingsPath)>,
}

/// How the score is computed, by which thresholds, and whose model it is.
pub(super) async fn show(
    _: MethodologyPath,
    Anyone { shell, actor }: Anyone,
) -> Result<Page, PageError> {
    let memberships = actor.map(|actor| actor.memberships).unwrap_or_default();
    let workings = memberships
        .into_iter()
        .map(|membership| (membership.org.name, WorkingsPath { org: membership.org.slug }))
        .collect();
    Page::render(&MethodologyPage { shell, model: Model::built_in(), workings })
}
