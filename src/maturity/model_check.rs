//! The rules that a model file keeps, and the model made of one that keeps them.

use toml::Spanned;

use super::criterion::Level;
use super::criterion_check;
use super::model::{
    Attribution, Category, Dimension, LevelText, Model, Scoring, VerdictThresholds,
};
use super::model_file::{CategoryRow, DimensionRow, LevelRow, ModelError, ModelFile, ModelRow};

/// The edition of the file format that this program reads.
const SCHEMA: i64 = 1;

/// Reads a model file and checks all of it. See [`Model::parse`].
pub(super) fn read(text: &str) -> Result<Model, ModelError> {
    let mut file = ModelFile::open(text)?;
    let model = model(&mut file);
    file.close(model)
}

/// The model, unless a section cannot be read; everything that is wrong is reported to `file`.
fn model(file: &mut ModelFile) -> Option<Model> {
    check_schema(file);
    let header = file.section::<ModelRow>("model").map(Spanned::into_inner);
    let attribution = file.section::<Attribution>("attribution").map(Spanned::into_inner);
    let scoring = scoring(file);
    let verdict = verdict(file);
    let levels = levels(file);
    let mut dimensions = dimensions(file);
    add_categories(file, &mut dimensions);
    let criteria = criterion_check::read(file, &mut dimensions);

    let header = header?;
    Some(Model {
        id: header.id,
        name: header.name,
        source: header.source,
        scoring: scoring?,
        verdict: verdict?,
        attribution: attribution?,
        levels,
        dimensions,
        positions: criteria.iter().map(|c| (c.id.clone(), c.position)).collect(),
        criteria,
    })
}

fn check_schema(file: &mut ModelFile) {
    if let Some(schema) = file.section::<i64>("schema")
        && *schema.get_ref() != SCHEMA
    {
        let what = format!("schema is {}, this program reads schema {SCHEMA}", schema.get_ref());
        file.report(Some(schema.span()), what);
    }
}

fn scoring(file: &mut ModelFile) -> Option<Scoring> {
    let section = file.section::<Scoring>("scoring")?;
    let scoring = *section.get_ref();
    let Scoring { enter_percent: enter, full_percent: full, .. } = scoring;
    if !(0 < enter && enter < full && full <= 100) {
        let what = format!(
            "scoring: enter_percent is {enter} and full_percent is {full}; \
             keep 0 < enter_percent < full_percent <= 100"
        );
        file.report(Some(section.span()), what);
    }
    if scoring.core_weight == 0 || scoring.supporting_weight == 0 {
        file.report(Some(section.span()), "scoring: a weight is 0, it must be at least 1");
    }
    Some(scoring)
}

fn verdict(file: &mut ModelFile) -> Option<VerdictThresholds> {
    let section = file.section::<VerdictThresholds>("verdict")?;
    let verdict = *section.get_ref();
    for (name, value) in [
        ("reviewed_percent", verdict.reviewed_percent),
        ("slipping_points", verdict.slipping_points),
        ("plateau_points", verdict.plateau_points),
        ("plateau_step_points", verdict.plateau_step_points),
        ("stalling_points", verdict.stalling_points),
    ] {
        if !(1..=100).contains(&value) {
            let what = format!("verdict: {name} is {value}, it must be 1 to 100");
            file.report(Some(section.span()), what);
        }
    }
    Some(verdict)
}

fn levels(file: &mut ModelFile) -> Vec<LevelText> {
    let rows = file.entries::<LevelRow>("level");
    if !rows.iter().map(|row| row.get_ref().number).eq(1..=5) {
        file.report(rows.first().map(Spanned::span), "the levels must be 1 to 5, in order");
    }
    let texts = rows.into_iter().map(Spanned::into_inner).zip(Level::ALL);
    texts
        .map(|(LevelRow { name, summary, .. }, number)| LevelText { number, name, summary })
        .collect()
}

