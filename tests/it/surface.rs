//! What the look promises, held: contrast in both themes, and pages that a strict content security
//! policy lets through.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const STYLESHEET: &str = "static/waymark.css";
const TEXT: [&str; 10] = [
    "ink",
    "soft",
    "accent",
    "warn",
    "good",
    "people",
    "process",
    "policy",
    "technology",
    "business",
];
const BACKGROUNDS: [&str; 4] = ["paper", "panel", "band-1", "band-2"];

#[test]
fn every_text_color_can_be_read_on_every_background_in_both_themes() {
    for (theme, palette) in ["light", "dark"].into_iter().zip(palettes()) {
        for (text, background) in pairs(&TEXT) {
            let contrast = contrast(palette[text], palette[background]);
            assert!(contrast >= 4.5, "{theme}: {text} on {background} is {contrast:.2}");
        }
    }
}

#[test]
fn the_edges_of_fields_can_be_seen_on_every_background_in_both_themes() {
    for (theme, palette) in ["light", "dark"].into_iter().zip(palettes()) {
        for (edge, background) in pairs(&["edge"]) {
            let contrast = contrast(palette[edge], palette[background]);
            assert!(contrast >= 3.0, "{theme}: {edge} on {background} is {contrast:.2}");
        }
    }
}

/// A mail is no page: its reader has no style sheet of ours, and no policy of ours reaches it.
#[test]
fn no_template_holds_style_or_script_of_its_own() {
    let refused = [" style=", "<style", "<script>", " onclick=", " onchange=", "javascript:"];
    let broken =
        holding(&refused, |path, word| !path.starts_with("templates/mail") || word != " style=");
    assert_eq!(broken, Vec::<String>::new());
}

/// What has been made safe says so by its type.
#[test]
fn no_template_shows_anything_unescaped() {
    let broken = holding(&["|safe", "| safe", "|escape(", "| escape(", "|e(", "| e("], |_, _| true);
    assert_eq!(broken, Vec::<String>::new());
}

/// Which templates hold which of `words`, where that `counts`.
fn holding(words: &[&str], counts: impl Fn(&Path, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for path in files(Path::new("templates")) {
        let template = fs::read_to_string(&path).unwrap();
        let those = words.iter().filter(|word| template.contains(**word) && counts(&path, word));
        found.extend(those.map(|word| format!("{}: {word}", path.display())));
    }
    found
}

fn pairs<'a>(colors: &'a [&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    colors.iter().flat_map(|color| BACKGROUNDS.iter().map(|background| (*color, *background)))
}

/// The colors of the light and of the dark theme: every `--name: light-dark(#…, #…)`.
fn palettes() -> [BTreeMap<String, [u8; 3]>; 2] {
    let stylesheet = fs::read_to_string(STYLESHEET).unwrap();
    let mut palettes = [BTreeMap::new(), BTreeMap::new()];
    for declaration in stylesheet.split("--").skip(1) {
        let Some((name, rest)) = declaration.split_once(": light-dark(") else { continue };
        let (light, rest) = rest.split_once(", ").unwrap();
        let (dark, _) = rest.split_once(')').unwrap();
        for (palette, hex) in palettes.iter_mut().zip([light, dark]) {
            palette.insert(name.to_owned(), color(hex));
        }
    }
    palettes
}

/// Reads `#1d2129` or `#fff`.
fn color(hex: &str) -> [u8; 3] {
    let digits: Vec<u8> =
        hex[1..].chars().map(|digit| u8::try_from(digit.to_digit(16).unwrap()).unwrap()).collect();
    match digits[..] {
        [r, g, b] => [r, g, b].map(|digit| digit * 17),
        [r1, r0, g1, g0, b1, b0] => [r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0],
        _ => panic!("{hex} is not a color"),
    }
}

/// The contrast ratio of WCAG 2.2, 1 to 21.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let [dark, light] = {
        let mut luminances = [luminance(a), luminance(b)];
        luminances.sort_by(f64::total_cmp);
        luminances
    };
    (light + 0.05) / (dark + 0.05)
}

/// The relative luminance of WCAG 2.2.
fn luminance(color: [u8; 3]) -> f64 {
    let [r, g, b] = color.map(|channel| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}
