//! The rules that a model file's criteria keep.

use std::collections::HashSet;

use toml::Spanned;

use super::criterion::{AnswerKind, Basis, Criterion, CriterionId, Level, Scope};
use super::model::{Category, Dimension};
use super::model_check::{check_text, is_word};
use super::model_file::{CriterionRow, ModelFile, SeedStatementRow};

/// How long a gap may be, in characters, so that a sentence stays one.
const GAP_LENGTH: usize = 60;

/// The criteria in the order of the model. Their categories are told where they stand.
pub(super) fn read(file: &mut ModelFile, dimensions: &mut [Dimension]) -> Vec<Criterion> {
    let seeds = file.entries::<SeedStatementRow>("seed_statement").into_iter();
    let seeds: HashSet<String> = seeds.map(|row| row.into_inner().id).collect();
    let mut seen = HashSet::new();
    let mut criteria = Vec::new();
    for row in file.entries::<CriterionRow>("criterion").into_iter().map(Spanned::into_inner) {
        if !seen.insert(row.id.get_ref().clone()) {
            let what = format!("criterion {}: it is there twice", row.id.get_ref());
            file.report(Some(row.id.span()), what);
        }
        criteria.extend(criterion(file, row, dimensions, &seeds));
    }
    criteria.sort_by_key(|criterion| (criterion.category, criterion.level));

    let mut categories: Vec<_> = dimensions.iter_mut().flat_map(|d| &mut d.categories).collect();
    for (position, criterion) in criteria.iter_mut().enumerate() {
        criterion.position = position;
        categories[criterion.category].criteria.push(position);
    }
    for category in categories.iter().filter(|category| category.criteria.is_empty()) {
        file.report(None, format!("category {}: it has no criterion", category.id));
    }
    criteria
}

/// The criterion of a row, unless something is wrong with it; all of that is reported.
fn criterion(
    file: &mut ModelFile,
    row: CriterionRow,
    dimensions: &[Dimension],
    seeds: &HashSet<String>,
) -> Option<Criterion> {
    let whose = format!("criterion {}", row.id.get_ref());
    let category = category(file, &whose, &row, dimensions);
    let level = u8::try_from(*row.level.get_ref()).ok().and_then(Level::new);
    if level.is_none() {
        let what = format!("{whose}: level {} is outside 1 to 5", row.level.get_ref());
        file.report(Some(row.level.span()), what);
    }
    check_id(file, &whose, &row);
    check_text(file, &whose, "statement", &row.statement);
    if let Some(gap) = &row.gap {
        check_gap(file, &whose, gap);
    }
    let scope = match row.scope.get_ref().as_str() {
        "team" => Some(Scope::Team),
        "org" => Some(Scope::Organization),
        _ => unknown(file, &whose, "scope", &row.scope, "team or org"),
    };
    let answers = match row.answers.get_ref().as_str() {
        "coverage" => Some(AnswerKind::Coverage),
        "state" => Some(AnswerKind::State),
        _ => unknown(file, &whose, "answer kind", &row.answers, "coverage or state"),
    };
    let basis = match row.basis.get_ref().as_str() {
        "seed" => Some(Basis::Seed),
        "model" => Some(Basis::Model),
        "derived" => Some(Basis::Derived),
        _ => unknown(file, &whose, "basis", &row.basis, "seed, model or derived"),
    };
    check_basis(file, &whose, &row, basis?, seeds);
    Some(Criterion {
        id: CriterionId(row.id.into_inner()),
        position: 0,
        category: category?,
        level: level?,
        statement: row.statement.into_inner(),
        gap: row.gap.map(Spanned::into_inner),
        evidence_hint: row.evidence_hint,
        core: row.core.into_inner(),
        scope: scope?,
        answers: answers?,
        basis: basis?,
    })
}

fn unknown<T>(
    file: &mut ModelFile,
    whose: &str,
    what: &str,
    word: &Spanned<String>,
    known: &str,
) -> Option<T> {
    let what = format!("{whose}: there is no {what} `{}`; write {known}", word.get_ref());
    file.report(Some(word.span()), what);
    None
}

