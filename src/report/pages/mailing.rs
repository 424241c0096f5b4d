use axum::extract::State;
use axum::response::Redirect;
use chrono::{DateTime, Duration, Utc};

use crate::access::share_link::{self, NewShareLink};
use crate::access::{Allows, AuditKind, Manage, OrgAccess, TenantTx, Token};
use crate::mail::{self, Mail, Topic, Unsubscribe};
use crate::paths::{ReportMailingPath, ShareLinkPath, ShareLinksPath, SubscribersPath};
use crate::report::subscriber::{self, Told};
use crate::report::{LinkForm, Recipient, ReportId, store};
use crate::state::{App, Mailing, Site};
use crate::web::{Done, PageError, Sent};

/// How many mails with reports an organization makes in an hour.
const MAILED_AN_HOUR: i64 = 400;

/// Whom a report's newest revision can be mailed to, for the page of its links.
pub(super) struct Offer {
    /// Whether mails are sent.
    pub is_mail_on: bool,
    pub mailing: ReportMailingPath,
    pub subscribers: SubscribersPath,
    recipients: Vec<Recipient>,
}

impl Offer {
    pub(super) async fn of(
        tx: &mut TenantTx<impl Allows<Manage>>,
        ShareLinksPath { org, report }: &ShareLinksPath,
        newest: i32,
        mailing: &Mailing,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Self> {
        let is_mail_on = mailing.sender().is_some();
        let mut recipients = Vec::new();
        if is_mail_on {
            let id = ReportId(*report);
            recipients = subscriber::store::recipients(tx, id, newest, now).await?;
        }
        Ok(Self {
            is_mail_on,
            mailing: ReportMailingPath { org: org.clone(), report: *report },
            subscribers: SubscribersPath { org: org.clone() },
            recipients,
        })
    }

    /// Whether anybody has subscribed.
    pub(super) fn has_subscribers(&self) -> bool {
        !self.recipients.is_empty()
    }

    /// Whom the button mails: those who are due, or else those who have a link already.
    pub(super) fn whom(&self) -> Vec<&Recipient> {
        let due = self.due();
        if due.is_empty() { self.linked() } else { due }
    }

    /// Who is mailed, unless more is asked for.
    pub(super) fn due(&self) -> Vec<&Recipient> {
        subscriber::due(&self.recipients, false)
    }

    /// Who else could be, because a link is all that they have of this revision.
    pub(super) fn linked(&self) -> Vec<&Recipient> {
        let mut linked = subscriber::due(&self.recipients, true);
        linked.retain(|recipient| recipient.has_link);
        linked
    }
}

/// Mails a report's newest revision to the subscribers, each with a link of their own. Whoever was
/// mailed it before, or refuses reports, is left out, however often this is asked for.
pub(super) async fn send(
    ReportMailingPath { org, report }: ReportMailingPath,
    OrgAccess { mut tx, .. }: OrgAccess<Manage>,
    State(App { mailing, clock, site, .. }): State<App>,
    sent: Sent,
) -> Result<Redirect, PageError> {
    let (id, now) = (ReportId(report), clock.now());
    let (newest, is_withdrawn) =
        subscriber::store::lock(&mut tx, id).await?.ok_or(PageError::NotFound)?;
    if is_withdrawn {
        return Err(PageError::Conflict("This report is withdrawn, so it is not shared any more."));
    }
    if mailing.sender().is_none() {
        return Err(PageError::Conflict("Mail is off. Whoever runs Waymark can turn it on."));
    }
    let recipients = subscriber::store::recipients(&mut tx, id, newest, now).await?;
    let due = subscriber::due(&recipients, sent.fields.is_sent("also"));
    let done = if due.is_empty() { Done::NobodyMailed } else { Done::ReportMailed };
    let next = done.at(&ShareLinksPath { org, report });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then);
    }
    if due.is_empty() {
        return Ok(tx.commit_and_go(&next).await?);
    }
    let an_hour_ago = now - Duration::hours(1);
    let lately = mail::store::count_since(&mut tx, Topic::Report, an_hour_ago).await?;
    if lately >= MAILED_AN_HOUR {
        return Err(PageError::TooMany(60 * 60));
    }
    let found = store::find(&mut tx, id, Some(newest)).await?;
    let (report, _, document) = found.ok_or(PageError::NotFound)?;
    let (until, expires_at) = LinkForm::usual_end(now.date_naive());
    let told = Told { document: &document, until };
    let mut mailed = 0;
    for recipient in due {
        let of = (id, newest);
        mailed +=
            usize::from(mail_to(&mut tx, &site, &told, recipient, of, expires_at, now).await?);
    }
    let to = if mailed == 1 { "subscriber" } else { "subscribers" };
    let subject = format!("{}, revision {newest}, to {mailed} {to}", report.period);
    tx.note(AuditKind::ReportMailed, &subject).await?;
    Ok(tx.commit_and_go(&next).await?)
}

/// Puts a mail to one subscriber among those to be sent, and makes the link in it; `false` if they
/// have refused meanwhile. The link's token stands in the mail while that waits, and nowhere else.
async fn mail_to(
    tx: &mut TenantTx<Manage>,
    site: &Site,
    told: &Told<'_>,
    recipient: &Recipient,
    (report, number): (ReportId, i32),
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool, PageError> {
    let token = Token::fresh()?;
    let address = site.link(&ShareLinkPath { token: token.reveal().to_owned() });
    let unsubscribe = Unsubscribe::fresh(|path| site.link(path))?;
    let letter = told.letter(&recipient.name, address, unsubscribe.link());
    let mail = Mail {
        topic: Topic::Report,
        cause: &subscriber::cause(report, number),
        recipient: &recipient.email,
        member: None,
        subject: &told.document.title(),
        text: &letter.text(),
        html: &letter.html()?,
        unsubscribe: Some(&unsubscribe),
    };
    if !mail::enqueue(tx, &mail, now).await? {
        return Ok(false);
    }
    let name = format!("Mail to {}", recipient.name);
    let new = NewShareLink { report: report.0, name: &name, expires_at, passphrase_hash: None };
    let link = share_link::create(tx, new, &token.hash(), now).await?;
    tx.note(AuditKind::ShareLinkMade, &name).await?;
    subscriber::store::note_mailing(tx, (report, number), recipient.id, link, now).await?;
    Ok(true)
}
