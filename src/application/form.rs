use super::{Effort, MoveAction, MoveState, PatternId, PatternName, Size, TeamChoices, TradeOffs};
use crate::access::TeamId;
use crate::period::Period;
use crate::web::{FieldErrors, Fields};

/// How far a new application is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstState {
    pub state: MoveState,
    /// When it came to it.
    pub since: Period,
    /// Why, or how; at most 1,000 characters.
    pub note: String,
}

/// What is said of an application, apart from its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationForm {
    /// 1 to 120 characters.
    pub name: String,
    /// `None` when it is of the organization as a whole.
    pub team: Option<TeamId>,
    /// At most 120 characters.
    pub owner: String,
    /// 1 to 1,000 characters.
    pub reason: String,
    pub action: MoveAction,
    /// At most 1,000 characters, and so the next.
    pub expected_benefit: String,
    pub measured_benefit: String,
    pub trade_offs: TradeOffs,
    pub effort: Option<Effort>,
    pub size: Option<Size>,
    /// The patterns that it uses.
    pub patterns: Vec<PatternId>,
}

impl ApplicationForm {
    /// How many quarters ago a new application may have come to its state.
    const QUARTERS_BACK: u16 = 40;

    /// The periods in which a new application may have come to its state, the newest first.
    pub fn periods(current: Period) -> Vec<Period> {
        (0..=Self::QUARTERS_BACK).map(|quarters| current.minus(quarters)).collect()
    }

    /// Reads a form, or says of each field what is wrong with it.
    pub fn parse(
        fields: &Fields,
        teams: &TeamChoices,
        patterns: &[PatternName],
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let form = Self::read(fields, teams, patterns, &mut errors);
        form.filter(|_| errors.is_empty()).ok_or(errors)
    }

    /// Reads the form of a new application: also its state, and since when it is in it.
    pub fn parse_new(
        fields: &Fields,
        teams: &TeamChoices,
        patterns: &[PatternName],
        current: Period,
    ) -> Result<(Self, FirstState), FieldErrors> {
        let mut errors = FieldErrors::default();
        let form = Self::read(fields, teams, patterns, &mut errors);
        let state = fields.text("state").parse::<MoveState>().ok();
        if state.is_none() {
            errors.add("state", "Choose how far it is.");
        }
        let since = fields.text("since").parse::<Period>().ok();
        let since = since.filter(|since| Self::periods(current).contains(since));
        if since.is_none() {
            errors.add("since", format!("Choose {current} or a quarter before, up to ten years."));
        }
        let note = fields.paragraph("first_note", 1000, &mut errors);
        match (form, state, since) {
            (Some(form), Some(state), Some(since)) if errors.is_empty() => {
                Ok((form, FirstState { state, since, note }))
            }
            _ => Err(errors),
        }
    }

    /// `None` only with errors.
    fn read(
        fields: &Fields,
        teams: &TeamChoices,
        patterns: &[PatternName],
        errors: &mut FieldErrors,
    ) -> Option<Self> {
        let name = fields.line("name", 120, errors);
        let team = teams.parse(fields, errors);
        let owner = fields.optional_line("owner", 120, errors);
        let reason = fields.paragraph("reason", 1000, errors);
        if reason.is_empty() {
            errors.add("reason", "Say why this is done with it.");
        }
        let action = fields.text("action").parse::<MoveAction>().ok();
        if action.is_none() {
            errors.add("action", "Choose what is done with it.");
        }
        let expected_benefit = fields.paragraph("expected_benefit", 1000, errors);
        let measured_benefit = fields.paragraph("measured_benefit", 1000, errors);
        let trade_offs = TradeOffs::parse(fields, errors);
        let effort = Some(fields.text("effort").trim()).filter(|typed| !typed.is_empty());
        let effort = effort.and_then(|typed| {
            let effort = Effort::parse(typed);
            if effort.is_none() {
                errors.add("effort", "Write days like 12 or 12.5, at most 100000.");
            }
            effort
        });
        let size = Some(fields.text("size")).filter(|chosen| !chosen.is_empty());
        let size = size.and_then(|chosen| {
            let size = chosen.parse().ok();
            if size.is_none() {
                errors.add("size", "Choose S, M, L or XL.");
            }
            size
        });
        let used = patterns.iter().filter(|pattern| fields.is_sent(&pattern.field()));
        Some(Self {
            name,
            team,
            owner,
            reason,
            action: action?,
            expected_benefit,
            measured_benefit,
            trade_offs,
            effort,
            size,
            patterns: used.map(|pattern| pattern.id).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Team;

    fn team(slug: &str) -> Team {
        Team {
            id: TeamId::fresh(),
            slug: slug.parse().unwrap(),
            name: slug.to_owned(),
            applications: 1,
            group: None,
        }
    }

    fn fields(change: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::default();
        let usual = [
            ("name", "Card gateway"),
            ("team", "payments"),
            ("reason", "Release freezes cost sales"),
            ("action", "replatform"),
            ("state", "planned"),
            ("since", "2026-Q3"),
        ];
        for (name, text) in usual.iter().chain(change) {
            fields.put(*name, *text);
        }
        fields
    }

    fn refused(change: &[(&str, &str)]) -> Vec<String> {
        let teams = TeamChoices::given(vec![team("payments")], false);
        let current = "2026-Q4".parse().unwrap();
        match ApplicationForm::parse_new(&fields(change), &teams, &[], current) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.iter().map(|(name, _)| name.to_owned()).collect(),
        }
    }

    #[test]
    fn a_form_says_of_every_field_at_once_what_is_wrong_with_it() {
        assert_eq!(refused(&[]), [""; 0]);
        let wrong = [
            ("name", ""),
            ("team", "search"),
            ("reason", " "),
            ("action", "relocate"),
            ("state", "gone"),
            ("since", "2027-Q1"),
            ("effort", "1,5"),
            ("size", "XXL"),
        ];
        let mut names = wrong.map(|(name, _)| name);
        names.sort_unstable();
        assert_eq!(refused(&wrong), names);
    }

    #[test]
    fn it_came_to_its_state_in_the_last_ten_years() {
        for (since, is_fine) in
            [("2026-Q4", true), ("2016-Q4", true), ("2016-Q3", false), ("soon", false)]
        {
            assert_eq!(refused(&[("since", since)]).is_empty(), is_fine, "{since}");
        }
    }

    #[test]
    fn it_is_the_organizations_only_where_that_may_be_chosen() {
        assert_eq!(refused(&[("team", "")]), ["team"]);
        let teams = TeamChoices::given(Vec::new(), true);
        let form = ApplicationForm::parse(&fields(&[("team", "")]), &teams, &[]).unwrap();
        assert_eq!(form.team, None);
    }

    #[test]
    fn the_patterns_that_are_ticked_are_used() {
        let named = |slug: &str| PatternName {
            id: PatternId::fresh(),
            slug: slug.parse().unwrap(),
            name: slug.to_owned(),
        };
        let patterns = [named("vault"), named("deploy")];
        let teams = TeamChoices::given(vec![team("payments")], false);
        let fields = fields(&[("pattern.deploy", "yes"), ("pattern.invented", "yes")]);

        let form = ApplicationForm::parse(&fields, &teams, &patterns).unwrap();

        assert_eq!(form.patterns, [patterns[1].id]);
    }
}
