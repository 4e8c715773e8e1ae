//! Every address of the pages, a row each: what serves it, and what somebody needs to be let
//! through to it.

use super::not_too_large;
use crate::web::entrance::by_sign_in::HOW_LONG_IS_LEFT;
use crate::web::entrance::{Needs, guard};
use crate::web::health;
use crate::web::pages;
use crate::web::pages::export::Format;
use crate::web::posted::{FORM_BYTES_MAX, UPLOAD_BYTES_MAX};
use crate::web::verifier;
use crate::web::visit::{Shared, Visit};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{MethodRouter, get, post};
use events::everywhere::Area;

/// One address of the pages, what serves it, and what somebody needs to be let through to it.
pub struct Address {
    /// The address, with its parts in braces.
    pub path: String,
    /// What somebody needs.
    pub needs: Needs,
    serve: MethodRouter<Shared>,
    limit: usize,
}

impl Address {
    fn new(path: impl Into<String>, needs: Needs, serve: MethodRouter<Shared>) -> Self {
        Self {
            path: path.into(),
            needs,
            serve,
            limit: FORM_BYTES_MAX,
        }
    }

    /// The same, taking a file, which may be larger than a form.
    fn uploading(mut self) -> Self {
        self.limit = UPLOAD_BYTES_MAX;
        self
    }

    pub(super) fn added_to(self, router: Router<Shared>) -> Router<Shared> {
        let mut serve = self.serve.layer(DefaultBodyLimit::max(self.limit));
        if self.limit == UPLOAD_BYTES_MAX {
            serve = serve.layer(middleware::from_fn(not_too_large));
        }
        let guarded = serve.layer(middleware::from_fn_with_state(self.needs, guard));
        router.route(&self.path, guarded)
    }
}

/// Every address of the pages. There is no way to serve a page that has no row here, and no row
/// without what it needs.
pub fn addresses() -> Vec<Address> {
    let mut all = work();
    all.extend(plans());
    all.extend(assurance());
    all.extend(reviews());
    all.extend(practice_reviews());
    all.extend(inspections());
    all.extend(learning());
    all.extend(records());
    all.extend(exports());
    all.extend(importing());
    all.extend(accounts());
    all.extend(own_account());
    all.extend(accesses());
    all.extend(checkpoints());
    all.extend(about());
    all.extend(entry());
    all
}

const WORK: Needs = Needs::Area(Area::Work);
const TRAIL: Needs = Needs::Area(Area::Trail);
const SETTINGS: Needs = Needs::Area(Area::Settings);
const IMPORT: Needs = Needs::Area(Area::Import);
const ACCOUNTS: Needs = Needs::Area(Area::Accounts);
const HAND_OVER: Needs = Needs::Area(Area::HandOver);
const OWN: Needs = Needs::Area(Area::OwnAccount);
const ACCESSES: Needs = Needs::Area(Area::Accesses);
const PROOFS: Needs = Needs::Area(Area::Proofs);
const PACKS: Needs = Needs::Area(Area::Packs);
const CHECKPOINTS: Needs = Needs::Area(Area::Checkpoints);

/// The position, what falls due, what is missing, and what happened.
fn work() -> Vec<Address> {
    vec![
        Address::new("/", Needs::Somebody, get(pages::home::home)),
        Address::new("/deadlines", WORK, get(pages::deadlines::deadlines)),
        Address::new(
            "/deadlines/calculator",
            WORK,
            get(pages::deadlines::calculator),
        ),
        Address::new("/gaps", WORK, get(pages::gaps::gaps)),
        Address::new("/compare", WORK, get(pages::compare::show)),
        Address::new("/compare/export.xlsx", WORK, get(pages::compare::export)),
        Address::new("/compare/export.csv", WORK, get(pages::compare::export)),
        Address::new("/trail", TRAIL, get(pages::trail::trail)),
        Address::new("/trail/{position}", TRAIL, get(pages::trail::event)),
        Address::new("/evidence-packs", WORK, get(pages::packs::list)),
        Address::new(
            "/evidence-packs/new",
            PACKS,
            get(pages::packs::ask).post(pages::packs::submit),
        ),
        Address::new("/evidence-pack/{id}", WORK, get(pages::packs::show)),
        Address::new(
            "/evidence-pack/{id}/pack.zip",
            WORK,
            get(pages::packs::file),
        ),
        Address::new(
            "/search",
            WORK,
            get(pages::search::form).post(pages::search::submit),
        ),
        Address::new("/search/{id}", WORK, get(pages::search::results)),
        Address::new("/settings", SETTINGS, get(pages::settings::settings)),
        Address::new("/settings/meetings", WORK, get(pages::meetings::meetings)),
        Address::new("/meeting/{id}", WORK, get(pages::meetings::meeting)),
        Address::new(
            "/meeting/{id}/paper/{paper}/file",
            WORK,
            get(pages::meetings::papers::file),
        ),
        Address::new(
            "/meeting/{id}/check-paper",
            WORK,
            get(pages::meetings::papers::ask).post(pages::meetings::papers::look),
        )
        .uploading(),
        // Which commands a role may give, and on what, is for the rules.
        Address::new(
            "/record/{kind}/{id}/{command}",
            Needs::Somebody,
            get(pages::record::form).post(pages::record::submit),
        )
        .uploading(),
    ]
}

