//! What was said in the last two rounds.

use super::super::cast::Body::{Council, Icb, Police, Schools, Team, Trust, Voluntary};
use super::Said;

pub(super) const FOURTH: [Said; 19] = [
    (
        "1.4",
        Council,
        "A",
        "First report run from the new system.",
        "It counted every sibling twice. The supplier corrects it; we ask for more time once more.",
    ),
    (
        "1.5",
        Voluntary,
        "G",
        "Twenty-one conversations held; three changes made because of them.",
        "",
    ),
    (
        "2a.1",
        Police,
        "G",
        "All shifts trained; custody uses the tool.",
        "",
    ),
    (
        "2a.3",
        Council,
        "R",
        "",
        "Little progress. The date has passed, the agreement is not signed and no child was \
         discussed because of this action. We were too slow to say that our legal teams do not \
         agree, and we should have brought it to the executive two meetings ago. Remedy: the \
         director and the assistant chief constable settle it between them.",
    ),
    (
        "2b.1",
        Schools,
        "G",
        "Lessons taught in all schools of the alliance.",
        "",
    ),
    (
        "2b.2",
        Council,
        "G",
        "52 of 63 conversations were in time.",
        "",
    ),
    (
        "2b.3",
        Police,
        "A",
        "Seven joint visits.",
        "Half of the children who should be visited are not known to us without the mapping.",
    ),
    (
        "3.1",
        Trust,
        "R",
        "Used at both hospitals, not by the council's assessment service.",
        "The date has passed. Assessments before the twenty-first week: 14 of 36, which is not \
         what was promised. Remedy: one manager for the pathway in each agency, from next month.",
    ),
    ("3.3", Trust, "W", "", ""),
    (
        "3.4",
        Council,
        "A",
        "Father's own account in 11 of 25 assessments.",
        "Fathers who live elsewhere are still not found. Probation does not share addresses \
         before sentence.",
    ),
    (
        "4.1",
        Police,
        "A",
        "10 of 15 records have the child's words.",
        "The date has passed and the claim of completion was refused. Specialist workers are in \
         only two of three conferences.",
    ),
    ("4.4", Council, "G", "", ""),
    (
        "5.2",
        Police,
        "G",
        "Health present in 19 of 20 discussions.",
        "",
    ),
    (
        "5.3",
        Trust,
        "G",
        "Nineteen of 22 teams have monthly supervision.",
        "",
    ),
    (
        "5.4",
        Voluntary,
        "G",
        "Advisers wrote to the executive about waiting for help.",
        "",
    ),
    (
        "5.5",
        Team,
        "G",
        "The page opens on hospital computers.",
        "",
    ),
    (
        "5.6",
        Council,
        "R",
        "",
        "Not begun. It waits for action 1.4, and without a decision on the tool it will not be \
         met. Remedy: choose the tool at the next executive whether or not the figures are in.",
    ),
    (
        "5.7",
        Voluntary,
        "A",
        "First list of what families asked for.",
        "Agencies have not said yet what they changed. Two of eight answered.",
    ),
    (
        "5.2",
        Icb,
        "G",
        "Paediatricians join by phone at night as a rule.",
        "",
    ),
];

pub(super) const FIFTH: [Said; 17] = [
    (
        "1.2",
        Schools,
        "A",
        "Every school was asked whether its champion is still in post.",
        "In eight schools the champion has left. Head teachers name a new one before the end of \
         term.",
    ),
    (
        "1.4",
        Council,
        "R",
        "Figures of two quarters are in; schools' figures are missing.",
        "It will not be met in time for the third date either. Remedy: present two agencies' \
         figures now and add schools when they come.",
    ),
    ("1.5", Voluntary, "G", "Thirty-four conversations held.", ""),
    (
        "2a.1",
        Police,
        "G",
        "Screening within five days for 41 of 49 children.",
        "",
    ),
    (
        "2a.3",
        Council,
        "R",
        "",
        "As last time: unsigned. The two directors met once. No child has been discussed because \
         of this action, fourteen months after it began.",
    ),
    (
        "2b.2",
        Council,
        "G",
        "57 of 64 conversations were in time.",
        "",
    ),
    (
        "2b.3",
        Police,
        "R",
        "",
        "The mapping it rests on does not exist. We visit those we know and cannot say whom we \
         miss. Remedy: uncouple it from action 2a.3 or give both up.",
    ),
    (
        "3.1",
        Trust,
        "A",
        "Managers named in all three agencies; 21 of 35 assessments before the twenty-first week.",
        "Better, and not there. The second hospital books late when women change hospital.",
    ),
    ("3.3", Trust, "W", "", ""),
    (
        "3.4",
        Council,
        "A",
        "Father's own account in 15 of 25 assessments.",
        "It depends on the pathway of action 3.1, which is late.",
    ),
    ("4.4", Council, "G", "", ""),
    (
        "5.2",
        Police,
        "A",
        "Claim refused; dip sample repeated.",
        "Health is there, but decisions reach schools late in 7 of 20. The address list is made \
         with the alliance.",
    ),
    (
        "5.3",
        Trust,
        "G",
        "All 22 teams have monthly supervision.",
        "",
    ),
    (
        "5.4",
        Voluntary,
        "G",
        "Advisers scored 7 of 10 for being heard.",
        "",
    ),
    ("5.5", Team, "G", "Twenty-six briefings on the page.", ""),
    (
        "5.6",
        Council,
        "R",
        "",
        "The tool was not chosen: the item fell from the agenda. Remedy as before.",
    ),
    (
        "5.7",
        Voluntary,
        "G",
        "Eleven changes reported back to families.",
        "",
    ),
];