/// Where the row's category stands in the model.
fn category(
    file: &mut ModelFile,
    whose: &str,
    row: &CriterionRow,
    dimensions: &[Dimension],
) -> Option<usize> {
    let (dimension, slug) = (row.dimension.get_ref(), row.category.get_ref());
    let Some(known) = dimensions.iter().find(|known| known.id == *dimension) else {
        let what = format!("{whose}: there is no dimension `{dimension}`");
        file.report(Some(row.dimension.span()), what);
        return None;
    };
    let category = known.categories.iter().find(|category| category.slug() == slug);
    if category.is_none() {
        let what = format!("{whose}: there is no category `{slug}` in dimension `{dimension}`");
        file.report(Some(row.category.span()), what);
    }
    category.map(|Category { position, .. }| *position)
}

/// An id says where the criterion stands, and then a word of its own.
fn check_id(file: &mut ModelFile, whose: &str, row: &CriterionRow) {
    let (dimension, category) = (row.dimension.get_ref(), row.category.get_ref());
    let prefix = format!("{dimension}.{category}.l{}.", row.level.get_ref());
    if !row.id.get_ref().strip_prefix(&prefix).is_some_and(is_word) {
        let what = format!(
            "{whose}: its id must be `{prefix}` and then a word of \
             lower-case letters, digits and hyphens"
        );
        file.report(Some(row.id.span()), what);
    }
}

/// A gap stands after a colon, within a sentence.
fn check_gap(file: &mut ModelFile, whose: &str, gap: &Spanned<String>) {
    let text = gap.get_ref();
    let length = text.chars().count();
    if length > GAP_LENGTH {
        let what = format!("{whose}: its gap has {length} characters, keep it to {GAP_LENGTH}");
        file.report(Some(gap.span()), what);
    }
    if !text.starts_with(char::is_lowercase) || text.ends_with(|c: char| !c.is_alphanumeric()) {
        let what = format!(
            "{whose}: its gap must begin with a small letter and end without a period, \
             because it follows a colon"
        );
        file.report(Some(gap.span()), what);
    }
}

