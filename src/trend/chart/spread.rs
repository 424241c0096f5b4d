//! Labels that stand close to where they belong, and never on each other.

/// Moves `wanted` positions apart until they lie `pitch` from each other, between `top` and `bottom`.
///
/// They keep their order (equal ones that of the slice) and move as little as they can: neighbors
/// that would overlap form a block around the mean of what they wanted. This is the isotonic
/// regression of `wanted` less the room that the labels before each one need. More labels than there
/// is room for run over the bottom.
pub(super) fn spread(wanted: &[i32], pitch: i32, top: i32, bottom: i32) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&index| wanted[index]);

    let mut blocks: Vec<Block> = Vec::with_capacity(order.len());
    let mut before = 0;
    for &index in &order {
        let mut block = Block { sum: wanted[index] - before, count: 1 };
        while let Some(above) = blocks.pop_if(|above| above.mean() > block.mean()) {
            block = Block { sum: above.sum + block.sum, count: above.count + block.count };
        }
        blocks.push(block);
        before += pitch;
    }

    let lowest = (bottom - (before - pitch)).max(top);
    let starts = blocks.iter().flat_map(|block| (0..block.count).map(|_| block.mean()));
    let mut positions = vec![0; wanted.len()];
    let mut before = 0;
    for (index, start) in order.into_iter().zip(starts) {
        positions[index] = start.clamp(top, lowest) + before;
        before += pitch;
    }
    positions
}

/// Labels that touch: the sum of where their first would want to stand, and how many they are.
struct Block {
    sum: i32,
    count: i32,
}

impl Block {
    fn mean(&self) -> i32 {
        self.sum.div_euclid(self.count)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn labels_with_room_stay_where_they_belong() {
        assert_eq!(spread(&[100, 20, 60], 19, 0, 300), [100, 20, 60]);
    }

    #[test]
    fn two_that_would_overlap_part_around_their_middle() {
        assert_eq!(spread(&[100, 102], 20, 0, 300), [91, 111]);
    }

    #[test]
    fn at_the_edge_they_stack_inward() {
        assert_eq!(spread(&[0, 0, 0], 20, 0, 300), [0, 20, 40]);
        assert_eq!(spread(&[300, 300], 20, 0, 300), [280, 300]);
    }

    proptest! {
        #[test]
        fn labels_never_overlap_and_keep_their_order(
            wanted in prop::collection::vec(-50..400_i32, 0..10),
            pitch in 1..34_i32,
        ) {
            let placed = spread(&wanted, pitch, 0, 310);

            prop_assert!(placed.iter().all(|y| (0..=310).contains(y)));
            for (a, b) in (0..placed.len()).flat_map(|b| (0..b).map(move |a| (a, b))) {
                prop_assert!((placed[a] - placed[b]).abs() >= pitch, "{placed:?}");
                prop_assert_eq!(placed[a] < placed[b], wanted[a] <= wanted[b]);
            }
        }
    }
}
