use askama::Template;

use crate::access::Anyone;
use crate::maturity::Model;
use crate::paths::MethodologyPath;
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "overview/methodology.html")]
struct MethodologyPage {
    shell: Shell,
    model: &'static Model,
}

/// How the score is computed, by which thresholds, and whose model it is.
pub(super) async fn show(
    _: MethodologyPath,
    Anyone { shell, .. }: Anyone,
) -> Result<Page, PageError> {
    Page::render(&MethodologyPage { shell, model: Model::built_in() })
}
