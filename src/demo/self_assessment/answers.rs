//! What agencies answer to each standard of Section 11, by how they score themselves.

/// A standard's key, and the words for met, partly met and not met.
pub(super) const ANSWERS: [(&str, &str, &str, &str); 11] = [
    (
        "leadership",
        "A member of the board carries the duty and reports on it twice a year. Managers can say \
         who decides and who is told.",
        "A board member is named. Commissioned services are not yet part of the yearly report.",
        "The post that carried the duty is empty.",
    ),
    (
        "commitment",
        "The statement is on every site and in every contract, and staff asked on a walk-round \
         could say it in their own words.",
        "The statement is up to date. Contracts let before last year do not have it.",
        "The statement dates from before the services were joined.",
    ),
    (
        "childrens_voice",
        "Young people sat on two appointment panels and changed the waiting room and the letters.",
        "Children are asked at the end of a service. What they say is collected and not yet used.",
        "Children are not asked.",
    ),
    (
        "safer_recruitment",
        "Every file sampled has its checks before the first day, volunteers and agency staff too.",
        "Checks are there for staff. For volunteers, one file in five lacks a second reference.",
        "No sample of files was read this year.",
    ),
    (
        "training_supervision",
        "Training is at the level of the part people play, and supervision is held each month.",
        "Training is up to date for nine of ten. Supervision falls out when teams are short.",
        "There is no record of who was trained.",
    ),
    (
        "allegations",
        "Three concerns about staff reached the designated officer within a day, and those who \
         raised them were thanked.",
        "The procedure is known to managers. Night staff were not sure whom to ring.",
        "The procedure names a post that no longer exists.",
    ),
    (
        "information_sharing",
        "A sample of twenty requests was answered in time, with the reason on file.",
        "Requests are answered in time. Why something was shared or not is written in half of \
         those sampled.",
        "Nobody has looked at what is shared and when.",
    ),
    (
        "working_together",
        "Staff use the partnership's threshold guide, and escalate when they do not agree.",
        "Referrals are good. Staff seldom escalate when they do not agree with a decision.",
        "The threshold guide is not known to front-line staff.",
    ),
    (
        "equality",
        "Figures are read by ethnic group and disability each quarter, and two services were \
         changed because of them.",
        "Figures are kept by ethnic group and disability. They were read once.",
        "Figures are not kept by ethnic group or disability.",
    ),
    (
        "children_looked_after",
        "Children placed here by other areas are known within a week and have the same offer.",
        "Children in our own care are known. Those placed here by others are found out late.",
        "We cannot say which of the children we see are looked after.",
    ),
    (
        "learning",
        "Each briefing is talked through in teams, and a manager checks three files after a \
         quarter.",
        "Briefings reach teams. Whether practice changed is not looked at.",
        "Briefings are not passed on.",
    ),
];
