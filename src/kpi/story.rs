//! How all KPIs stand together.

use super::{State, Tile};

/// How many KPIs stand how: `Of 6 KPIs, 2 have met the target and 4 are on the way.`
pub(super) fn story(tiles: &[Tile]) -> String {
    let count = |is: fn(&State) -> bool| tiles.iter().filter(|it| is(&it.standing.state)).count();
    let is = |count| if count == 1 { "is" } else { "are" };
    let has = |count| if count == 1 { "has" } else { "have" };
    let met = count(|state| matches!(state, State::TargetMet));
    let way = count(|state| matches!(state, State::OnTheWay(_) | State::Better));
    let bad = count(|state| matches!(state, State::NoBetter | State::Worse));
    let unread = count(|state| matches!(state, State::NoReading));
    let parts: Vec<String> = [
        (met, format!("{met} {} met the target", has(met))),
        (way, format!("{way} {} better than at the baseline", is(way))),
        (bad, format!("{bad} {} no better than at the baseline", is(bad))),
        (unread, format!("{unread} {} no reading yet", has(unread))),
    ]
    .into_iter()
    .filter_map(|(count, part)| (count > 0).then_some(part))
    .collect();
    let listed = match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => return String::new(),
    };
    let all = tiles.len();
    let stale = tiles.iter().filter(|tile| tile.standing.is_stale).count();
    let waits = match stale {
        0 => String::new(),
        1 => " A new reading of 1 is overdue.".to_owned(),
        _ => format!(" New readings of {stale} are overdue."),
    };
    format!("Of {all} {}, {listed}.{waits}", if all == 1 { "KPI" } else { "KPIs" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::Standing;
    use crate::trend::chart::Sparkline;

    fn tile((state, is_stale): (State, bool)) -> Tile {
        Tile {
            name: "Lead time".to_owned(),
            href: String::new(),
            latest: None,
            line: Sparkline::new(&[]),
            standing: Standing { state, is_stale },
            baseline: "9 days".to_owned(),
            target: None,
            team: None,
        }
    }

    #[test]
    fn the_story_counts_only_what_there_is() {
        let story =
            |states: &[(State, bool)]| story(&states.iter().copied().map(tile).collect::<Vec<_>>());
        let on_the_way = (State::OnTheWay(50), false);
        assert_eq!(story(&[on_the_way]), "Of 1 KPI, 1 is better than at the baseline.");
        assert_eq!(
            story(&[(State::TargetMet, true), on_the_way, on_the_way, (State::Worse, true)]),
            "Of 4 KPIs, 1 has met the target, 2 are better than at the baseline and 1 is no better \
             than at the baseline. New readings of 2 are overdue."
        );
        assert_eq!(story(&[]), "");
    }
}
