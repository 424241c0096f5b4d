//! What two people have changed at once.

use crate::web::Fields;

/// A field that somebody else has changed meanwhile to something other than what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clash {
    pub label: &'static str,
    pub stored: String,
    pub typed: String,
}

/// Where `typed` differs from what is `stored` now, in the order of `labels`: pairs of a field's
/// name and its label.
pub(super) fn clashes(
    labels: &[(&str, &'static str)],
    stored: &Fields,
    typed: &Fields,
) -> Vec<Clash> {
    let differs = |&(name, label): &(&str, &'static str)| {
        let [stored, typed] = [stored, typed].map(|fields| fields.text(name).trim().to_owned());
        (stored != typed).then_some(Clash { label, stored, typed })
    };
    labels.iter().filter_map(differs).collect()
}
