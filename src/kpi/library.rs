use super::{Cadence, Direction};

/// A KPI that many organizations keep, to begin from.
#[derive(Clone, Copy, Debug)]
pub struct Idea {
    /// Names it in an address.
    pub key: &'static str,
    pub name: &'static str,
    pub unit: &'static str,
    pub direction: Direction,
    pub cadence: Cadence,
    /// The id of the dimension that it tells most of.
    pub dimension: &'static str,
    pub goal: &'static str,
    /// How it is measured, in a sentence.
    pub how: &'static str,
}

impl Idea {
    /// The idea that an address names.
    pub fn named(key: &str) -> Option<&'static Self> {
        LIBRARY.iter().find(|idea| idea.key == key)
    }
}

const fn idea(
    (key, name, unit): (&'static str, &'static str, &'static str),
    direction: Direction,
    cadence: Cadence,
    dimension: &'static str,
    [goal, how]: [&'static str; 2],
) -> Idea {
    Idea { key, name, unit, direction, cadence, dimension, goal, how }
}

use Cadence::{HalfYearly, Monthly, Quarterly};
use Direction::{Down, Up};

/// What is on offer, in the order in which it is shown.
pub const LIBRARY: &[Idea] = &[
    idea(
        ("lead-time", "Lead time for changes", "days"),
        Down,
        Monthly,
        "process",
        [
            "Customers get soon what was agreed with them",
            "The median time from a change being committed to it running in production.",
        ],
    ),
    idea(
        ("deployments", "Deployments a week", "deployments"),
        Up,
        Monthly,
        "process",
        [
            "Small changes that carry little risk each",
            "How often a change reaches production in a week, over all teams.",
        ],
    ),
    idea(
        ("change-failures", "Change failure rate", "%"),
        Down,
        Monthly,
        "process",
        [
            "Fewer releases that hurt customers",
            "The share of deployments that had to be repaired or taken back.",
        ],
    ),
    idea(
        ("restore-time", "Time to restore service", "hours"),
        Down,
        Monthly,
        "process",
        [
            "Outages that end before customers leave",
            "The median time from the beginning of an outage to its end.",
        ],
    ),
    idea(
        ("infrastructure-cost", "Infrastructure cost", "EUR a month"),
        Down,
        Quarterly,
        "business",
        [
            "Margins that grow with volume",
            "What hosting, licenses and traffic cost in a month; better for each order or customer.",
        ],
    ),
    idea(
        ("infrastructure-time", "Time spent on infrastructure", "% of working time"),
        Down,
        Quarterly,
        "business",
        [
            "Developers work on what customers pay for",
            "Asked of the teams: the share of their time that goes into servers and pipelines.",
        ],
    ),
    idea(
        ("cka-holders", "Engineers holding CKA", "people"),
        Up,
        HalfYearly,
        "people",
        [
            "The platform does not hang on two people",
            "Who holds a certificate that is still valid.",
        ],
    ),
    idea(
        ("ckad-holders", "Engineers holding CKAD", "people"),
        Up,
        HalfYearly,
        "people",
        ["Every team can run its own workloads", "Who holds a certificate that is still valid."],
    ),
    idea(
        ("cks-holders", "Engineers holding CKS", "people"),
        Up,
        HalfYearly,
        "people",
        [
            "Security is known where software is made",
            "Who holds a certificate that is still valid.",
        ],
    ),
    idea(
        ("applications-live", "Applications in production on the platform", "applications"),
        Up,
        Quarterly,
        "technology",
        [
            "Leave the old data center",
            "How many applications serve customers from the cloud native platform.",
        ],
    ),
    idea(
        ("features", "Features shipped a quarter", "features"),
        Up,
        Quarterly,
        "business",
        ["More of what customers ask for", "What went live and was told to customers as new."],
    ),
    idea(
        ("satisfaction", "Customer satisfaction", "of 10"),
        Up,
        Quarterly,
        "business",
        [
            "Customers stay, and bring others",
            "The mean answer of the customers who were asked, always with the same question.",
        ],
    ),
    idea(
        ("availability", "Availability", "%"),
        Up,
        Monthly,
        "technology",
        [
            "Customers can buy at any hour",
            "The share of time in which the most important paths answered as agreed.",
        ],
    ),
    idea(
        ("policy-coverage", "Workloads checked by policy", "%"),
        Up,
        Quarterly,
        "policy",
        [
            "Audits without surprises",
            "The share of workloads that are checked against policies before they run.",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::maturity::Model;

    #[test]
    fn every_idea_has_a_key_of_its_own_and_a_dimension_of_the_model() {
        let keys: BTreeSet<&str> = LIBRARY.iter().map(|idea| idea.key).collect();
        assert_eq!(keys.len(), LIBRARY.len());
        for idea in LIBRARY {
            assert!(Model::built_in().dimension(idea.dimension).is_some(), "{}", idea.key);
            assert!(idea.name.len() <= 120 && idea.unit.len() <= 30, "{}", idea.key);
        }
    }
}
