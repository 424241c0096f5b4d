use askama::Template;
use axum::response::{IntoResponse, Response};

use crate::access::{
    AuditKind, Manage, OrgAccess, Section, Setting, Visit, has_amounts, rename_org,
};
use crate::access::{TenantTx, choose_currency as change_currency};
use crate::currency::Currency;
use crate::paths::{OrganizationCurrencyPath, OrganizationSettingsPath};
use crate::web::{Done, FieldErrors, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "organization/organization.html")]
struct OrganizationPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    path: OrganizationSettingsPath,
    typed_name: &'a str,
    typed_currency: &'a str,
    /// Whether amounts are written in the currency, so that it stays.
    has_amounts: bool,
    errors: &'a FieldErrors,
    form_key: FormKey,
}

impl<'a> OrganizationPage<'a> {
    /// The page as it is stored.
    async fn of(
        tx: &mut TenantTx<Manage>,
        visit: &'a Visit,
        errors: &'a FieldErrors,
    ) -> sqlx::Result<Self> {
        Ok(Self {
            shell: visit.shell(Section::Settings(Setting::Organization)),
            visit,
            path: OrganizationSettingsPath { org: visit.org.slug.clone() },
            typed_name: &visit.org.name,
            typed_currency: &visit.org.currency,
            has_amounts: has_amounts(tx).await?,
            errors,
            form_key: FormKey::fresh(),
        })
    }

    fn currency_path(&self) -> OrganizationCurrencyPath {
        OrganizationCurrencyPath { org: self.visit.org.slug.clone() }
    }

    fn currency_words(&self) -> String {
        let code = &self.visit.org.currency;
        Currency::of(code).map_or_else(|| code.clone(), words)
    }

    fn currency_options() -> Vec<(&'static str, String)> {
        Currency::all().iter().map(|currency| (currency.code, words(currency))).collect()
    }
}

fn words(currency: &Currency) -> String {
    format!("{}, {}", currency.code, currency.name)
}

/// The organization's name and currency.
pub(super) async fn show(
    _: OrganizationSettingsPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
) -> Result<Page, PageError> {
    let errors = FieldErrors::default();
    let page = OrganizationPage::of(&mut tx, &visit, &errors).await?;
    drop(tx);
    Page::render(&page)
}

/// Gives the organization another name.
pub(super) async fn update(
    path: OrganizationSettingsPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    sent: Sent,
) -> Result<Response, PageError> {
    let mut errors = FieldErrors::default();
    let name = sent.fields.line("name", 120, &mut errors);
    if !errors.is_empty() {
        let page = OrganizationPage::of(&mut tx, &visit, &errors).await?;
        let page = OrganizationPage { typed_name: sent.fields.text("name"), ..page };
        return Ok(Page::render(&page)?.unprocessable().into_response());
    }
    let next = Done::OrganizationRenamed.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    rename_org(&mut tx, &name).await?;
    tx.note(AuditKind::OrganizationRenamed, &format!("{} to {name}", visit.org.name)).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Gives the organization another currency, as long as no amount is written in the one it has.
pub(super) async fn choose_currency(
    OrganizationCurrencyPath { org }: OrganizationCurrencyPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::CurrencyChosen.at(&OrganizationSettingsPath { org });
    let typed = sent.fields.text("currency");
    let mut errors = FieldErrors::default();
    match Currency::of(typed) {
        None => errors.add("currency", "Choose a currency of the list."),
        Some(currency) => {
            if let Some(as_then) = tx.once(&sent, &next).await? {
                return Ok(as_then.into_response());
            }
            if change_currency(&mut tx, currency.code).await? {
                let subject = format!("{} to {}", visit.org.currency, currency.code);
                tx.note(AuditKind::CurrencyChosen, &subject).await?;
                return Ok(tx.commit_and_go(&next).await?.into_response());
            }
            let stays = &visit.org.currency;
            errors.add("currency", format!("Amounts are written in {stays} already: it stays."));
        }
    }
    let page = OrganizationPage::of(&mut tx, &visit, &errors).await?;
    let page = OrganizationPage { typed_currency: typed, ..page };
    Ok(Page::render(&page)?.unprocessable().into_response())
}
