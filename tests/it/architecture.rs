//! The rules of `docs/ARCHITECTURE.md`, held, so that no review has to remember them.
//!
//! They read the sources as text: what they see is what a reader sees.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::source::{Source, files};

/// Neither nouns nor SQL nor pages: they combine a slice's nouns with its `store`.
const DEEDS: &[&str] = &["assessment/saving.rs", "assessment/submission.rs", "notice/looking.rs"];

/// Knows a browser by the header that it sends.
const READS_A_HEADER: &str = "account/browser.rs";

/// Makes HTML of what somebody wrote, and sanitizes it.
const SANITIZES: &str = "src/web/markdown.rs";

/// The one table that two modules write: sign-in makes a session, and whoever lets it pass notes
/// when it was last seen.
const WRITTEN_BY_TWO: &str = "session: access, account";

#[test]
fn modules_import_only_from_lower_floors() {
    let floors = floors();
    let floor_of = |module: &str| {
        let position = |floor: &Vec<String>| floor.iter().position(|name| name == module);
        floors.iter().enumerate().find_map(|(at, floor)| Some((at, position(floor)?)))
    };
    let mut broken = BTreeSet::new();
    for source in Source::all() {
        let module = source.module();
        let Some(stands) = floor_of(module) else {
            broken.insert(format!("{module} stands on no floor of src/lib.rs"));
            continue;
        };
        for imported in imports(&source.code) {
            // On the ground floor a module may also use those before it in the row.
            let is_below = floor_of(&imported)
                .is_some_and(|it| it.0 < stands.0 || stands.0 == 0 && it < stands);
            if imported != module && !is_below {
                broken.insert(format!("{} imports {imported}", source.path));
            }
        }
    }
    assert_eq!(broken, BTreeSet::new());
}

