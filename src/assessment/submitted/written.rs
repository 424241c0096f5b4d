//! Answers as they are stored with the figures that come of them.

use crate::maturity::{Answer, Answers, Model, Quarters};

/// The text is not the answers of one assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stored answers are one of 0 to 4, - and . for each criterion of the model")]
pub struct NotAnswers;

/// One character a criterion, in the order of the model: `0` to `4` quarters, `-` where it does
/// not apply, `.` where it is unanswered.
pub fn write(model: &Model, answers: &Answers) -> String {
    let character = |position| match answers.of(position) {
        Answer::Unanswered => '.',
        Answer::NotApplicable => '-',
        Answer::Given(quarters) => char::from(b'0' + quarters.number()),
    };
    (0..model.criteria().len()).map(character).collect()
}

/// Reads back what [`write()`] wrote.
pub fn read(model: &Model, written: &str) -> Result<Answers, NotAnswers> {
    if written.len() != model.criteria().len() {
        return Err(NotAnswers);
    }
    let mut answers = Answers::none(model);
    for (position, character) in written.bytes().enumerate() {
        let answer = match character {
            b'.' => Answer::Unanswered,
            b'-' => Answer::NotApplicable,
            digit => {
                let quarters = digit.checked_sub(b'0').and_then(Quarters::new);
                Answer::Given(quarters.ok_or(NotAnswers)?)
            }
        };
        answers.set(position, answer);
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_read_back_as_they_were_written() {
        let model = Model::built_in();
        let mut answers = Answers::none(model);
        for quarters in 0..=4 {
            answers.set(quarters.into(), Answer::Given(Quarters::new(quarters).unwrap()));
        }
        answers.set(5, Answer::NotApplicable);

        let written = write(model, &answers);

        assert!(written.starts_with("01234-..") && written.ends_with("...."), "{written}");
        assert_eq!(read(model, &written), Ok(answers));
    }

    #[test]
    fn what_cannot_be_answers_to_the_model_is_refused() {
        let model = Model::built_in();
        let unanswered = write(model, &Answers::none(model));
        for wrong in [String::new(), unanswered[1..].to_owned(), unanswered.replacen('.', "5", 1)] {
            assert_eq!(read(model, &wrong), Err(NotAnswers), "{wrong}");
        }
    }
}
