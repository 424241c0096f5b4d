//! The register of who holds which certificate, from which KPIs of holders are counted.

pub mod store;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Kpi;
use crate::access::{Team, TeamId};
use crate::web::{FieldErrors, Fields};

/// A certificate's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct CertificateId(pub Uuid);

/// That somebody holds a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub id: CertificateId,
    pub team: Option<TeamId>,
    pub holder: String,
    /// What they do; may be empty.
    pub role: String,
    /// Such as `CKA`.
    pub name: String,
    /// The last day on which it is valid; `None` when it does not expire.
    pub expires_on: Option<NaiveDate>,
}

impl Certificate {
    /// Whether it is valid on a day.
    pub fn is_valid(&self, day: NaiveDate) -> bool {
        self.expires_on.is_none_or(|last| day <= last)
    }

    /// Whether it is valid, and not so in ninety days.
    pub fn expires_soon(&self, day: NaiveDate) -> bool {
        let soon = day.checked_add_days(Days::new(90)).unwrap_or(day);
        self.is_valid(day) && !self.is_valid(soon)
    }
}

/// A certificate as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateForm {
    pub team: Option<TeamId>,
    /// 1 to 120 characters.
    pub holder: String,
    /// At most 120 characters.
    pub role: String,
    /// 1 to 60 characters.
    pub name: String,
    /// From 1900 to 2199.
    pub expires_on: Option<NaiveDate>,
}

impl CertificateForm {
    /// Reads a form, or says of each field what is wrong with it.
    pub fn parse(fields: &Fields, teams: &[&Team]) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let holder = fields.line("holder", 120, &mut errors);
        let role = fields.optional_line("role", 120, &mut errors);
        let name = fields.line("certificate", 60, &mut errors);
        let slug = fields.text("team");
        let team = teams.iter().find(|team| team.slug.as_str() == slug).map(|team| team.id);
        if team.is_none() && !slug.is_empty() {
            errors.add("team", "Choose a team, or none.");
        }
        let typed = fields.text("expires_on").trim();
        let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok();
        let expires_on = day.filter(|day| typed.len() == 10 && is_kept(*day));
        if expires_on.is_none() && !typed.is_empty() {
            errors.add("expires_on", "Write the day like 2028-09-30, or leave it empty.");
        }
        if errors.is_empty() {
            Ok(Self { team, holder, role, name, expires_on })
        } else {
            Err(errors)
        }
    }
}

fn is_kept(day: NaiveDate) -> bool {
    use chrono::Datelike;
    (1900..=2199).contains(&day.year())
}

/// How many hold each certificate on a day, by its name: people of one name in one team count once.
pub fn holders(known: &[Certificate], day: NaiveDate) -> BTreeMap<&str, usize> {
    let mut holders: BTreeMap<&str, BTreeSet<(Option<Uuid>, &str)>> = BTreeMap::new();
    for certificate in known {
        let of = holders.entry(&certificate.name).or_default();
        if certificate.is_valid(day) {
            of.insert((certificate.team.map(|team| team.0), &certificate.holder));
        }
    }
    holders.into_iter().map(|(name, of)| (name, of.len())).collect()
}

/// How many hold on a day any of the certificates that a KPI's name names, of its team if it is a
/// team's; `None` when it names none. `Engineers holding CKA or CKAD` counts who holds either once.
pub fn counted(kpi: &Kpi, known: &[Certificate], day: NaiveDate) -> Option<usize> {
    let words: BTreeSet<String> = kpi
        .name
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty())
        .collect();
    let is_named = |it: &&Certificate| words.contains(&it.name.to_lowercase());
    let mut named = known.iter().filter(is_named).peekable();
    named.peek()?;
    let of_team = |it: &&Certificate| kpi.team.is_none() || it.team == kpi.team;
    let holders: BTreeSet<(Option<Uuid>, &str)> = named
        .filter(of_team)
        .filter(|it| it.is_valid(day))
        .map(|it| (it.team.map(|team| team.0), it.holder.as_str()))
        .collect();
    Some(holders.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::Direction;
    use crate::kpi::standing::tests::kpi;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn held(holder: &str, name: &str, expires_on: Option<&str>) -> Certificate {
        Certificate {
            id: CertificateId(Uuid::now_v7()),
            team: None,
            holder: holder.to_owned(),
            role: String::new(),
            name: name.to_owned(),
            expires_on: expires_on.map(day),
        }
    }

    #[test]
    fn it_is_valid_up_to_its_last_day_and_soon_is_ninety_days() {
        let certificate = held("Ada", "CKA", Some("2026-11-12"));
        assert!(certificate.is_valid(day("2026-11-12")));
        assert!(!certificate.is_valid(day("2026-11-13")));
        assert!(certificate.expires_soon(day("2026-08-15")));
        assert!(!certificate.expires_soon(day("2026-08-14")));
        assert!(!certificate.expires_soon(day("2026-11-13")), "it is over");
        assert!(held("Ada", "CKA", None).is_valid(NaiveDate::MAX));
    }

    #[test]
    fn a_kpi_counts_each_holder_of_the_certificates_in_its_name_once() {
        let known = [
            held("Ada", "CKA", None),
            held("Ada", "CKAD", None),
            held("Ben", "CKAD", Some("2026-01-01")),
            held("Cleo", "CKAD", None),
            held("Dora", "CKS", None),
        ];
        let count = |name: &str| {
            let kpi = Kpi { name: name.to_owned(), ..kpi(Direction::Up, "1", None) };
            counted(&kpi, &known, day("2026-11-12"))
        };
        assert_eq!(count("Engineers holding CKA or CKAD"), Some(2));
        assert_eq!(count("cks"), Some(1));
        assert_eq!(count("Lead time"), None);
        assert_eq!(
            holders(&known, day("2026-11-12")).into_iter().collect::<Vec<_>>(),
            [("CKA", 1), ("CKAD", 2), ("CKS", 1)]
        );
    }
}
