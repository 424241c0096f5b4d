//! Answers in a file, figures on the screen: what `waymark score FILE` does.

use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Number, Value, json};

use super::answers::{Answer, Answers, PooledAnswers};
use super::criterion::{AnswerKind, Criterion, Quarters, Scope};
use super::figures::Figure;
use super::model::Model;
use super::score::{category_details, score_organization};

/// What is wrong with a file of answers: all of it, a sentence each.
#[derive(Debug, PartialEq, Eq)]
pub struct WorksheetError {
    /// At least one.
    pub problems: Vec<String>,
}

impl std::error::Error for WorksheetError {}

impl fmt::Display for WorksheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problems.join("\n"))
    }
}

/// Scores a file of answers to the built-in model, and writes the figures as JSON.
///
/// The file is a JSON object: `scope` (`team`, `org`, or `all` for one organization whose teams
/// all answer the same), `answers_in_quarters` (criterion id to 0..4) and `not_applicable` (ids).
/// It may carry a `name`, and an `expect` that is left aside. A criterion that is in neither is
/// unanswered and counts 0; one outside the scope counts nowhere.
///
/// # Errors
///
/// Says everything that is wrong with the file at once, and names the criterion.
pub fn score_case(text: &str) -> Result<String, WorksheetError> {
    let model = Model::built_in();
    let case = Case::parse(text).map_err(|problem| WorksheetError { problems: vec![problem] })?;
    let answers = case.pooled(model)?;
    Ok(format!("{:#}", sheet(model, &answers)))
}

/// A file of answers, unchecked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default, rename = "name")]
    _name: Option<String>,
    scope: String,
    answers_in_quarters: Entries,
    #[serde(default)]
    not_applicable: Vec<String>,
    #[serde(default, rename = "expect")]
    _expect: Option<IgnoredAny>,
}

impl Case {
    fn parse(text: &str) -> Result<Self, String> {
        // Without this, an array of the fields' values would be read as well.
        if !text.trim_start().starts_with('{') {
            return Err("The file is not a JSON object.".to_owned());
        }
        serde_json::from_str(text).map_err(|error| format!("The file cannot be read: {error}."))
    }

    fn pooled(&self, model: &Model) -> Result<PooledAnswers, WorksheetError> {
        let mut answers = Answers::none(model);
        let mut seen = HashSet::new();
        let mut problems = Vec::new();
        let given = self.answers_in_quarters.0.iter().map(|(id, value)| (id, Some(value)));
        let not_applicable = self.not_applicable.iter().map(|id| (id, None));
        for (id, value) in given.chain(not_applicable) {
            if !seen.insert(id) {
                problems.push(match value {
                    Some(_) => format!("{id} is answered twice; answer it once."),
                    None => format!(
                        "{id} is answered and not applicable, or not applicable twice; \
                         say one of it, once."
                    ),
                });
                continue;
            }
            let Some(criterion) = model.criterion(id) else {
                problems.push(format!("{id} is not a criterion of {}.", model.id));
                continue;
            };
            match value.map_or(Ok(Answer::NotApplicable), |value| answer(criterion, value)) {
                Ok(answer) => answers.set(criterion.position, answer),
                Err(problem) => problems.push(problem),
            }
        }
        let pooled = match self.scope.as_str() {
            "team" => PooledAnswers::of_one(model, &answers, Scope::Team),
            "org" => PooledAnswers::of_one(model, &answers, Scope::Organization),
            "all" => PooledAnswers::pool(model, [(1, &answers)], Some(&answers)),
            unknown => {
                problems.insert(0, format!("The scope is `{unknown}`; write team, org or all."));
                return Err(WorksheetError { problems });
            }
        };
        if problems.is_empty() { Ok(pooled) } else { Err(WorksheetError { problems }) }
    }
}

fn answer(criterion: &Criterion, value: &Value) -> Result<Answer, String> {
    let quarters = value.as_u64().and_then(|n| u8::try_from(n).ok()).and_then(Quarters::new);
    match quarters.filter(|&quarters| criterion.answers.allows(quarters)) {
        Some(quarters) => Ok(Answer::Given(quarters)),
        None => Err(format!(
            "{} is answered {value}; its answers are {}.",
            criterion.id,
            match criterion.answers {
                AnswerKind::Coverage => "0, 1, 2 or 4 quarters",
                AnswerKind::State => "0, 2 or 4 quarters",
            }
        )),
    }
}

/// A JSON object as it was written, so that a key that is there twice is seen twice.
struct Entries(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsWritten;

        impl<'de> Visitor<'de> for AsWritten {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of criterion ids and quarters")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(AsWritten)
    }
}

/// The figures of categories, dimensions and the whole; what has no score is left out.
fn sheet(model: &Model, answers: &PooledAnswers) -> Value {
    let figures = score_organization(model, answers);
    let categories = model.categories().zip(category_details(model, answers));
    let categories: Map<_, _> = categories
        .filter_map(|(category, detail)| {
            let detail = detail?;
            let blocked: Vec<_> = detail.blocked.iter().map(|level| level.number()).collect();
            let mut row = Map::from_iter([("blocked".to_owned(), json!(blocked))]);
            row.extend(numbers(detail.figure));
            Some((category.id.clone(), Value::Object(row)))
        })
        .collect();
    let dimensions = model.dimensions.iter().zip(&figures.dimensions);
    let dimensions: Map<_, _> = dimensions
        .filter_map(|(dimension, figure)| Some((dimension.id.clone(), numbers((*figure)?).into())))
        .collect();
    json!({
        "categories": categories,
        "dimensions": dimensions,
        "overall": figures.whole.map(numbers),
    })
}

