use std::fmt::{self, Display};

/// Makes the enumeration, its words in an address and its sentences from one table.
macro_rules! done {
    ($($variant:ident, $word:literal, $sentence:literal;)*) => {
        /// What a form has just done, as the page that it leads to says.
        ///
        /// It travels in the address (`?done=team-added`), so it is one of these, and never a
        /// text of somebody's making. The sentences of all features stand together, because the
        /// page that says one is often another feature's.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Done {
            $($variant,)*
        }

        impl Done {
            const ALL: &[Self] = &[$(Self::$variant),*];

            const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl Display for Done {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => $sentence,)*
                })
            }
        }
    };
}

done! {
    Founded, "founded", "Waymark is set up, and you are signed in as its owner.";
    Joined, "joined", "Welcome. You are a member now.";
    SignedOut, "signed-out", "You are signed out.";
    NameSaved, "name-saved", "Your name is saved.";
    PasswordChanged, "password-changed",
        "Your password is changed. Everywhere else you are signed out.";
    SessionEnded, "session-ended", "That browser is signed out.";
    OtherSessionsEnded, "other-sessions-ended", "You are signed out everywhere else.";
    OrganizationRenamed, "organization-renamed", "The new name is saved.";
    RoleChanged, "role-changed", "The role is changed.";
    MemberRemoved, "member-removed", "The member is removed, and has no access any more.";
    Left, "left", "You have left the organization.";
    InvitationRevoked, "invitation-revoked",
        "The invitation is revoked. Its link opens nothing any more.";
    TeamAdded, "team-added", "The team is added.";
    TeamSaved, "team-saved", "The team is saved.";
    AnswersSaved, "answers-saved", "Your answers are saved.";
    Submitted, "submitted", "The assessment is submitted, and its figures are in the trend.";
    Reopened, "reopened", "The assessment is a draft again. Its answers can be changed.";
    ActionNoted, "action-noted", "The action is noted.";
    ActionSaved, "action-saved", "The action is saved.";
    ApplicationAdded, "application-added", "The application is added.";
    ApplicationSaved, "application-saved", "The application is saved.";
    StateChanged, "state-changed", "The new state is noted, and the one before stays in the history.";
    NeedNoted, "need-noted", "It is noted that the application needs the other.";
    NeedRemoved, "need-removed", "It is noted that the application does not need the other.";
    PatternAdded, "pattern-added", "The pattern is added.";
    PatternSaved, "pattern-saved", "The pattern is saved.";
    ApplicationRemoved, "application-removed", "The application is deleted, with what was noted of it.";
    PatternRemoved, "pattern-removed", "The pattern is deleted.";
    TargetSet, "target-set", "The target is set.";
    TargetRemoved, "target-removed", "The target is removed.";
    HoldDecided, "hold-decided", "The dimension is on hold.";
    HoldEnded, "hold-ended", "The hold is ended. It stays in the list of those that were.";
    ReturnEntered, "return-entered", "The entry is added, and counted in every sum.";
    ReturnsEntered, "returns-entered", "The entries are added, and counted in every sum.";
    ReturnSaved, "return-saved", "The entry is saved.";
    ReturnRemoved, "return-removed", "The entry is removed, and in no sum any more.";
    ReturnExpected, "return-expected", "The expected dip is saved.";
    ReturnNotExpected, "return-not-expected", "The expected dip is removed.";
    CurrencyChosen, "currency-chosen", "The currency is saved.";
    KpiAdded, "kpi-added", "The KPI is added. Its baseline is kept from here on.";
    KpiSaved, "kpi-saved", "The KPI is saved.";
    BaselineChanged, "baseline-changed",
        "The baseline is changed. What it was is kept, with your reason.";
    KpiRetired, "kpi-retired", "The KPI is retired. Its readings are kept.";
    KpiResumed, "kpi-resumed", "The KPI is in use again.";
    ReadingAdded, "reading-added", "The reading is added.";
    ReadingSaved, "reading-saved", "The reading is saved.";
    ReadingsEntered, "readings-entered", "The readings are entered.";
    CertificateNoted, "certificate-noted", "The certificate is noted.";
    CertificateRemoved, "certificate-removed", "The certificate is removed.";
    ReadingRemoved, "reading-removed", "The reading is removed.";
    ReportMade, "report-made", "The report is frozen. Nobody outside can read it until you share it.";
    ReportRewritten, "report-rewritten", "The new words are in the report. Its figures are as they were frozen.";
    ReportMadeAnew, "report-made-anew", "The report is frozen again, as another revision.";
    ReportWithdrawn, "report-withdrawn", "The report is withdrawn, and no link opens it any more.";
    ShareLinkRevoked, "share-link-revoked", "The link is revoked. Its address opens nothing any more.";
    RemindersOn, "reminders-on", "Leads are reminded from now on.";
    RemindersOff, "reminders-off", "Nobody is reminded any more.";
    TestMailOnItsWay, "test-mail", "The test mail is on its way to you.";
    RemindersWanted, "reminders-wanted", "You get reminders of this organization.";
    SubscriberAdded, "subscriber-added",
        "The subscriber is added. Nothing is mailed until you send a report.";
    SubscriberRemoved, "subscriber-removed", "The subscriber is removed, and is sent nothing any more.";
    ReportMailed, "report-mailed", "The report is on its way. Each subscriber gets a link of their own.";
    NobodyMailed, "nobody-mailed",
        "Nothing was sent: nobody is left who wants this revision and has not been sent it.";
    MailsWantedAgain, "mails-wanted-again", "You get these mails again.";
    RemindersRefused, "reminders-refused", "You get no more reminders of this organization.";
}

impl Done {
    /// The address of a page that says so. `page` may hold a query and a fragment.
    pub fn at(self, page: &impl Display) -> String {
        let page = page.to_string();
        let (address, fragment) = match page.split_once('#') {
            Some((address, fragment)) => (address, format!("#{fragment}")),
            None => (page.as_str(), String::new()),
        };
        let joint = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joint}done={}{fragment}", self.word())
    }

    /// What an address says was just done, by its query.
    pub fn said_by(query: Option<&str>) -> Option<Self> {
        let word = query?.split('&').find_map(|pair| pair.strip_prefix("done="))?;
        Self::ALL.iter().copied().find(|done| done.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_is_told_by_a_word_of_its_own() {
        for done in Done::ALL {
            let address = done.at(&"/teams");
            assert_eq!(Done::said_by(address.split_once('?').map(|it| it.1)), Some(*done));
        }
    }

    #[test]
    fn the_word_joins_a_query_and_stands_before_a_fragment() {
        let address = Done::TeamAdded.at(&"/teams?group=a#payments");
        assert_eq!(address, "/teams?group=a&done=team-added#payments");
    }

    #[test]
    fn an_address_cannot_bring_a_sentence_of_its_own() {
        assert_eq!(Done::said_by(Some("done=Your+account+is+closed")), None);
        assert_eq!(Done::said_by(None), None);
    }
}
