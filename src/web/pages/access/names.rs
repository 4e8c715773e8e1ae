//! What each address is called where somebody looked at it.

use crate::api;
use crate::web::noting::NO_ROUTE;

/// The pages, by the template of their address.
const PAGES: &[(&str, &str)] = &[
    ("/", "Home page"),
    ("/deadlines", "Deadlines"),
    ("/deadlines/calculator", "Clock calculator"),
    ("/gaps", "Gaps"),
    ("/compare", "What changed between two moments"),
    ("/compare/export.xlsx", "What changed, taken away as Excel"),
    ("/compare/export.csv", "What changed, taken away as CSV"),
    ("/trail", "Trail"),
    ("/trail/{position}", "One event"),
    ("/evidence-packs", "Evidence packs"),
    ("/evidence-packs/new", "Putting an evidence pack together"),
    ("/evidence-pack/{id}", "An evidence pack"),
    (
        "/evidence-pack/{id}/pack.zip",
        "An evidence pack, taken away",
    ),
    ("/checkpoints", "Checkpoints"),
    ("/checkpoints/make", "Making a checkpoint"),
    ("/checkpoints/check", "Checking what somebody kept"),
    ("/checkpoints/{size}", "One checkpoint"),
    (
        "/checkpoints/{size}/note.txt",
        "A signed note, taken away as a file",
    ),
    (
        "/checkpoints/{size}/proof.txt",
        "A proof of the record, taken away as a file",
    ),
    ("/search", "Search"),
    ("/search/{id}", "Results of a search"),
    ("/settings", "Settings"),
    ("/settings/meetings", "Meetings"),
    ("/meeting/{id}", "A meeting"),
    (
        "/meeting/{id}/paper/{paper}/file",
        "File of a meeting’s paper",
    ),
    (
        "/meeting/{id}/check-paper",
        "Checking a file against a meeting’s papers",
    ),
    ("/record/{kind}/{id}/{command}", "Form to record something"),
    ("/plan", "Plans"),
    ("/plan/{id}", "A plan"),
    ("/plan/{id}/priority/{priority}", "A priority of a plan"),
    ("/actions", "Actions"),
    ("/action/{id}", "An action"),
    ("/rag-round", "RAG round"),
    ("/recommendations", "Recommendations"),
    ("/recommendation/{id}", "A recommendation"),
    ("/audits", "Audits"),
    ("/audits/on-theme", "What was seen before on a theme"),
    ("/audit/{id}", "One audit"),
    ("/audit/{id}/report", "The report of an audit"),
    ("/case/{id}", "One case of an audit"),
    ("/finding/{id}", "What was seen before of a finding"),
    ("/reviews", "Reviews"),
    ("/incidents", "Serious incidents"),
    ("/incident/{id}", "A serious incident"),
    ("/rapid-reviews", "Rapid reviews"),
    ("/rapid-review/{id}", "A rapid review"),
    (
        "/review-subject/{id}",
        "A child or family member of an incident",
    ),
    ("/statutory-returns", "Statutory returns"),
    (
        "/statutory-returns/export.xlsx",
        "Statutory returns, taken away as Excel",
    ),
    (
        "/statutory-returns/export.csv",
        "Statutory returns, taken away as CSV",
    ),
    ("/programmes", "Audit programmes"),
    ("/programme/{id}", "An audit programme"),
    ("/returns-to-chase", "Returns to chase"),
    ("/self-assessments", "Self-assessments"),
    ("/self-assessment/{id}", "A round of self-assessments"),
    ("/self-assessment/{id}/heat-map", "A heat map"),
    (
        "/self-assessment/{id}/heat-map/export.xlsx",
        "A heat map, taken away as Excel",
    ),
    (
        "/self-assessment/{id}/heat-map/export.csv",
        "A heat map, taken away as CSV",
    ),
    ("/return/{id}", "An agency’s return"),
    ("/inspections", "Inspections"),
    ("/inspection/{id}", "An inspection"),
    ("/orientation", "The partnership on two pages"),
    ("/practice-reviews", "Practice reviews"),
    ("/practice-review/{id}", "A practice review"),
    (
        "/practice-review/{id}/scan",
        "Looking through a report for identifiers",
    ),
    (
        "/return/{id}/file.json",
        "An agency’s return, taken away as a file",
    ),
    (
        "/return/{id}/take-over",
        "An agency’s return: answers from another board",
    ),
    ("/learning", "Learning"),
    ("/briefings", "Briefings"),
    ("/briefing/{id}", "A briefing"),
    ("/briefing/{id}/seven-minute", "A seven-minute briefing"),
    (
        "/briefing/{id}/cascade/export.xlsx",
        "Who passed a briefing on, taken away as Excel",
    ),
    (
        "/briefing/{id}/cascade/export.csv",
        "Who passed a briefing on, taken away as CSV",
    ),
    ("/cascades-to-confirm", "Cascades to confirm"),
    ("/learning-activities", "Learning activities"),
    ("/learning-activity/{id}", "A learning activity"),
    (
        "/learning-activity/{id}/attendance/export.xlsx",
        "Who came to an activity, taken away as Excel",
    ),
    (
        "/learning-activity/{id}/attendance/export.csv",
        "Who came to an activity, taken away as CSV",
    ),
    ("/child-death-learning", "Learning from child deaths"),
    ("/records", "Records and retention"),
    (
        "/records/{kind}/{id}",
        "How the records of a thing are kept",
    ),
    (
        "/records/{kind}/{id}/copy.zip",
        "Everything recorded of a thing, taken away",
    ),
    ("/erasure/{id}", "A request for erasure, or a review"),
    ("/legal-hold/{id}", "A legal hold"),
    (
        "/child-death-learning/{id}",
        "A year of learning from child deaths",
    ),
    (
        "/incidents/export.xlsx",
        "Serious incidents, taken away as Excel",
    ),
    (
        "/incidents/export.csv",
        "Serious incidents, taken away as CSV",
    ),
    (
        "/rapid-reviews/export.xlsx",
        "Rapid reviews, taken away as Excel",
    ),
    (
        "/rapid-reviews/export.csv",
        "Rapid reviews, taken away as CSV",
    ),
    (
        "/practice-reviews/export.xlsx",
        "Practice reviews, taken away as Excel",
    ),
    (
        "/practice-reviews/export.csv",
        "Practice reviews, taken away as CSV",
    ),
    (
        "/inspections/export.xlsx",
        "Inspections, taken away as Excel",
    ),
    ("/inspections/export.csv", "Inspections, taken away as CSV"),
    ("/briefings/export.xlsx", "Briefings, taken away as Excel"),
    ("/briefings/export.csv", "Briefings, taken away as CSV"),
    (
        "/learning-activities/export.xlsx",
        "Learning activities, taken away as Excel",
    ),
    (
        "/learning-activities/export.csv",
        "Learning activities, taken away as CSV",
    ),
    ("/audits/export.xlsx", "Audits, taken away as Excel"),
    ("/audits/export.csv", "Audits, taken away as CSV"),
    (
        "/returns-to-chase/export.xlsx",
        "Returns to chase, taken away as Excel",
    ),
    (
        "/returns-to-chase/export.csv",
        "Returns to chase, taken away as CSV",
    ),
    ("/evidence/{id}", "A piece of evidence"),
    ("/evidence/{id}/file", "File of a piece of evidence"),
    ("/thread/{kind}/{id}", "A thread"),
    ("/plan/{id}/export.xlsx", "A plan, taken away as Excel"),
    ("/plan/{id}/export.csv", "A plan, taken away as CSV"),
    ("/trail/export.ndjson", "Trail, taken away as NDJSON"),
    ("/trail/export.xlsx", "Trail, taken away as Excel"),
    ("/trail/export.csv", "Trail, taken away as CSV"),
    ("/actions/export.xlsx", "Actions, taken away as Excel"),
    ("/actions/export.csv", "Actions, taken away as CSV"),
    (
        "/recommendations/export.xlsx",
        "Recommendations, taken away as Excel",
    ),
    (
        "/recommendations/export.csv",
        "Recommendations, taken away as CSV",
    ),
    ("/deadlines/export.xlsx", "Deadlines, taken away as Excel"),
    ("/deadlines/export.csv", "Deadlines, taken away as CSV"),
    ("/gaps/export.xlsx", "Gaps, taken away as Excel"),
    ("/gaps/export.csv", "Gaps, taken away as CSV"),
    ("/import", "Import: the document"),
    ("/import/{id}/tables", "Import: its tables"),
    ("/import/{id}/columns/{table}", "Import: its columns"),
    ("/import/{id}/problems", "Import: what could not be read"),
    ("/import/{id}/check", "Import: the check"),
    ("/import/{id}/done", "Import: done"),
    ("/accounts/access", "Access log"),
    (
        "/accounts/access/export.csv",
        "Access log, taken away as CSV",
    ),
    ("/account/access", "Own accesses"),
    (
        "/account/access/export.csv",
        "Own accesses, taken away as CSV",
    ),
    ("/acting-as", "Choice of whom to act as"),
    ("/set-up/{link}", "Setting up"),
    ("/sign-in", "Signing in"),
    ("/sign-in/code", "Signing in: the code"),
    (
        "/sign-in/second-step",
        "Signing in: setting up the second step",
    ),
    ("/sign-in/with/{provider}", "Signing in with a provider"),
    ("/sign-in/return/{provider}", "Coming back from a provider"),
    ("/invitation/{link}", "An invitation"),
    ("/sign-out", "Signing out"),
    ("/held/{name}", "What was typed before signing in again"),
    ("/working-as", "Choice of the role to work in"),
    ("/accounts", "Accounts"),
    ("/accounts/new", "Opening an account"),
    ("/accounts/{id}", "An account"),
    ("/accounts/{id}/roles/new", "Giving an account a role"),
    ("/accounts/{id}/roles/{holding}/end", "Ending a role"),
    ("/accounts/{id}/{step}", "Changing an account"),
    (
        "/accounts/{id}/hand-over",
        "Work of an account to hand over",
    ),
    ("/hand-over", "Work to hand over"),
    ("/account", "Own account"),
    ("/account/password", "Own password"),
    ("/account/second-step", "Own second step"),
    ("/account/recovery-codes", "Own recovery codes"),
    ("/account/sessions", "Own sessions"),
    ("/account/tokens", "Own tokens"),
    ("/account/tokens/new", "Making a token"),
    ("/account/tokens/{token}/revoke", "Revoking a token"),
    ("/account/calendar", "Own calendar"),
    ("/account/digest", "Own summary by e-mail"),
    ("/verify", "The page that checks evidence packs"),
    (NO_ROUTE, "An address that does not exist"),
];

