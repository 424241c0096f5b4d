use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;

use crate::access::{AuditKind, Edit, Editor, RecordAccess, Section, Team, TenantTx, View, Visit};
use crate::clock::Clock;
use crate::kpi::certificate::{self, counted, holders};
use crate::kpi::{Certificate, CertificateForm, CertificateId, store};
use crate::paths::{CertificateRemovalPath, CertificatesPath, KpisPath, ReadingsPath};
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "kpi/certificates.html")]
struct CertificatesPage<'a> {
    shell: Shell,
    all: KpisPath,
    path: CertificatesPath,
    editor: &'a Editor,
    certificates: Vec<Certificate>,
    /// The KPIs that count holders.
    counts: Vec<Count>,
    today: NaiveDate,
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

/// How many hold what a KPI counts.
#[derive(Clone, Debug)]
struct Count {
    name: String,
    holders: usize,
    /// The form of a reading of so many, for who may enter it.
    form: Option<String>,
}

impl<'a> CertificatesPage<'a> {
    async fn of(
        tx: &mut TenantTx<View>,
        (visit, editor): (&Visit, &'a Editor),
        today: NaiveDate,
        (fields, errors): (&'a Fields, &'a FieldErrors),
    ) -> Result<Self, PageError> {
        let org = &visit.org.slug;
        let certificates = certificate::store::certificates(tx).await?;
        let known = store::kpis(tx, today).await?;
        let used = known.iter().map(|it| &it.kpi).filter(|kpi| kpi.retired_at.is_none());
        let counts = used.filter_map(|kpi| {
            let holders = counted(kpi, &certificates, today)?;
            let readings = ReadingsPath { org: org.clone(), kpi: kpi.slug.clone() };
            let form = format!("{readings}?value={holders}&source=Register+of+certificates#add");
            let form = editor.may_edit(kpi.team).then_some(form);
            Some(Count { name: kpi.name.clone(), holders, form })
        });
        Ok(Self {
            shell: visit.shell(Section::Kpis),
            all: KpisPath { org: org.clone() },
            path: CertificatesPath { org: org.clone() },
            editor,
            counts: counts.collect(),
            certificates,
            today,
            fields,
            errors,
        })
    }

    fn team_options(&self) -> Vec<(&str, &str)> {
        let none = self.editor.may_edit_all().then_some(("", "No team in particular"));
        let teams = self.editor.own_teams().map(|team| (team.slug.as_str(), team.name.as_str()));
        none.into_iter().chain(teams).collect()
    }

    fn team(&self, certificate: &Certificate) -> &str {
        let team = self.editor.teams().find(|team| Some(team.id) == certificate.team);
        team.map_or("", |team| &team.name)
    }

    fn removal(&self, certificate: &Certificate) -> CertificateRemovalPath {
        CertificateRemovalPath { org: self.path.org.clone(), certificate: certificate.id.0 }
    }

    /// `CKA 2, CKAD 1`.
    fn in_all(&self) -> String {
        let holders = holders(&self.certificates, self.today);
        let each: Vec<String> = holders.iter().map(|(name, of)| format!("{name} {of}")).collect();
        each.join(", ")
    }
}

/// Who holds which certificate, and how many that makes for the KPIs that count them.
pub(super) async fn show(
    _: CertificatesPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<View>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let typed = (&Fields::default(), &FieldErrors::default());
    let today = clock.now().date_naive();
    let page = CertificatesPage::of(&mut tx, (&visit, &editor), today, typed).await?;
    Page::render(&page)
}

/// Notes that somebody holds a certificate.
pub(super) async fn create(
    path: CertificatesPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let (visit, editor) = (access.visit.clone(), access.editor.clone());
    let teams: Vec<&Team> = editor.teams().collect();
    let parsed = CertificateForm::parse(&sent.fields, &teams).and_then(|form| {
        if editor.may_edit(form.team) { Ok(form) } else { Err(super::new::not_own()) }
    });
    let form = match parsed {
        Ok(form) => form,
        Err(errors) => {
            let (typed, today) = ((&sent.fields, &errors), clock.now().date_naive());
            let page =
                CertificatesPage::of(&mut access.tx, (&visit, &editor), today, typed).await?;
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let next = Done::CertificateNoted.at(&path);
    let mut tx = access.editing([form.team])?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    certificate::store::note(&mut tx, &form, clock.now()).await?;
    tx.note(AuditKind::CertificateNoted, &format!("{} of {}", form.name, form.holder)).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Removes a certificate that was noted.
pub(super) async fn remove(
    CertificateRemovalPath { org, certificate }: CertificateRemovalPath,
    mut access: RecordAccess<Edit>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::CertificateRemoved.at(&CertificatesPath { org });
    let id = CertificateId(certificate);
    let known = certificate::store::certificates(&mut access.tx).await?;
    let found = known.into_iter().find(|it| it.id == id);
    let Some(found) = found else {
        // Removed by this very form, it is answered as it was then.
        let own: Vec<_> = access.editor.own_teams().map(|team| Some(team.id)).take(1).collect();
        let mut tx = access.editing(own)?;
        let as_then = tx.once(&sent, &next).await?.ok_or(PageError::NotFound)?;
        return Ok(as_then.into_response());
    };
    let mut tx = access.editing([found.team])?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if !certificate::store::remove(&mut tx, id).await? {
        return Err(PageError::NotFound);
    }
    tx.note(AuditKind::CertificateRemoved, &format!("{} of {}", found.name, found.holder)).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
