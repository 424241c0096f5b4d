use crate::access::Org;
use crate::report::{self, Disclosure, Part};
use crate::roi::{AmountIn, LESS_AT_LEVEL_TWO, Picture, Return, gains, sentences};
use crate::trend::chart::Chart;

/// What it cost and what it brought; without amounts, when it began to gain.
pub(super) fn parts(org: &Org, returned: &Return, disclosure: Disclosure) -> Vec<Part> {
    let amounts = AmountIn::currency(&org.currency);
    let Some(picture) = Picture::of(&org.name, returned, &amounts) else { return Vec::new() };
    let after = Part::Words(LESS_AT_LEVEL_TWO.to_owned());
    if !disclosure.money {
        return vec![Part::Words(gains(&returned.balance)), after];
    }
    let table = picture.table();
    vec![
        Part::Words(sentences(returned, &amounts).join(" ")),
        Part::Chart { picture: Box::new(report::Picture::Bars(picture.bars)), table },
        after,
    ]
}