fn numbers(figure: Figure) -> Map<String, Value> {
    let number = |written: String| -> Value {
        written.parse::<Number>().expect("figures are written as JSON numbers are").into()
    };
    Map::from_iter([
        ("level".to_owned(), figure.level().into()),
        ("score".to_owned(), number(figure.score.to_string())),
        ("toward".to_owned(), number(figure.toward.to_string())),
        ("through".to_owned(), number(figure.through.to_string())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_worked_case_comes_out_as_expected() {
        let cases: Value =
            serde_json::from_str(include_str!("../../tests/vectors/score.json")).unwrap();
        let cases = cases["cases"].as_array().unwrap();
        assert_eq!(cases.len(), 24);
        for case in cases {
            let sheet = score_case(&case.to_string()).unwrap();
            let sheet: Value = serde_json::from_str(&sheet).unwrap();
            assert_eq!(sheet, case["expect"], "{}", case["name"]);
        }
    }

    #[test]
    fn figures_are_written_in_the_order_of_the_model() {
        let sheet = score_case(
            r#"{
                "scope": "team",
                "answers_in_quarters": { "policy.creation.l1.functional-needs": 2 },
                "not_applicable": ["policy.creation.l1.architecture-needs"]
            }"#,
        );
        let sheet = sheet.unwrap();
        let creation = sheet.lines().skip_while(|line| !line.contains("policy.creation"));
        insta::assert_snapshot!(creation.take(9).collect::<Vec<_>>().join("\n"), @r#"
        "policy.creation": {
          "blocked": [
            2
          ],
          "level": 1,
          "score": 1.0,
          "toward": 29.4,
          "through": 0.0
        },
        "#);
        let keys = ["categories", "dimensions", "overall"].map(|key| sheet.find(key).unwrap());
        assert!(keys.is_sorted());
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let error = score_case(
            r#"{
                "name": "broken",
                "scope": "everyone",
                "answers_in_quarters": {
                    "people.overview.l1.nonsense": 4,
                    "people.overview.l1.goals-linked": 1,
                    "people.overview.l1.basic-knowledge": 3,
                    "people.overview.l2.leadership-owns": 5,
                    "people.overview.l2.expert-pockets": -1,
                    "people.overview.l2.dev-platform-skills": 2.0,
                    "people.security.l1.oss-posture": "4",
                    "policy.overview.l1.findable": 4,
                    "policy.overview.l1.findable": 2,
                    "policy.creation.l1.functional-needs": 2
                },
                "not_applicable": [
                    "policy.creation.l1.functional-needs",
                    "policy.nothing",
                    "people.agility.l1.agile-basics",
                    "people.agility.l1.agile-basics"
                ]
            }"#,
        );
        insta::assert_snapshot!(error.unwrap_err(), @r#"
        The scope is `everyone`; write team, org or all.
        people.overview.l1.nonsense is not a criterion of cncf-cnmm-2.
        people.overview.l1.goals-linked is answered 1; its answers are 0, 2 or 4 quarters.
        people.overview.l1.basic-knowledge is answered 3; its answers are 0, 1, 2 or 4 quarters.
        people.overview.l2.leadership-owns is answered 5; its answers are 0, 2 or 4 quarters.
        people.overview.l2.expert-pockets is answered -1; its answers are 0, 2 or 4 quarters.
        people.overview.l2.dev-platform-skills is answered 2.0; its answers are 0, 2 or 4 quarters.
        people.security.l1.oss-posture is answered "4"; its answers are 0, 2 or 4 quarters.
        policy.overview.l1.findable is answered twice; answer it once.
        policy.creation.l1.functional-needs is answered and not applicable, or not applicable twice; say one of it, once.
        policy.nothing is not a criterion of cncf-cnmm-2.
        people.agility.l1.agile-basics is answered and not applicable, or not applicable twice; say one of it, once.
        "#);
    }

    #[test]
    fn what_is_not_a_case_is_refused() {
        let refused = ["scope: team", "[]", "{}", r#"{"scope": "all", "answers": {}}"#]
            .map(|text| score_case(text).unwrap_err().to_string());
        insta::assert_snapshot!(refused.join("\n"), @"
        The file is not a JSON object.
        The file is not a JSON object.
        The file cannot be read: missing field `scope` at line 1 column 2.
        The file cannot be read: unknown field `answers`, expected one of `name`, `scope`, `answers_in_quarters`, `not_applicable`, `expect` at line 1 column 26.
        ");
    }

    #[test]
    fn where_nothing_applies_the_sheet_is_empty() {
        let model = Model::built_in();
        let all: Vec<_> = model.criteria().iter().map(|criterion| &criterion.id).collect();
        let case = json!({"scope": "all", "answers_in_quarters": {}, "not_applicable": all});
        let sheet = score_case(&case.to_string()).unwrap();
        let empty = json!({"categories": {}, "dimensions": {}, "overall": null});
        assert_eq!(serde_json::from_str::<Value>(&sheet).unwrap(), empty);
    }
}
