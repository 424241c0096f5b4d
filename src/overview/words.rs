//! Numbers and lists, as sentences say them.

/// Small numbers in words.
pub fn number(n: usize) -> String {
    const WORDS: [&str; 10] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// The text with a capital at its beginning.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// `1 team`, `3 teams`.
pub fn counted(n: usize, singular: &str) -> String {
    if n == 1 { format!("1 {singular}") } else { format!("{n} {singular}s") }
}

/// A change in points: `+1 point`, `−3 points`, `no change`.
pub fn change(points: i32) -> String {
    let unit = if points.abs() == 1 { "point" } else { "points" };
    match points {
        0 => "no change".to_owned(),
        1.. => format!("+{points} {unit}"),
        _ => format!("−{} {unit}", points.abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lists_are_said_as_people_say_them() {
        assert_eq!([0, 1, 9, 10].map(number), ["no", "one", "nine", "10"]);
        assert_eq!(capitalized("éclair"), "Éclair");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!([0, 1, -3].map(change), ["no change", "+1 point", "−3 points"]);
        assert_eq!([0, 1, 2].map(|n| counted(n, "team")), ["0 teams", "1 team", "2 teams"]);
    }
}
