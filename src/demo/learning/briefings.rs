//! Six briefings: one most agencies passed on, one few did, one all did, one withdrawn, one that
//! is being passed on now, and one in draft.

use super::super::cast::{
    Body, CHAIR, CSPR, MANAGER, PQA, Who, audit, briefing, finding, lead, recommendation,
};
use super::super::dates::{FRI, MON, THU, TUE, WED, on};
use super::super::story::Story;
use events::briefing::{Command, Part, Passage, Source, SourceKind};
use uuid::Uuid;

/// What an agency confirmed: in which week, which teams, how many people, and how.
struct Confirmed(Body, u16, &'static [&'static str], u32, &'static str);

struct Told {
    name: &'static str,
    reference: &'static str,
    title: &'static str,
    theme: &'static str,
    sources: fn() -> Vec<Source>,
    parts: &'static [(Part, &'static str)],
    drafted: (u16, Who),
    cleared: Option<(u16, Who)>,
    published: Option<(u16, &'static str)>,
    asked: &'static [Body],
    /// In which week they were asked, and by the end of which they confirm.
    asked_in: u16,
    due: u16,
    confirmed: &'static [Confirmed],
    chased: &'static [(Body, u16)],
    withdrawn: Option<(u16, &'static str)>,
}

fn of(kind: SourceKind, id: Uuid, title: &str) -> Source {
    Source {
        kind,
        id: Some(id),
        title: title.to_owned(),
    }
}

fn elsewhere(title: &str) -> Source {
    Source {
        kind: SourceKind::Elsewhere,
        id: None,
        title: title.to_owned(),
    }
}

const NEGLECT: Told = Told {
    name: "neglect",
    reference: "B1",
    title: "Neglect: put what you know beside what others know",
    theme: "neglect",
    sources: || {
        vec![
            of(
                SourceKind::Finding,
                finding("neglect", 1).0,
                "First finding of the audit of neglect",
            ),
            of(SourceKind::Audit, audit("neglect").0, "Audit of neglect"),
        ]
    },
    parts: &[
        (
            Part::Why,
            "Eleven children were looked at together last year. Most had been known for \
                     years, and what each agency saw had never been put side by side.",
        ),
        (
            Part::Happened,
            "Appointments were missed, school was missed, homes were cold. Each was \
                          noted by somebody and explained by itself.",
        ),
        (
            Part::LookedAt,
            "Four agencies read their own records with the same questions, then read \
                          all returns of each case side by side.",
        ),
        (
            Part::Learned,
            "Neglect is seen by the one who sees the pattern. A single visit rarely \
                         shows it; a page of dates from three agencies does.",
        ),
        (
            Part::Good,
            "The health visitor, the school and the social worker keep one list of what \
                      was missed, and look at it together every month.",
        ),
        (
            Part::ToDo,
            "Before your next visit, ask the other two agencies what was missed since the \
                      last one. Write the answer down. Use the agreed tool.",
        ),
        (
            Part::Discuss,
            "Whom did you last ask? Which family are you worried about for whom nobody \
                         keeps that list?",
        ),
    ],
    drafted: (30, PQA),
    cleared: Some((31, CHAIR)),
    published: Some((32, "Everybody who visits families or teaches children")),
    asked: &[
        Body::Council,
        Body::Icb,
        Body::Trust,
        Body::Police,
        Body::Schools,
        Body::Voluntary,
    ],
    asked_in: 32,
    due: 37,
    confirmed: &[
        Confirmed(
            Body::Council,
            35,
            &["Front door", "Long-term team east", "Long-term team west"],
            64,
            "Read and talked about in team meetings, with one case brought by each team.",
        ),
        Confirmed(
            Body::Icb,
            36,
            &["Safeguarding leads of practices"],
            31,
            "At the leads’ quarterly meeting.",
        ),
        Confirmed(
            Body::Trust,
            37,
            &["Health visitors", "Emergency department"],
            88,
            "In supervision groups; the emergency department read it at handover.",
        ),
        Confirmed(
            Body::Schools,
            37,
            &["Designated leads"],
            42,
            "Sent to every lead and talked about in the network.",
        ),
        Confirmed(
            Body::Police,
            43,
            &["Child protection unit"],
            19,
            "On a training day of the unit.",
        ),
    ],
    chased: &[
        (Body::Police, 39),
        (Body::Voluntary, 39),
        (Body::Voluntary, 46),
    ],
    withdrawn: None,
};

const FATHERS: Told = Told {
    name: "fathers",
    reference: "B2",
    title: "Fathers: ask, write down, include",
    theme: "infants",
    sources: || {
        vec![of(
            SourceKind::Finding,
            finding("fathers", 1).0,
            "First finding of the audit of work with fathers",
        )]
    },
    parts: &[
        (
            Part::Why,
            "In most assessments looked at, the father was named and not spoken with.",
        ),
        (
            Part::LookedAt,
            "An audit of assessments across three agencies.",
        ),
        (
            Part::Learned,
            "Men who live elsewhere are left out most often, and are sometimes the \
                         safest adult there is.",
        ),
        (
            Part::Good,
            "Both parents are asked the same questions, apart, and the record says who \
                      said what.",
        ),
        (
            Part::ToDo,
            "In every assessment say which men matter to the children, and what each of \
                      them told you.",
        ),
    ],
    drafted: (37, PQA),
    cleared: Some((38, MANAGER)),
    published: Some((39, "Everybody who assesses families")),
    asked: &[
        Body::Council,
        Body::Trust,
        Body::Probation,
        Body::YouthJustice,
        Body::Housing,
    ],
    asked_in: 39,
    due: 44,
    confirmed: &[
        Confirmed(
            Body::Council,
            44,
            &["Assessment team"],
            23,
            "In two team meetings.",
        ),
        Confirmed(
            Body::YouthJustice,
            42,
            &["Case managers"],
            14,
            "Talked about in group supervision.",
        ),
    ],
    chased: &[
        (Body::Trust, 46),
        (Body::Probation, 46),
        (Body::Housing, 47),
    ],
    withdrawn: None,
};

const BABIES: Told = Told {
    name: "babies",
    reference: "B3",
    title: "Safer sleep is everybody’s question",
    theme: "infants",
    sources: || vec![elsewhere("National review of safer sleep, as adopted here")],
    parts: &[
        (
            Part::Why,
            "The national review names what can be changed, and we adopted it.",
        ),
        (
            Part::Learned,
            "Advice on sleep is forgotten in a crisis. It has to be asked about by \
                         whoever is in the home that night.",
        ),
        (
            Part::ToDo,
            "Whoever enters a home with a baby looks at where the baby sleeps and says \
                      what they saw.",
        ),
        (Part::Discuss, "Who among us goes into homes at night?"),
    ],
    drafted: (46, CSPR),
    cleared: Some((47, CHAIR)),
    published: Some((48, "Everybody who enters homes with babies")),
    asked: &[Body::Council, Body::Trust, Body::Police, Body::Housing],
    asked_in: 48,
    due: 53,
    confirmed: &[
        Confirmed(
            Body::Council,
            50,
            &["Emergency duty team", "Family support"],
            38,
            "In team meetings.",
        ),
        Confirmed(
            Body::Trust,
            51,
            &["Midwives", "Health visitors"],
            117,
            "In supervision, with the checklist.",
        ),
        Confirmed(
            Body::Police,
            52,
            &["Response teams"],
            140,
            "At shift briefings for one week.",
        ),
        Confirmed(
            Body::Housing,
            53,
            &["Tenancy officers"],
            26,
            "At the monthly meeting.",
        ),
    ],
    chased: &[],
    withdrawn: None,
};

const DOMESTIC: Told = Told {
    name: "domestic abuse",
    reference: "B4",
    title: "Children who live with domestic abuse",
    theme: "domestic_abuse",
    sources: || {
        vec![of(
            SourceKind::Audit,
            audit("domestic-abuse").0,
            "Audit of work with children who live with domestic abuse",
        )]
    },
    parts: &[
        (
            Part::Happened,
            "A situation was described so closely that people in one office could \
                          have known it.",
        ),
        (
            Part::Learned,
            "Children hear and see more than adults believe.",
        ),
        (
            Part::ToDo,
            "Ask children what they hear at night, and what they do then.",
        ),
    ],
    drafted: (57, PQA),
    cleared: Some((58, CHAIR)),
    published: Some((58, "Everybody who works with children")),
    asked: &[Body::Council, Body::Police, Body::Schools],
    asked_in: 58,
    due: 63,
    confirmed: &[Confirmed(
        Body::Council,
        59,
        &["Front door"],
        12,
        "Read at the morning meeting.",
    )],
    chased: &[],
    withdrawn: Some((
        60,
        "Somebody could have been recognised under the second heading. A new one will be written.",
    )),
};

const AGAIN: Told = Told {
    name: "learning review",
    reference: "B5",
    title: "When appointments are missed",
    theme: "neglect",
    sources: || {
        vec![of(
            SourceKind::Recommendation,
            recommendation("LR2").0,
            "Recommendation LR2",
        )]
    },
    parts: &[
        (
            Part::Why,
            "The recommendation is a year old, and the second audit of neglect asks for it \
                     again.",
        ),
        (
            Part::Learned,
            "Children do not miss appointments. They are not brought.",
        ),
        (
            Part::ToDo,
            "After the second time, speak with whoever brings them, and tell the school \
                      nurse.",
        ),
        (
            Part::Discuss,
            "What do our letters say? Do they say was not brought?",
        ),
    ],
    drafted: (71, PQA),
    cleared: Some((72, MANAGER)),
    published: Some((72, "Everybody who gives appointments to children")),
    asked: &[
        Body::Council,
        Body::Icb,
        Body::Trust,
        Body::Schools,
        Body::Voluntary,
    ],
    asked_in: 73,
    due: 81,
    confirmed: &[Confirmed(
        Body::Icb,
        76,
        &["Practice managers"],
        22,
        "In a webinar.",
    )],
    chased: &[],
    withdrawn: None,
};

const DRAFT: Told = Told {
    name: "discussions",
    reference: "B6",
    title: "Strategy discussions: who has to be there",
    theme: "information_sharing",
    sources: || {
        vec![of(
            SourceKind::Audit,
            audit("discussions-repeat").0,
            "Second audit of strategy discussions",
        )]
    },
    parts: &[
        (Part::Why, "Health was missing from some discussions again."),
        (
            Part::Learned,
            "Where health was there, the plan was made the same day.",
        ),
    ],
    drafted: (76, PQA),
    cleared: None,
    published: None,
    asked: &[],
    asked_in: 0,
    due: 0,
    confirmed: &[],
    chased: &[],
    withdrawn: None,
};

pub(super) fn tell(story: &mut Story) {
    for told in [&NEGLECT, &FATHERS, &BABIES, &DOMESTIC, &AGAIN, &DRAFT] {
        drafted(story, told);
        passed_on(story, told);
    }
}

fn drafted(story: &mut Story, told: &Told) {
    let stream = briefing(told.name);
    let parts = told.parts.iter().map(|(part, words)| Passage {
        part: *part,
        words: (*words).into(),
    });
    let draft = Command::DraftBriefing {
        reference: told.reference.to_owned(),
        title: told.title.to_owned(),
        theme: Some(told.theme.to_owned()),
        sources: (told.sources)(),
        parts: parts.collect(),
    };
    let (week, who) = told.drafted;
    story.step(on(week, TUE, 10), who, stream, draft);
    if let Some((week, who)) = told.cleared {
        story.step(on(week, WED, 11), who, stream, Command::ClearBriefing {});
    }
    if let Some((week, audience)) = told.published {
        let publish = Command::PublishBriefing {
            audience: audience.to_owned(),
        };
        story.step(on(week, THU, 9), who, stream, publish);
    }
    if let Some((week, why)) = told.withdrawn {
        let withdraw = Command::WithdrawBriefing {};
        story
            .step(on(week, FRI, 14), who, stream, withdraw)
            .because(why);
    }
}

fn passed_on(story: &mut Story, told: &Told) {
    if told.asked.is_empty() {
        return;
    }
    let stream = briefing(told.name);
    let request = Command::RequestCascade {
        agencies: told.asked.iter().map(|body| body.id()).collect(),
        due: story.dates.day(on(told.due, FRI, 12)),
    };
    story.step(on(told.asked_in, FRI, 10), told.drafted.1, stream, request);
    for Confirmed(body, week, teams, reached, how) in told.confirmed {
        let confirm = Command::ConfirmCascade {
            agency: body.id(),
            teams: teams.iter().map(|team| (*team).to_owned()).collect(),
            reached: *reached,
            how: (*how).into(),
        };
        story.step(on(*week, THU, 14), lead(*body), stream, confirm);
    }
    for (body, week) in told.chased {
        let chase = Command::ChaseCascade { agency: body.id() };
        story.step(on(*week, MON, 13), told.drafted.1, stream, chase);
    }
}