/// The plan, its actions, recommendations and evidence, and their threads.
fn plans() -> Vec<Address> {
    vec![
        Address::new("/plan", WORK, get(pages::plan::list)),
        Address::new("/plan/{id}", WORK, get(pages::plan::show)),
        Address::new(
            "/plan/{id}/priority/{priority}",
            WORK,
            get(pages::priority::show),
        ),
        Address::new("/actions", WORK, get(pages::actions::list)),
        Address::new("/action/{id}", WORK, get(pages::action::show)),
        Address::new("/rag-round", WORK, get(pages::rag_round::list)),
        Address::new("/recommendations", WORK, get(pages::recommendations::list)),
        Address::new(
            "/recommendation/{id}",
            WORK,
            get(pages::recommendation::show),
        ),
        Address::new("/evidence/{id}", WORK, get(pages::evidence::show)),
        Address::new("/evidence/{id}/file", WORK, get(pages::files::file)),
        Address::new("/thread/{kind}/{id}", WORK, get(pages::thread::show)),
    ]
}

/// The year's audits, and who has to return what.
fn assurance() -> Vec<Address> {
    use pages::audits::{chase, list, on_theme, programme};
    use pages::self_assessments as rounds;
    vec![
        Address::new("/audits", WORK, get(list::list)),
        Address::new("/audits/on-theme", WORK, get(on_theme::show)),
        Address::new("/audit/{id}", WORK, get(pages::audit::show)),
        Address::new("/audit/{id}/report", WORK, get(pages::audit::report::show)),
        Address::new("/case/{id}", WORK, get(pages::audit::case::show)),
        Address::new("/finding/{id}", WORK, get(pages::audit::finding::show)),
        Address::new("/programmes", WORK, get(programme::list)),
        Address::new("/programme/{id}", WORK, get(programme::show)),
        Address::new("/returns-to-chase", WORK, get(chase::show)),
        Address::new("/self-assessments", WORK, get(rounds::list)),
        Address::new("/self-assessment/{id}", WORK, get(rounds::campaign::show)),
        Address::new(
            "/self-assessment/{id}/heat-map",
            WORK,
            get(rounds::heat::show),
        ),
        Address::new(
            "/self-assessment/{id}/heat-map/export.xlsx",
            WORK,
            get(pages::export::heat_map),
        ),
        Address::new(
            "/self-assessment/{id}/heat-map/export.csv",
            WORK,
            get(pages::export::heat_map),
        ),
        Address::new("/return/{id}", WORK, get(rounds::service_return::show)),
        Address::new("/return/{id}/file.json", WORK, get(rounds::elsewhere::file)),
        Address::new(
            "/return/{id}/take-over",
            WORK,
            get(rounds::elsewhere::start).post(rounds::elsewhere::look),
        )
        .uploading(),
    ]
}

/// Serious incidents and the reviews of them.
fn reviews() -> Vec<Address> {
    use pages::reviews::{incident, incidents, landing, rapid_review, rapid_reviews};
    use pages::reviews::{statutory, subject};
    vec![
        Address::new("/reviews", WORK, get(landing::show)),
        Address::new("/incidents", WORK, get(incidents::list)),
        Address::new("/incident/{id}", WORK, get(incident::show)),
        Address::new("/rapid-reviews", WORK, get(rapid_reviews::list)),
        Address::new("/rapid-review/{id}", WORK, get(rapid_review::show)),
        Address::new("/review-subject/{id}", WORK, get(subject::show)),
        Address::new("/statutory-returns", WORK, get(statutory::show)),
        Address::new(
            "/statutory-returns/export.xlsx",
            WORK,
            get(statutory::export),
        ),
        Address::new(
            "/statutory-returns/export.csv",
            WORK,
            get(statutory::export),
        ),
    ]
}

/// Inspections, and what an inspector reads first.
fn inspections() -> Vec<Address> {
    use pages::{inspections, orientation};
    vec![
        Address::new("/inspections", WORK, get(inspections::list::list)),
        Address::new("/inspection/{id}", WORK, get(inspections::inspection::show)),
        Address::new("/orientation", WORK, get(orientation::show)),
    ]
}