/// What a criterion carries out has to exist, and what is not in the model's text blocks nobody.
fn check_basis(
    file: &mut ModelFile,
    whose: &str,
    row: &CriterionRow,
    basis: Basis,
    seeds: &HashSet<String>,
) {
    let from_seed = basis == Basis::Seed;
    if *row.seed.get_ref() != from_seed || row.seed_refs.is_empty() == from_seed {
        let what = format!("{whose}: seed = true, seed_refs and basis = \"seed\" go together");
        file.report(Some(row.seed.span()), what);
    }
    for seed in row.seed_refs.iter().filter(|seed| !seeds.contains(seed.get_ref())) {
        let what = format!("{whose}: there is no seed statement `{}`", seed.get_ref());
        file.report(Some(seed.span()), what);
    }
    if basis == Basis::Derived && *row.core.get_ref() {
        file.report(Some(row.core.span()), format!("{whose}: a derived criterion is never core"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::Model;

    #[test]
    fn all_mistakes_in_criteria_are_told_at_once() {
        let sound = include_str!("../../tests/models/small.toml");
        let criterion = |id: &str, fields: &str| {
            let common = "evidence_hint = \"\"\nseed = false\nseed_refs = []";
            format!("\n[[criterion]]\nid = \"{id}\"\n{common}\n{fields}\n")
        };
        let fields = "dimension = \"people\"\ncategory = \"overview\"\nlevel = 1\n\
                      statement = \"It is so.\"\nbasis = \"model\"\ncore = true\n\
                      scope = \"team\"\nanswers = \"state\"";
        let with = |old: &str, new: &str| fields.replacen(old, new, 1);
        let text = [
            sound.to_owned(),
            criterion("people.overview.l1.knows", fields),
            criterion("persons.overview.l1.word", &with("people", "persons")),
            criterion("people.views.l1.word", &with("overview", "views")),
            criterion("people.overview.l6.word", &with("level = 1", "level = 6")),
            criterion("people.overview.l-1.word", &with("level = 1", "level = -1")),
            criterion("people.overview.l2.word", fields),
            criterion("people.overview.l1.Two Words", fields),
            criterion("people.overview.l1.empty", &with("It is so.", "  ")),
            criterion(
                "people.overview.l1.gap-long",
                &with("basis", &format!("gap = \"{}\"\nbasis", "so ".repeat(21))),
            ),
            criterion(
                "people.overview.l1.gap-capital",
                &with("basis", "gap = \"It is not so\"\nbasis"),
            ),
            criterion(
                "people.overview.l1.gap-period",
                &with("basis", "gap = \"it is not so.\"\nbasis"),
            ),
            criterion("people.overview.l1.scope", &with("\"team\"", "\"everyone\"")),
            criterion("people.overview.l1.answers", &with("\"state\"", "\"scale\"")),
            criterion("people.overview.l1.basis", &with("\"model\"", "\"folklore\"")),
            criterion("people.overview.l1.seed", &with("\"model\"", "\"seed\"")),
            criterion("people.overview.l1.derived", &with("\"model\"", "\"derived\"")),
            criterion("people.overview.l1.type", &with("core = true", "core = \"yes\"")),
            criterion("people.overview.l1.field", &with("core = true", "core = true\nhint = 1")),
            criterion("people.overview.l1.missing", &with("level = 1\n", "")),
            criterion("people.overview.l1.refs", fields).replace("[]", "[\"S9\"]"),
        ]
        .concat();
        insta::assert_snapshot!(Model::parse(&text).unwrap_err(), @r#"
        the model file cannot be used:
        line 166: criterion people.overview.l1.knows: it is there twice
        line 184: criterion persons.overview.l1.word: there is no dimension `persons`
        line 199: criterion people.views.l1.word: there is no category `views` in dimension `people`
        line 214: criterion people.overview.l6.word: level 6 is outside 1 to 5
        line 228: criterion people.overview.l-1.word: level -1 is outside 1 to 5
        line 236: criterion people.overview.l2.word: its id must be `people.overview.l1.` and then a word of lower-case letters, digits and hyphens
        line 250: criterion people.overview.l1.Two Words: its id must be `people.overview.l1.` and then a word of lower-case letters, digits and hyphens
        line 271: criterion people.overview.l1.empty: its statement is empty
        line 286: criterion people.overview.l1.gap-long: its gap has 63 characters, keep it to 60
        line 286: criterion people.overview.l1.gap-long: its gap must begin with a small letter and end without a period, because it follows a colon
        line 301: criterion people.overview.l1.gap-capital: its gap must begin with a small letter and end without a period, because it follows a colon
        line 316: criterion people.overview.l1.gap-period: its gap must begin with a small letter and end without a period, because it follows a colon
        line 333: criterion people.overview.l1.scope: there is no scope `everyone`; write team or org
        line 348: criterion people.overview.l1.answers: there is no answer kind `scale`; write coverage or state
        line 359: criterion people.overview.l1.basis: there is no basis `folklore`; write seed, model or derived
        line 367: criterion people.overview.l1.seed: seed = true, seed_refs and basis = "seed" go together
        line 388: criterion people.overview.l1.derived: a derived criterion is never core
        line 402: criterion people.overview.l1.type: invalid type: string "yes", expected a boolean
        line 417: criterion people.overview.l1.field: unknown field `hint`, expected one of `id`, `dimension`, `category`, `level`, `statement`, `gap`, `evidence_hint`, `seed`, `seed_refs`, `basis`, `core`, `scope`, `answers`
        line 421: criterion people.overview.l1.missing: missing field `level`
        line 437: criterion people.overview.l1.refs: seed = true, seed_refs and basis = "seed" go together
        line 438: criterion people.overview.l1.refs: there is no seed statement `S9`
        "#);
    }
}
