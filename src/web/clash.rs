use super::Fields;

/// A field of a form that somebody else has changed meanwhile, or that was typed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub label: &'static str,
    pub stored: String,
    pub typed: String,
}

impl Clash {
    /// The fields, of those with a label, in which what is stored and what was typed differ.
    pub fn between(labels: &[(&str, &'static str)], stored: &Fields, typed: &Fields) -> Vec<Self> {
        let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        labels
            .iter()
            .map(|(name, label)| Self {
                label,
                stored: plain(stored.text(name)),
                typed: plain(typed.text(name)),
            })
            .filter(|clash| clash.stored != clash.typed)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_told_and_the_end_of_a_line_is_no_difference() {
        let [mut stored, mut typed] = [Fields::default(), Fields::default()];
        stored.put("reason", "One\nTwo");
        typed.put("reason", "One\r\nTwo ");
        stored.put("name", "Card gateway");
        typed.put("name", "Gateway");

        let clashes = Clash::between(&[("name", "Name"), ("reason", "Reason")], &stored, &typed);

        assert_eq!(
            clashes,
            [Clash { label: "Name", stored: "Card gateway".into(), typed: "Gateway".into() }]
        );
    }
}