#[test]
fn a_module_is_left_by_its_name_never_by_super() {
    let mut broken = Vec::new();
    for source in Source::all() {
        let (code, tests) = source.code.split_once("mod tests {").unwrap_or((&source.code, ""));
        for (text, depth) in [(code, source.depth()), (tests, source.depth() + 1)] {
            let leaving = "super::".repeat(depth);
            broken.extend(text.contains(&leaving).then(|| source.path.clone()));
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn sql_stands_in_stores_in_access_and_in_database() {
    let sql = ["sqlx::query", "query!(", "query_as!(", "query_scalar!(", "raw_sql", "QueryBuilder"];
    let elsewhere: Vec<String> = Source::all()
        .into_iter()
        .filter(|source| !source.is_store() && !["access", "database"].contains(&source.module()))
        .filter(|source| sql.iter().any(|word| source.code.contains(word)))
        .map(|source| source.path)
        .collect();
    assert_eq!(elsewhere, Vec::<String>::new());
}

#[test]
fn each_table_is_written_by_one_module() {
    let mut writers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in Source::all() {
        for table in written_tables(&source.code) {
            writers.entry(table).or_default().insert(source.module().to_owned());
        }
    }
    assert!(writers.contains_key("answer"), "the SQL is no longer recognized");
    let shared: Vec<String> = writers
        .iter()
        .filter(|(_, modules)| modules.len() > 1)
        .map(|(table, modules)| {
            format!("{table}: {}", modules.iter().cloned().collect::<Vec<_>>().join(", "))
        })
        .filter(|shared| shared != WRITTEN_BY_TWO)
        .collect();
    assert_eq!(shared, Vec::<String>::new());
}

/// Inside a slice: nouns, below the store, below the pages.
#[test]
fn in_a_slice_nouns_know_neither_store_nor_pages_nor_axum_and_the_store_knows_no_pages() {
    let slices = floors().swap_remove(4);
    let mut broken = Vec::new();
    for source in Source::all() {
        let is_slice = slices.iter().any(|slice| slice == source.module());
        if !is_slice || source.is_of_pages() || source.stem() == "mod" {
            continue;
        }
        let mut refused = vec!["pages::"];
        if source.path != READS_A_HEADER {
            refused.extend(["axum::", "axum_extra::"]);
        }
        if !source.is_store() && !DEEDS.contains(&source.path.as_str()) {
            refused.extend(["store::", " store;", "store}", "store,"]);
        }
        broken.extend(
            refused
                .iter()
                .filter(|word| source.code.contains(**word))
                .map(|word| format!("{}: {word}", source.path)),
        );
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn what_a_template_shows_is_escaped() {
    let unescaped = ["|safe", "| safe", "escape = \"none\"", "filters::Safe"];
    let mut broken = Vec::new();
    for path in files("templates").into_iter().chain(files("src")) {
        let text = fs::read_to_string(&path).unwrap();
        broken.extend(
            unescaped
                .iter()
                .filter(|word| text.contains(**word))
                .map(|word| format!("{path}: {word}")),
        );
        let is_known = [".html", ".svg", ".rs", ".snap"].iter().any(|end| path.ends_with(end));
        broken.extend((!is_known).then(|| format!("{path} would not be escaped")));
        // A template within another one has escaped already what it shows.
        let is_waived = text.contains("HtmlSafe") && !text.contains("#[template(");
        let is_waived = is_waived && path != SANITIZES;
        broken.extend(is_waived.then(|| format!("{path}: HtmlSafe without a template")));
    }
    assert_eq!(broken, Vec::<String>::new());
}

/// `overview/pages/teams.rs` fills `overview/teams.html`; what else it fills stands beside it.
#[test]
fn a_template_has_the_name_and_the_place_of_the_file_that_fills_it() {
    let mut by_file: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (source, template) in filled_templates() {
        let (name, _ending) = template.rsplit_once('.').unwrap();
        by_file.entry(source).or_default().push(name.to_owned());
    }
    let mut broken = Vec::new();
    for (source, templates) in by_file {
        let expected = source.replace("/pages/", "/").replace(".rs", "");
        let (folder, _name) = expected.rsplit_once('/').unwrap();
        let is_beside = |name: &String| name.rsplit_once('/').is_some_and(|it| it.0 == folder);
        if !templates.contains(&expected) || !templates.iter().all(is_beside) {
            broken.push(format!("{source} fills {}", templates.join(", ")));
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn no_template_is_left_over() {
    let mut used: BTreeSet<String> =
        filled_templates().into_iter().map(|(_, template)| template).collect();
    let templates = files("templates");
    for path in &templates {
        let template = fs::read_to_string(path).unwrap();
        for word in ["extends \"", "import \"", "include \""] {
            used.extend(after(&template, word).map(str::to_owned));
        }
    }
    let left_over: Vec<&String> =
        templates.iter().filter(|path| !used.contains(&path["templates/".len()..])).collect();
    assert_eq!(left_over, Vec::<&String>::new());
}

/// The floors of `src/lib.rs`, the lowest first: the second column of its table.
fn floors() -> Vec<Vec<String>> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let rows = lib.lines().filter_map(|line| line.strip_prefix("//! | ")).skip(1);
    let mut floors: Vec<Vec<String>> = rows
        .map(|row| {
            let modules = row.split('|').nth(1).unwrap();
            modules.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        })
        .collect();
    floors.reverse();
    floors
}

/// The modules of this crate that the code names: `crate::web`, `crate::{account, web::Page}`.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => found.extend(first_words(group)),
            None => found.extend(word(rest)),
        }
    }
    found
}

/// The first word of each entry of a group, up to the brace that closes it.
fn first_words(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut top_level = String::new();
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            _ if depth == 0 => top_level.push(letter),
            _ => {}
        }
    }
    top_level.split(',').filter_map(|entry| word(entry.trim_start())).collect()
}

fn word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!word.is_empty()).then_some(word)
}

/// The tables that SQL in the code inserts into, updates or deletes from.
fn written_tables(code: &str) -> BTreeSet<String> {
    let words: Vec<&str> = code.split_whitespace().map(|word| word.trim_matches('"')).collect();
    words
        .windows(3)
        .filter_map(|words| match words {
            ["insert", "into", table] | ["delete", "from", table] | ["update", table, "set"] => {
                word(table)
            }
            _ => None,
        })
        .collect()
}

/// Each file of a template struct, and the template that it names.
fn filled_templates() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for source in Source::all() {
        found.extend(
            after(&source.code, "#[template(path = \"")
                .map(|template| (source.path.clone(), template.to_owned())),
        );
    }
    assert!(!found.is_empty(), "templates are no longer recognized");
    found
}

/// What stands between each `start` and the next quotation mark.
fn after<'t>(text: &'t str, start: &str) -> impl Iterator<Item = &'t str> {
    text.split(start).skip(1).map(|rest| rest.split('"').next().unwrap())
}
