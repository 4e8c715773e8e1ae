//! A pack that another build wrote and that is never to be edited: what was handed over stays
//! genuine for every build that comes after.

use super::sample::sample;
use super::zipped::check;

const GOLDEN: &[u8] = include_bytes!("../golden/pack-v1.zip");

#[test]
fn a_pack_that_another_build_made_is_genuine_for_this_one() {
    let report = check(GOLDEN);
    assert_eq!(report.problems, vec![]);
    assert!(report.genuine);
}

#[test]
fn this_build_makes_the_bytes_that_the_other_made_so_that_one_judges_both() {
    assert!(
        sample() == GOLDEN,
        "the format changed: that needs a new number"
    );
}
