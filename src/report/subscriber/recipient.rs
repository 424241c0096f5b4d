use super::SubscriberId;

/// A subscriber, seen from a revision of a report that may be mailed to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub id: SubscriberId,
    pub name: String,
    pub email: String,
    /// They want no reports.
    pub refuses: bool,
    /// This revision was mailed to them.
    pub was_mailed: bool,
    /// A link that was mailed to them opens the report, and so shows its newest revision.
    pub has_link: bool,
}

/// Who is to be mailed: whoever wants reports and was not mailed this revision; of those who have
/// a link that opens the report only if `also` is set.
pub fn due(recipients: &[Recipient], also: bool) -> Vec<&Recipient> {
    let those = recipients.iter();
    those.filter(|it| !it.refuses && !it.was_mailed && (also || !it.has_link)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_mailed_who_refuses_was_mailed_or_has_a_link_unless_that_is_asked_for() {
        let of = |name: &str, [refuses, was_mailed, has_link]: [bool; 3]| Recipient {
            id: SubscriberId::fresh(),
            name: name.to_owned(),
            email: "a@b.example".to_owned(),
            refuses,
            was_mailed,
            has_link,
        };
        let all = [
            of("new", [false, false, false]),
            of("refuses", [true, false, false]),
            of("mailed", [false, true, true]),
            of("revoked since", [false, true, false]),
            of("has a link", [false, false, true]),
            of("refuses, has a link", [true, false, true]),
        ];
        let names = |also| due(&all, also).iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(false), ["new"]);
        assert_eq!(names(true), ["new", "has a link"]);
    }
}
