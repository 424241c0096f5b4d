use super::reminder::Matter;
use super::{Occasion, Reminding, store};
use crate::access::{Db, Edit, OutsideTx, TenantTx};
use crate::clock::Clock;
use crate::mail::{self, Mail, Topic, Unsubscribe};
use crate::period::Period;
use crate::state::Site;
use crate::web::PageError;

/// Looks who is to be reminded today, by the clock in UTC, and writes to them; tells how many mails
/// that are. Whoever was reminded before is not again. What fails for one organization is logged,
/// and does not keep the others waiting.
pub async fn look(db: &Db, clock: &Clock, site: &Site) -> Result<usize, PageError> {
    let occasions = Occasion::on(clock.now().date_naive());
    if occasions.is_empty() {
        return Ok(0);
    }
    let mut tx = OutsideTx::begin_reading(db).await?;
    let reminding = store::reminding(&mut tx).await?;
    drop(tx);
    let mut written = 0;
    for of in &reminding {
        match remind(db, clock, site, of, &occasions).await {
            Ok(mails) => written += mails,
            Err(error) => tracing::warn!(org = %of.org, %error, "reminders could not be written"),
        }
    }
    Ok(written)
}

/// Writes what one organization reminds of.
async fn remind(
    db: &Db,
    clock: &Clock,
    site: &Site,
    of: &Reminding,
    occasions: &[(Occasion, Period)],
) -> Result<usize, PageError> {
    let tx = OutsideTx::begin(db).await?;
    // On behalf of whoever turned the reminders on, which is what they asked for.
    let mut tx: TenantTx<Edit> = tx.enter(of.org, of.decided_by).await?;
    let mut written = 0;
    for &(occasion, period) in occasions {
        let matter = Matter { of, occasion, period };
        let cause = occasion.cause(period);
        for lead in store::leads_to_remind(&mut tx, period, &cause).await? {
            let unsubscribe = Unsubscribe::fresh(|path| site.link(path))?;
            let letter = matter.letter(&lead, site, unsubscribe.link());
            let added = mail::enqueue(
                &mut tx,
                &Mail {
                    topic: Topic::Reminder,
                    cause: &cause,
                    recipient: &lead.email,
                    member: Some(lead.person),
                    subject: &matter.subject(),
                    text: &letter.text(),
                    html: &letter.html()?,
                    unsubscribe: Some(&unsubscribe),
                },
                clock.now(),
            )
            .await?;
            written += usize::from(added);
        }
    }
    tx.commit().await?;
    Ok(written)
}