/// Practice reviews.
fn practice_reviews() -> Vec<Address> {
    use pages::practice_reviews as reviews;
    vec![
        Address::new("/practice-reviews", WORK, get(reviews::list::list)),
        Address::new("/practice-review/{id}", WORK, get(reviews::review::show)),
        Address::new(
            "/practice-review/{id}/scan",
            WORK,
            get(reviews::scan::ask).post(reviews::scan::look),
        )
        .uploading(),
    ]
}

/// How what was learned is spread.
fn learning() -> Vec<Address> {
    use pages::export::{attendance, cascade};
    use pages::learning;
    let mut all = vec![
        Address::new("/learning", WORK, get(learning::show)),
        Address::new("/briefings", WORK, get(learning::briefings::list)),
        Address::new("/briefing/{id}", WORK, get(learning::briefing::show)),
        Address::new(
            "/briefing/{id}/seven-minute",
            WORK,
            get(learning::seven_minute::show),
        ),
        Address::new("/cascades-to-confirm", WORK, get(learning::cascades::show)),
        Address::new(
            "/learning-activities",
            WORK,
            get(learning::activities::list),
        ),
        Address::new(
            "/learning-activity/{id}",
            WORK,
            get(learning::activity::show),
        ),
        Address::new(
            "/child-death-learning",
            WORK,
            get(learning::child_deaths::list),
        ),
        Address::new(
            "/child-death-learning/{id}",
            WORK,
            get(learning::child_deaths::show),
        ),
    ];
    for ending in ["xlsx", "csv"] {
        let path = format!("/briefing/{{id}}/cascade/export.{ending}");
        all.push(Address::new(path, WORK, get(cascade)));
        let path = format!("/learning-activity/{{id}}/attendance/export.{ending}");
        all.push(Address::new(path, WORK, get(attendance)));
    }
    all
}

/// How records are kept, held and erased.
fn records() -> Vec<Address> {
    use pages::records;
    vec![
        Address::new("/records", WORK, get(records::show)),
        Address::new("/records/{kind}/{id}", WORK, get(records::thing::show)),
        Address::new(
            "/records/{kind}/{id}/copy.zip",
            WORK,
            get(records::copy::take),
        ),
        Address::new("/erasure/{id}", WORK, get(records::erasure::show)),
        Address::new("/legal-hold/{id}", WORK, get(records::hold::show)),
    ]
}

/// Plans and lists, to be taken away as a spreadsheet or a text file.
fn exports() -> Vec<Address> {
    let mut all = vec![
        Address::new("/plan/{id}/export.xlsx", WORK, get(pages::export::plan)),
        Address::new("/plan/{id}/export.csv", WORK, get(pages::export::plan)),
        Address::new(
            "/trail/export.ndjson",
            TRAIL,
            get(pages::export::trail_lines),
        ),
    ];
    for list in pages::export::List::ALL {
        let needs = if list == pages::export::List::Trail {
            TRAIL
        } else {
            WORK
        };
        for format in [Format::Xlsx, Format::Csv] {
            let serve = get(move |visit: Visit| pages::export::list(visit, list, format));
            all.push(Address::new(list.path(format.ending()), needs, serve));
        }
    }
    all
}

/// An import: the document, and the steps after it.
fn importing() -> Vec<Address> {
    vec![
        Address::new(
            "/import",
            IMPORT,
            get(pages::import::start).post(pages::import::upload),
        )
        .uploading(),
        Address::new(
            "/import/{id}/tables",
            IMPORT,
            get(pages::import::tables).post(pages::import::choose_tables),
        ),
        Address::new(
            "/import/{id}/columns/{table}",
            IMPORT,
            get(pages::import::columns).post(pages::import::match_columns),
        ),
        Address::new(
            "/import/{id}/problems",
            IMPORT,
            get(pages::import::problems),
        ),
        Address::new(
            "/import/{id}/check",
            IMPORT,
            get(pages::import::check).post(pages::import::confirm),
        ),
        Address::new("/import/{id}/done", IMPORT, get(pages::import::done)),
    ]
}

/// The way in, and out. Nobody is anybody yet on these pages.
fn entry() -> Vec<Address> {
    use pages::entry;
    let open = Needs::Nothing;
    vec![
        Address::new(
            "/set-up/{link}",
            open,
            get(entry::set_up::form).post(entry::set_up::submit),
        ),
        Address::new(
            "/sign-in",
            open,
            get(entry::sign_in::form).post(entry::sign_in::submit),
        ),
        Address::new(
            "/sign-in/code",
            open,
            get(entry::code::form).post(entry::code::submit),
        ),
        Address::new(
            "/sign-in/second-step",
            open,
            get(entry::enrol::form).post(entry::enrol::submit),
        ),
        Address::new(
            "/sign-in/with/{provider}",
            open,
            get(entry::provider::set_out),
        ),
        Address::new(
            "/sign-in/return/{provider}",
            open,
            get(entry::provider::come_back),
        ),
        Address::new(
            "/invitation/{link}",
            open,
            get(entry::invitation::form).post(entry::invitation::submit),
        ),
        Address::new("/sign-out", open, post(entry::leaving::sign_out)),
        Address::new(HOW_LONG_IS_LEFT, open, get(entry::leaving::session)),
        Address::new("/session/stay", open, post(entry::leaving::stay)),
        Address::new("/held/{name}", Needs::Somebody, get(entry::held::held)),
        Address::new(
            "/working-as",
            Needs::Somebody,
            post(entry::working_as::choose),
        ),
    ]
}

