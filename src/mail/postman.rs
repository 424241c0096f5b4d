use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::{Address, Message};
use tokio::time::timeout;

use super::delivery::Claimed;
use crate::config::{Encryption, MailConfig, PublicUrl, SmtpServer};

/// How long it may take until the mail server has agreed to take a mail.
const UNTIL_AGREED: Duration = Duration::from_secs(30);
/// How long it may take from then on until it has taken it.
const UNTIL_TAKEN: Duration = Duration::from_mins(1);

/// Hands mails to the mail server.
#[derive(Clone)]
pub struct Postman {
    server: SmtpServer,
    from: Mailbox,
    /// The second half of each `Message-ID`.
    host: String,
}

/// Why a mail was not delivered, in a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Undelivered {
    /// It never will be.
    Refused(String),
    /// It was not taken, and may be later.
    Passing(String),
    /// The mail server may have taken it.
    Unclear(String),
}

impl Postman {
    /// A postman of the server and the sender that the operator has named.
    pub fn new(config: MailConfig, public_url: &PublicUrl) -> Self {
        Self { server: config.server, from: config.from, host: public_url.host().to_owned() }
    }

    /// Hands over a mail. It says for certain that the mail was not taken, or else that this is
    /// unclear.
    pub(super) async fn deliver(
        &self,
        mail: &Claimed,
        now: DateTime<Utc>,
    ) -> Result<(), Undelivered> {
        let recipient: Address = mail
            .recipient
            .parse()
            .map_err(|_| Undelivered::Refused("No mail can be sent to this address.".to_owned()))?;
        let message = self
            .write(mail, recipient.clone(), now)
            .map_err(|error| Undelivered::Refused(sentence(&error)))?
            .formatted();

        let agreed = timeout(UNTIL_AGREED, self.agree(recipient, &message)).await;
        let mut connection = agreed.unwrap_or_else(|_| {
            Err(Undelivered::Passing("The mail server takes too long to answer.".to_owned()))
        })?;
        let taken = timeout(UNTIL_TAKEN, connection.message(&message)).await;
        match taken {
            Ok(Ok(_)) => {
                // It is taken, whatever comes of the farewell.
                let _ = timeout(Duration::from_secs(2), connection.quit()).await;
                Ok(())
            }
            Ok(Err(error)) if error.is_permanent() => Err(Undelivered::Refused(sentence(&error))),
            Ok(Err(error)) if error.is_transient() => Err(Undelivered::Passing(sentence(&error))),
            Ok(Err(error)) => Err(Undelivered::Unclear(sentence(&error))),
            Err(_) => Err(Undelivered::Unclear(
                "The mail server did not say whether it has taken the mail.".to_owned(),
            )),
        }
    }

    fn write(
        &self,
        mail: &Claimed,
        recipient: Address,
        now: DateTime<Utc>,
    ) -> Result<Message, lettre::error::Error> {
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, recipient))
            .subject(mail.subject.as_str())
            .date(SystemTime::from(now))
            .message_id(Some(format!("<{}@{}>", mail.id, self.host)))
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if !mail.unsubscribe.is_empty() {
            message = message
                .raw_header(header("List-Unsubscribe", &format!("<{}>", mail.unsubscribe)))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        message.multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
    }

    /// Goes as far as the mail server's word that it will take the mail.
    async fn agree(
        &self,
        recipient: Address,
        message: &[u8],
    ) -> Result<AsyncSmtpConnection, Undelivered> {
        let passing = |error: Error| Undelivered::Passing(sentence(&error));
        let judged = |error: Error| {
            let refused = error.is_permanent();
            let reason = sentence(&error);
            if refused { Undelivered::Refused(reason) } else { Undelivered::Passing(reason) }
        };
        let mut connection = self.connect().await.map_err(passing)?;
        let mut options = Vec::new();
        if !(recipient.as_ref() as &str).is_ascii()
            || !(self.from.email.as_ref() as &str).is_ascii()
        {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                let reason = "The mail server takes no addresses with letters beyond ASCII.";
                return Err(Undelivered::Refused(reason.to_owned()));
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        if !message.is_ascii() {
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let sender = Mail::new(Some(self.from.email.clone()), options);
        // What is wrong with the sender is for the operator to mend.
        connection.command(sender).await.map_err(passing)?;
        connection.command(Rcpt::new(recipient, Vec::new())).await.map_err(judged)?;
        connection.command(Data).await.map_err(judged)?;
        Ok(connection)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let SmtpServer { encryption, host, port, login } = &self.server;
        let name = ClientId::Domain(self.host.clone());
        let tls = || TlsParameters::new(host.clone());
        let at_once = if *encryption == Encryption::Tls { Some(tls()?) } else { None };
        let place = (host.as_str(), *port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(place, Some(UNTIL_AGREED), &name, at_once, None)
                .await?;
        if *encryption == Encryption::StartTls {
            connection.starttls(tls()?, &name).await?;
        }
        if let Some(login) = login {
            let credentials = Credentials::new(login.user.clone(), login.password.clone());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        Ok(connection)
    }
}

/// A header in ASCII, as it is.
fn header(name: &'static str, text: &str) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str(name);
    HeaderValue::dangerous_new_pre_encoded(name, text.to_owned(), text.to_owned())
}

/// What went wrong and why, in one line of at most 300 characters.
fn sentence(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_line = cause.to_string();
        if !line.contains(&cause_line) {
            line = format!("{line}: {cause_line}");
        }
        source = cause.source();
    }
    line.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}
