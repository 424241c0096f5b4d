//! The sentences that say what stands still, and what holds the whole back.

use super::holding::Holding;
use super::{Piece, Sentence, Told};
use crate::maturity::{Figure, Figures};
use crate::overview::words::{listed, number};

/// Every plateau by name, with how long it has lasted and what blocks it; then what keeps the whole
/// where it is. When the only plateau is among those that hold the whole, one sentence says both.
pub(super) fn standstill(told: Told<'_>, figures: &Figures, whole: Figure) -> Vec<Sentence> {
    let plateaus = told.verdicts.plateaus();
    let holding = Holding::of(told.subject, figures, whole);
    let mut sentences = Vec::new();
    if let ([(only, quarters)], Some(holding)) = (plateaus.as_slice(), &holding)
        && holding.dimensions.contains(only)
    {
        sentences.push(both(told, (*only, *quarters), holding));
        return sentences;
    }
    if !plateaus.is_empty() {
        let positions: Vec<usize> = plateaus.iter().map(|&(at, _)| at).collect();
        sentences.push(vec![
            Piece::Warning(stillness(told, &plateaus)),
            Piece::Plain(format!("{}.", reasons(told, &positions))),
        ]);
    }
    if let Some(holding) = holding {
        let unsaid: Vec<usize> = holding
            .dimensions
            .iter()
            .copied()
            .filter(|at| plateaus.iter().all(|(plateau, _)| plateau != at))
            .collect();
        sentences.push(held(told, &holding, &unsaid));
    }
    sentences
}

/// `Policy has not moved for four quarters and holds the whole at Level 1: no first audit has been
/// done.`
fn both(told: Told<'_>, (at, quarters): (usize, usize), holding: &Holding) -> Sentence {
    let others: Vec<&str> =
        holding.dimensions.iter().filter(|&&it| it != at).map(|&it| name(told, it)).collect();
    let with =
        if others.is_empty() { String::new() } else { format!(", with {},", listed(&others)) };
    let reasons = if holding.has_reasons { reasons(told, &[at]) } else { String::new() };
    vec![
        Piece::Warning(stillness(told, &[(at, quarters)])),
        Piece::Plain(format!(" and{with} {}{reasons}.", holding.one)),
    ]
}

/// `People and Process have not moved for four quarters`, `People has not moved for four quarters
/// and Process for six`.
fn stillness(told: Told<'_>, plateaus: &[(usize, usize)]) -> String {
    let mut lengths: Vec<usize> = plateaus.iter().map(|&(_, quarters)| quarters).collect();
    lengths.dedup();
    if let (2.., [quarters]) = (plateaus.len(), lengths.as_slice()) {
        let names: Vec<&str> = plateaus.iter().map(|&(at, _)| name(told, at)).collect();
        return format!("{} have not moved for {} quarters", listed(&names), number(*quarters));
    }
    let mut each: Vec<String> = plateaus
        .iter()
        .map(|&(at, quarters)| format!("{} for {}", name(told, at), number(quarters)))
        .collect();
    if let (Some(first), Some(&(at, quarters))) = (each.first_mut(), plateaus.first()) {
        *first = format!("{} has not moved for {} quarters", name(told, at), number(quarters));
    }
    listed(&each)
}

/// `Policy holds the whole at Level 1: no first audit has been done.` What the sentence before has
/// given a reason for has none again; of more than two, the lowest has one.
fn held(told: Told<'_>, holding: &Holding, unsaid: &[usize]) -> Sentence {
    let names: Vec<&str> = holding.dimensions.iter().map(|&at| name(told, at)).collect();
    let does = if names.len() == 1 { &holding.one } else { &holding.several };
    let said = format!("{} {does}", listed(&names));
    let reasons = match unsaid {
        _ if !holding.has_reasons => String::new(),
        [lowest, _, _, ..] => {
            format!(", {} most of all{}", name(told, *lowest), reasons(told, &[*lowest]))
        }
        unsaid => reasons(told, unsaid),
    };
    let said = if holding.has_reasons { Piece::Warning(said) } else { Piece::Strong(said) };
    vec![said, Piece::Plain(format!("{reasons}."))]
}

/// What dimensions wait for, to follow their names: `: no first audit has been done`.
fn reasons(told: Told<'_>, dimensions: &[usize]) -> String {
    let reason = |&at: &usize| {
        let block = told.blocks.get(at).copied().flatten()?;
        let reason = match block.gap {
            Some(gap) => gap.to_owned(),
            None => format!("its category {} is furthest behind", block.category),
        };
        Some((at, reason))
    };
    let known: Vec<(usize, String)> = dimensions.iter().filter_map(reason).collect();
    match known.as_slice() {
        [] => String::new(),
        [(_, only)] if dimensions.len() == 1 => format!(": {only}"),
        several => {
            let each =
                several.iter().map(|(at, reason)| format!("in {}, {reason}", name(told, *at)));
            format!(": {}", each.collect::<Vec<_>>().join("; "))
        }
    }
}

fn name(told: Told<'_>, at: usize) -> &str {
    told.model.dimensions.get(at).map_or("", |dimension| &dimension.name)
}
