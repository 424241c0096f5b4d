/// How a respondent stands to a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It does not apply, or somebody else is asked.
    NotApplicable,
    /// Met in full.
    Met,
    /// Not met in full.
    Lacking,
    /// Not met in full, and answered alike in every assessment that is looked at.
    Unmoved,
}

impl State {
    const fn bits(self) -> u8 {
        match self {
            Self::NotApplicable => 0,
            Self::Met => 1,
            Self::Lacking => 2,
            Self::Unmoved => 3,
        }
    }

    const fn of_bits(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::NotApplicable,
            1 => Self::Met,
            2 => Self::Lacking,
            _ => Self::Unmoved,
        }
    }

    /// Whether the criterion is asked, and not met in full.
    pub(super) const fn is_lacking(self) -> bool {
        matches!(self, Self::Lacking | Self::Unmoved)
    }
}

/// The states of a criterion after the other, of each respondent in turn, four in a byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct States(Vec<u8>);

impl States {
    pub(super) fn pack(states: impl IntoIterator<Item = State>) -> Self {
        let mut bytes = Vec::new();
        for (at, state) in states.into_iter().enumerate() {
            let bits = state.bits() << (at % 4 * 2);
            if at % 4 == 0 {
                bytes.push(bits);
            } else if let Some(last) = bytes.last_mut() {
                *last |= bits;
            }
        }
        Self(bytes)
    }

    /// Reads back the [`bytes`](Self::bytes) of so many states; `None` when they are fewer or more.
    pub(super) fn stored(bytes: Vec<u8>, states: usize) -> Option<Self> {
        (bytes.len() == states.div_ceil(4)).then_some(Self(bytes))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The state at a position; beyond the last, what does not apply.
    pub(super) fn at(&self, position: usize) -> State {
        let byte = self.0.get(position / 4).copied().unwrap_or(0);
        State::of_bits(byte >> (position % 4 * 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_read_back_as_they_were_packed() {
        use State::{Lacking, Met, NotApplicable, Unmoved};
        let states = [Met, Unmoved, NotApplicable, Lacking, Unmoved, Met];

        let packed = States::pack(states);
        let read = States::stored(packed.bytes().to_vec(), states.len()).unwrap();

        assert_eq!(read.bytes().len(), 2);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|at| read.at(at)), states);
        assert_eq!(States::stored(packed.bytes().to_vec(), 9), None);
    }
}