/// What an address is called: a page by its name, an operation of the interface by its summary,
/// and anything else by its template.
pub(super) fn what(method: &str, route: &str) -> String {
    if let Some((_, name)) = PAGES.iter().find(|(template, _)| *template == route) {
        return (*name).to_owned();
    }
    let method = method.to_ascii_lowercase();
    let below = route.strip_prefix(api::PREFIX);
    let operation = below.and_then(|path| {
        let mut all = api::table::all().iter();
        all.find(|one| one.path == path && one.method() == method)
    });
    match operation {
        Some(operation) => format!("By program: {}", operation.summary),
        None => route.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::router::addresses;

    #[test]
    fn every_page_that_is_noted_has_a_name() {
        let left_out = [
            "/health",
            "/ready",
            "/calendar/{secret}",
            "/session",
            "/session/stay",
        ];
        for address in addresses() {
            let path = address.path;
            if !left_out.contains(&path.as_str()) {
                assert_ne!(what("GET", &path), path, "give it a name in PAGES");
            }
        }
    }

    #[test]
    fn every_operation_of_the_interface_is_told_by_its_summary() {
        for operation in api::table::all() {
            let route = format!("{}{}", api::PREFIX, operation.path);
            let told = what(&operation.method().to_ascii_uppercase(), &route);
            assert_eq!(told, format!("By program: {}", operation.summary));
        }
        assert_eq!(what("GET", "/somewhere"), "/somewhere");
    }
}