fn dimensions(file: &mut ModelFile) -> Vec<Dimension> {
    let mut rows = file.entries::<DimensionRow>("dimension");
    rows.sort_by_key(|row| row.get_ref().order);
    if rows.is_empty() {
        file.report(None, "the model has no dimension");
    }
    let mut dimensions: Vec<Dimension> = Vec::new();
    for DimensionRow { id, name, .. } in rows.into_iter().map(Spanned::into_inner) {
        let whose = format!("dimension {}", id.get_ref());
        check_word(file, &whose, &id);
        check_text(file, &whose, "name", &name);
        if dimensions.iter().any(|known| known.id == *id.get_ref()) {
            file.report(Some(id.span()), format!("{whose}: it is there twice"));
            continue;
        }
        let (id, name) = (id.into_inner(), name.into_inner());
        dimensions.push(Dimension { id, name, categories: Vec::new() });
    }
    dimensions
}

/// Puts the categories into their dimensions; they have no criteria yet.
fn add_categories(file: &mut ModelFile, dimensions: &mut [Dimension]) {
    let mut rows = file.entries::<CategoryRow>("category");
    rows.sort_by_key(|row| row.get_ref().order);
    for row in rows.into_iter().map(Spanned::into_inner) {
        let id = format!("{}.{}", row.dimension.get_ref(), row.id.get_ref());
        let whose = format!("category {id}");
        check_word(file, &whose, &row.id);
        check_text(file, &whose, "name", &row.name);
        let dimension = dimensions.iter().position(|known| known.id == *row.dimension.get_ref());
        let Some(dimension) = dimension else {
            let what = format!("{whose}: there is no dimension `{}`", row.dimension.get_ref());
            file.report(Some(row.dimension.span()), what);
            continue;
        };
        let siblings = &mut dimensions[dimension].categories;
        if siblings.iter().any(|known| known.id == id) {
            file.report(Some(row.id.span()), format!("{whose}: it is there twice"));
            continue;
        }
        let (name, optional) = (row.name.into_inner(), row.optional);
        siblings.push(Category { id, position: 0, dimension, name, optional, criteria: vec![] });
    }
    for dimension in dimensions.iter().filter(|dimension| dimension.categories.is_empty()) {
        file.report(None, format!("dimension {}: it has no category", dimension.id));
    }
    let categories = dimensions.iter_mut().flat_map(|dimension| &mut dimension.categories);
    categories.enumerate().for_each(|(position, category)| category.position = position);
}

/// An id is part of addresses and of longer ids.
fn check_word(file: &mut ModelFile, whose: &str, id: &Spanned<String>) {
    if !is_word(id.get_ref()) {
        let what = format!("{whose}: write its id in lower-case letters, digits and hyphens");
        file.report(Some(id.span()), what);
    }
}