/// Everybody's accounts, and whose work is to be handed over.
fn accounts() -> Vec<Address> {
    use pages::accounts::{hand_over, list, opening, roles, show, steps};
    vec![
        Address::new("/accounts", ACCOUNTS, get(list::list)),
        Address::new(
            "/accounts/new",
            ACCOUNTS,
            get(opening::ask).post(opening::open),
        ),
        Address::new("/accounts/{id}", ACCOUNTS, get(show::show)),
        Address::new(
            "/accounts/{id}/roles/new",
            ACCOUNTS,
            get(roles::ask).post(roles::give),
        ),
        Address::new(
            "/accounts/{id}/roles/{holding}/end",
            ACCOUNTS,
            get(roles::ask_to_end).post(roles::end),
        ),
        Address::new(
            "/accounts/{id}/{step}",
            ACCOUNTS,
            get(steps::ask).post(steps::take),
        ),
        Address::new("/accounts/{id}/hand-over", HAND_OVER, get(hand_over::one)),
        Address::new("/hand-over", HAND_OVER, get(hand_over::all)),
    ]
}

/// One's own account.
fn own_account() -> Vec<Address> {
    use pages::account::{going_out, overview, password, second_step, sessions, tokens};
    vec![
        Address::new("/account", OWN, get(overview::show)),
        Address::new(
            "/account/password",
            OWN,
            get(password::ask).post(password::change),
        ),
        Address::new(
            "/account/second-step",
            OWN,
            get(second_step::ask).post(second_step::confirm),
        ),
        Address::new(
            "/account/recovery-codes",
            OWN,
            get(second_step::ask_for_codes).post(second_step::new_codes),
        ),
        Address::new(
            "/account/sessions",
            OWN,
            get(sessions::list).post(sessions::end),
        ),
        Address::new("/account/tokens", OWN, get(tokens::list)),
        Address::new(
            "/account/tokens/new",
            OWN,
            get(tokens::ask).post(tokens::issue),
        ),
        Address::new("/account/tokens/{token}/revoke", OWN, post(tokens::revoke)),
        Address::new(
            "/account/calendar",
            OWN,
            get(going_out::calendar).post(going_out::change_calendar),
        ),
        Address::new(
            "/account/digest",
            OWN,
            get(going_out::digest).post(going_out::choose),
        ),
    ]
}

/// Who looked at what, and the private calendars.
fn accesses() -> Vec<Address> {
    vec![
        Address::new("/accounts/access", ACCESSES, get(pages::access::all)),
        Address::new(
            "/accounts/access/export.csv",
            ACCESSES,
            get(pages::access::all_csv),
        ),
        Address::new("/account/access", OWN, get(pages::access::own)),
        Address::new(
            "/account/access/export.csv",
            OWN,
            get(pages::access::own_csv),
        ),
        // A calendar program has no session: the address itself is the secret.
        Address::new(
            "/calendar/{secret}",
            Needs::Nothing,
            get(pages::calendar::show),
        ),
    ]
}

/// What proves that nothing recorded was changed afterwards.
fn checkpoints() -> Vec<Address> {
    use pages::checkpoints::{check, files, list, make, one};
    vec![
        Address::new("/checkpoints", PROOFS, get(list)),
        Address::new("/checkpoints/make", CHECKPOINTS, post(make)),
        Address::new(
            "/checkpoints/check",
            PROOFS,
            get(check::ask).post(check::look),
        )
        .uploading(),
        Address::new("/checkpoints/{size}", PROOFS, get(one::show)),
        Address::new("/checkpoints/{size}/note.txt", PROOFS, get(files::note)),
        Address::new("/checkpoints/{size}/proof.txt", PROOFS, get(files::proof)),
    ]
}

/// How the server is, and whom one acts as in the demo.
fn about() -> Vec<Address> {
    vec![
        Address::new("/acting-as", Needs::Somebody, post(pages::acting::choose)),
        Address::new("/health", Needs::Nothing, get(health::health)),
        Address::new("/ready", Needs::Nothing, get(health::ready)),
        Address::new("/verify", Needs::Nothing, get(verifier::serve)),
    ]
}
