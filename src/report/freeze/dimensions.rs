use super::evidence::{self, Noted};
use crate::overview::{DimensionCard, Picture};
use crate::period::Period;
use crate::report::{Card, Disclosure, Part, Stand};

/// The dimensions side by side, and the evidence for the answers that they stand on.
pub(super) fn parts(
    picture: &Picture<'_>,
    since: Period,
    noted: &[Noted],
    disclosure: Disclosure,
) -> Vec<Part> {
    let has_before = picture.changes.is_some();
    let cards = picture.cards.iter().map(|card| of(card, has_before.then_some(since)));
    let mut parts = vec![Part::Cards(cards.collect())];
    parts.extend(evidence::part(noted, disclosure));
    parts
}

fn of(card: &DimensionCard<'_>, since: Option<Period>) -> Card {
    let waits_for = card.block.filter(|_| !card.is_complete()).map(|block| match block.gap {
        Some(gap) => format!("{}: {gap}", block.category),
        None => block.category.to_owned(),
    });
    Card {
        stand: Stand { key: card.id.to_owned(), name: card.name.to_owned(), figure: card.figure },
        change: card.change.zip(since),
        waits_for,
        verdict: card.judgment.map(|judgment| crate::overview::verdict(&judgment)),
        decided: match (&card.held_until, &card.target) {
            (Some(until), _) => Some(format!("on hold until {until}")),
            (None, Some(target)) => Some(format!("target: {target}")),
            (None, None) => None,
        },
    }
}