/// Whether `text` can stand in an address as it is.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A text that people read is not blank.
pub(super) fn check_text(file: &mut ModelFile, whose: &str, what: &str, text: &Spanned<String>) {
    if text.get_ref().trim().is_empty() {
        file.report(Some(text.span()), format!("{whose}: its {what} is empty"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small sound model, with the first `old` text of each change written as its `new` one.
    fn changed(changes: &[(&str, &str)]) -> Result<Model, ModelError> {
        let sound = include_str!("../../tests/models/small.toml");
        let text = changes.iter().fold(sound.to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{old}");
            text.replacen(old, new, 1)
        });
        Model::parse(&text)
    }

    #[test]
    fn the_model_keeps_its_own_order_whatever_that_of_the_file() {
        let model = changed(&[
            ("order = 1\n\n", "order = 3\n\n"),
            ("order = 1\noptional", "order = 3\noptional"),
        ]);
        let model = model.unwrap();
        let categories: Vec<_> = model.categories().map(|c| c.id.as_str()).collect();
        assert_eq!(categories, ["process.release", "people.teams", "people.overview"]);
        let criteria: Vec<_> = model.criteria().iter().map(|c| c.id.as_ref()).collect();
        assert_eq!(
            criteria,
            [
                "process.release.l1.written",
                "people.teams.l1.named",
                "people.overview.l1.knows",
                "people.overview.l1.practices",
                "people.overview.l2.learns",
            ]
        );
    }

    #[test]
    fn all_mistakes_in_the_sections_are_told_at_once() {
        let told = changed(&[
            ("schema = 1", "schema = 2"),
            ("full_percent = 85", "full_percent = 40"),
            ("core_weight = 2", "core_weight = 0"),
            ("plateau_points = 5", "plateau_points = 101"),
            ("number = 3", "number = 4"),
            ("work = \"Work\"", "work = \"Work\"\nmotto = \"Onward\""),
            ("[scoring]", "[colors]\n[scoring]"),
        ]);
        insta::assert_snapshot!(told.unwrap_err(), @"
        the model file cannot be used:
        line 2: schema is 2, this program reads schema 1
        line 10: there is no section `colors`
        line 11: scoring: a weight is 0, it must be at least 1
        line 11: scoring: enter_percent is 50 and full_percent is 40; keep 0 < enter_percent < full_percent <= 100
        line 17: verdict: plateau_points is 101, it must be 1 to 100
        line 26: attribution: unknown field `motto`, expected one of `work`, `edition`, `license`, `changes`, `endorsement`
        line 32: the levels must be 1 to 5, in order
        ");
    }

    #[test]
    fn all_mistakes_in_dimensions_and_categories_are_told_at_once() {
        let told = changed(&[
            ("id = \"process\"", "id = \"Process !\""),
            ("name = \"Process\"", "name = \" \""),
            ("id = \"teams\"", "id = \"overview\""),
        ]);
        insta::assert_snapshot!(told.unwrap_err(), @"
        the model file cannot be used:
        dimension Process !: it has no category
        line 61: dimension Process !: write its id in lower-case letters, digits and hyphens
        line 62: dimension Process !: its name is empty
        line 75: category people.overview: it is there twice
        line 82: category process.release: there is no dimension `process`
        line 140: criterion people.teams.l1.named: there is no category `teams` in dimension `people`
        line 153: criterion process.release.l1.written: there is no dimension `process`
        ");
    }

    #[test]
    fn a_dimension_has_a_category_and_a_category_a_criterion() {
        let dimension = "[[dimension]]\nid = \"policy\"\nname = \"Policy\"\norder = 3\n";
        let category = "[[category]]\ndimension = \"people\"\nid = \"agility\"\n\
                        name = \"Agility\"\norder = 3\noptional = false\nsource_heading = \"\"\n";
        let before = |row: &str, next: &str| format!("{row}\n{next}");
        let told = changed(&[
            ("[[category]]", &before(dimension, "[[category]]")),
            ("[[criterion]]", &before(category, "[[criterion]]")),
        ]);
        insta::assert_snapshot!(told.unwrap_err(), @"
        the model file cannot be used:
        category people.agility: it has no criterion
        dimension policy: it has no category
        ");
    }

    #[test]
    fn what_is_not_toml_is_told_with_its_lines() {
        let told = changed(&[("enter_percent = 50", "enter_percent = "), ("order = 2", "order 2")]);
        insta::assert_snapshot!(told.unwrap_err(), @"
        the model file cannot be used:
        line 11: string values must be quoted, expected literal string
        line 63: key with no value, expected `=`
        ");
    }

    #[test]
    fn a_missing_section_is_told() {
        insta::assert_snapshot!(Model::parse("").unwrap_err(), @"
        the model file cannot be used:
        `attribution` is missing
        `model` is missing
        `schema` is missing
        `scoring` is missing
        `verdict` is missing
        the levels must be 1 to 5, in order
        the model has no dimension
        ");
    }
}
