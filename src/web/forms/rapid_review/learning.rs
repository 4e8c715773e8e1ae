//! The forms about what was learned before, and what is learned now.

use super::super::choices;
use super::{Ask, WITHOUT_NAMES};
use crate::web::components::dates::date_text;
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use crate::web::pages::shown;
use events::ids::StreamId;
use events::rapid_review::Earlier;
use projections::earlier::{Learned, LearnedIn};
use projections::recommendations::Recommendation;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many of what is on other themes are offered.
const EARLIER_SHOWN: usize = 40;

/// Something earlier that can be ticked.
struct Offered {
    on_theme: bool,
    position: u64,
    source: Uuid,
    choice: Choice,
}

/// How a recommendation stands, and the difference it made.
fn standing(one: &Recommendation) -> String {
    let impact = one.impact.last().map(|judged| judged.judgement);
    let impact = impact.map_or("impact not judged", shown::impact_word);
    format!(
        "{}, {}",
        one.state().word().to_lowercase(),
        impact.to_lowercase()
    )
}

impl<'a> Ask<'a> {
    fn theme_name(self, code: &str) -> &'a str {
        let themes = &self.reading.view.people.themes;
        let theme = themes.iter().find(|theme| theme.code == code);
        theme.map_or("", |theme| theme.name.as_str())
    }

    /// What was found, learned and recommended before. What is on a theme of what was learned here
    /// comes first, then the latest. What the form was opened for is offered whatever its age.
    fn earlier(self) -> Vec<Choice> {
        let view = self.reading.view;
        let asked: Option<Uuid> = self.reading.asked_for("like");
        let mine = StreamId::from(self.known.id);
        let mut known: Vec<Offered> = Vec::new();
        let learned = view.learned().into_iter();
        for one in learned.filter(|one| one.of.thing() != mine) {
            known.push(self.offer_learned(&one));
        }
        for one in view.recommendations.all() {
            if !view.is_only_of(one, mine) {
                known.push(self.offer_recommendation(one));
            }
        }
        known.sort_by_key(|one| (!one.on_theme, Reverse(one.position)));
        let others = known.iter().filter(|one| !one.on_theme);
        let shown = others.take(EARLIER_SHOWN).map(|one| one.position);
        let shown: BTreeSet<u64> = shown.collect();
        known.retain(|one| {
            one.on_theme || shown.contains(&one.position) || asked == Some(one.source)
        });
        known.into_iter().map(|one| one.choice).collect()
    }

    fn is_on_theme(self, theme: Option<&str>) -> bool {
        let mut points = self.known.points.iter();
        points.any(|point| self.reading.view.is_on_theme(theme, &point.theme))
    }

    fn offer_learned(self, one: &Learned<'_>) -> Offered {
        let view = self.reading.view;
        let earlier = match one.of {
            LearnedIn::Audit(_, id) => Earlier::Finding(id),
            LearnedIn::RapidReview(_, id) => Earlier::LearningPoint(id),
            LearnedIn::PracticeReview(_, id) => Earlier::ReviewFinding(id),
            LearnedIn::Inspection(_, id) => Earlier::InspectionFinding(id),
        };
        let made: Vec<String> = view
            .recommendations
            .from_source(one.of.source())
            .map(|made| format!("recommendation {} {}", made.reference, standing(made)))
            .collect();
        let came_of = if made.is_empty() {
            "no recommendation came of it".to_owned()
        } else {
            made.join("; ")
        };
        let name = format!(
            "{} {}: {}, {}; {came_of}",
            view.learned_word(one.of),
            one.reference,
            self.theme_name(view.theme_now(one.theme)),
            date_text(one.recorded.occurred_on),
        );
        Offered {
            on_theme: self.is_on_theme(Some(one.theme)),
            position: one.recorded.position,
            source: one.of.source(),
            choice: (choices::json_value(&earlier), name),
        }
    }

    fn offer_recommendation(self, one: &Recommendation) -> Offered {
        let name = choices::recommendation_name(self.reading, one);
        let on = date_text(one.made.occurred_on);
        let name = format!("Recommendation {name}, {on}; {}", standing(one));
        Offered {
            on_theme: self.is_on_theme(one.theme.as_deref()),
            position: one.made.position,
            source: one.id.0,
            choice: (choices::json_value(&Earlier::Recommendation(one.id)), name),
        }
    }

    /// What the form was opened for, as it is ticked.
    fn ticked(self, offered: &[Choice]) -> Option<String> {
        let asked: Uuid = self.reading.asked_for("like")?;
        let asked = asked.to_string();
        let mut offered = offered.iter();
        let found = offered.find(|(value, _)| value.contains(&asked));
        found.map(|(value, _)| value.clone())
    }

    pub(super) fn check_learning(self) -> CommandForm {
        let offered = self.earlier();
        let ticked = self.ticked(&offered);
        self.begin(
            "check_previous_learning",
            "Say whether this was learned before",
        )
        .ask(
            Question::new(
                "matches",
                "Which of these is the same learning?",
                Kind::Several(offered),
            )
            .hint(
                "What is on the themes of this review comes first, then the latest. Leave empty \
                 where nothing like it was learned before.",
            )
            .answered_where(ticked)
            .optional(),
        )
        .ask(
            Question::new("words", "What does that say about this case?", Kind::Words)
                .hint(WITHOUT_NAMES),
        )
        .button("Record it")
    }

    pub(super) fn record_point(self) -> CommandForm {
        let themes = Kind::Select(choices::themes(self.reading));
        self.begin("record_learning_point", "Record a learning point")
            .ask(Question::new("point", "", Kind::FreshId))
            .ask(Question::new("statement", "What was learned?", Kind::Words).hint(WITHOUT_NAMES))
            .ask(Question::new("theme", "Theme", themes))
            .button("Record the learning point")
    }

    pub(super) fn correct_point(self) -> CommandForm {
        let points = (1..).zip(&self.known.points);
        let points: Vec<Choice> = points
            .map(|(number, one)| {
                let name = format!("Learning point {number}: {}", self.theme_name(&one.theme));
                (one.id.to_string(), name)
            })
            .collect();
        let asked = self.reading.asked("point");
        let mut all = self.known.points.iter();
        let opened = all.find(|one| Some(one.id.to_string().as_str()) == asked);
        let said = opened.map(|one| self.reading.plain(&one.statement));
        let themes = Kind::Select(choices::themes(self.reading));
        self.begin("correct_learning_point", "Put a learning point otherwise")
            .ask(choices::which(
                self.reading,
                "point",
                "Which learning point?",
                points,
            ))
            .ask(
                Question::new("statement", "What was learned?", Kind::Words)
                    .hint(WITHOUT_NAMES)
                    .answered_where(said),
            )
            .ask(
                Question::new("theme", "Theme", themes)
                    .answered_where(opened.map(|one| one.theme.clone())),
            )
            .reason(Asked::Required)
            .button("Correct it")
    }
}
