// An audit from its commissioning to its closing: tool, sample, returns, a child unsafe now, grades
// and their moderation, findings seen before, a recommendation, the report, and a repeat's numbers.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { inDays } from "../harness/days.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { send } from "../harness/sending.mjs";
import { actAs, answer, concerns, everywhere, form } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const [COUNCIL, POLICE] = ["Wrenmoor Council", "Fenwold Constabulary"];
const WHO = { name: "Anna", alias: "Z-01", other: "Z-02" };

const here = journey(startDemo);
const plain = { script: "off" };
const audit = randomUUID();
const cases = [randomUUID(), randomUUID()];

async function open(page, path, role = "PQA coordinator", agency = TEAM) {
  await page.goto(here.product.origin + path);
  await actAs(page, role, agency);
}

/** Opens a form, answers it and sends it; gives the server's status. */
async function record(page, path, answers, button, role, agency) {
  await open(page, `/record/${path}`, role, agency);
  await answer(page, answers);
  return send(page, form.button(page, button));
}

/** The same, refused: the words of the refusal, with the page still at the form. */
async function refused(page, path, answers, button) {
  assert.equal(await record(page, path, answers, button), 422);
  return everywhere.problems(page).innerText();
}

test("an audit is commissioned, and its tool given out", async () => {
  await withPage(here.browser, plain, async (page) => {
    const commissioned = {
      "What it is called": "Neglect of teenagers",
      Reference: "A11",
      "Kind of audit": "Multi-agency audit",
      Theme: "Neglect",
      "What does it ask of practice?": "Is neglect of a teenager called neglect?",
      "Which children is it about?": "Young people over twelve with a plan.",
      "How many cases": "2",
      "How are they looked at?": "Each agency reads its own record.",
      "Whose practice": COUNCIL,
      "By when do agencies return?": inDays(90),
      "By when does it report?": inDays(150),
    };
    const path = `audit/${audit}/commission_audit`;
    const why = await refused(page, path, commissioned, /commission the audit/i);
    assert.match(why, /two|agenc/i, "one agency alone is not several");
    await answer(page, { "Whose practice": POLICE });
    assert.equal(await send(page, form.button(page, /commission the audit/i)), 303);

    await open(page, `/record/audit/${audit}/issue_audit_tool`);
    const questions = form.group(page, "The questions");
    for (const [row, words] of [["Row 1", "What did you see?"], ["Row 2", "What did you do?"]]) {
      const group = questions.getByRole("group", { name: row, exact: true });
      await answer(page, { Key: row.slice(4), "What is asked?": words }, group);
    }
    assert.equal(await send(page, form.button(page, /give out the tool/i)), 303);
  });
});

test("children are drawn under an alias, and the sample is frozen whole", async () => {
  await withPage(here.browser, plain, async (page) => {
    const drawn = { "Which agencies work with the child?": [COUNCIL, POLICE] };
    const known = { "The child’s age": "10 to 15", "Is the child disabled?": "Disabled" };
    const path = (id) => `audit_case/${id}/draw_case?audit=${audit}`;
    const named = { ...drawn, "What the child is called": WHO.name };
    const why = await refused(page, path(cases[0]), named, /draw the case/i);
    assert.match(why, /three letters|alias/i, "a name is no alias");
    for (const [place, alias] of [WHO.alias, WHO.other].entries()) {
      const all = { ...drawn, ...known, "What the child is called": alias };
      assert.equal(await record(page, path(cases[place]), all, /draw the case/i), 303);
    }
    const how = { "How were the cases chosen?": "Drawn by lot." };
    assert.equal(await record(page, `audit/${audit}/draw_sample`, how, /freeze/i), 303);
    const late = { ...drawn, "What the child is called": "Z-03" };
    await open(page, `/record/audit_case/${randomUUID()}/draw_case?audit=${audit}`);
    await answer(page, late);
    assert.equal(await send(page, form.button(page, /draw the case/i)), 422, "it is frozen");
  });
});

test("agencies are asked, sign their returns and grade their own work", async () => {
  await withPage(here.browser, plain, async (page) => {
    for (const id of cases) {
      for (const agency of [COUNCIL, POLICE]) {
        const asked = { "Which agency?": agency, "By when?": inDays(90) };
        const path = `audit_case/${id}/request_return`;
        assert.equal(await record(page, path, asked, /ask for the return/i), 303);
        await open(page, `/record/audit_case/${id}/submit_return`, "Agency lead", agency);
        const fields = await page.getByRole("main").locator('textarea[name^="answers-"]').all();
        for (const field of fields) await field.fill("It is written in the record.");
        assert.equal(await send(page, form.button(page, /sign and send/i)), 303);
        const grade = { Grade: /^Good/ };
        const own = `audit_case/${id}/grade_own_case`;
        const graded = [grade, /record the grade/i, "Agency lead", agency];
        assert.equal(await record(page, own, ...graded), 303);
      }
    }
  });
});

test("a child who is unsafe now stays in a banner until somebody confirms what was done", async () => {
  await withPage(here.browser, {}, async (page) => {
    const raised = {
      "What is wrong?": "Nobody has seen the young person for nine days.",
      "Which agencies have to act?": COUNCIL,
    };
    const path = `audit_case/${cases[0]}`;
    const raise = `${path}/raise_immediate_concern`;
    assert.equal(await record(page, raise, raised, /raise the concern/i), 303);
    await open(page, "/audits");
    assert.match(await concerns.banner(page).innerText(), /2 immediate concerns/);
    assert.ok(await concerns.case(page, WHO.alias).isVisible());
    await axe(page);
    await fitsNarrow(page);

    await open(page, `/record/${path}/confirm_corrective_action`, "PQA sub-group member", COUNCIL);
    const concern = page.getByRole("combobox", { name: "Which concern?" });
    await concern.selectOption({ index: 1 });
    await answer(page, { "What was done": "We went there." });
    const status = await send(page, form.button(page, /confirm it/i));
    assert.equal(status, 422, "an agency does not confirm its own action");

    await open(page, "/audits");
    await concerns.confirm(page, WHO.alias).click();
    await answer(page, { "What was done": "The social worker saw the young person at school." });
    assert.equal(await send(page, form.button(page, /confirm it/i)), 303);
    await open(page, "/audits");
    assert.match(await concerns.banner(page).innerText(), /1 immediate concern /);
    assert.equal(await concerns.case(page, WHO.alias).count(), 0);
    assert.deepEqual(page.problems, []);
  });
});

test("grades are moderated by agencies that met, and a moved grade says why", async () => {
  await withPage(here.browser, plain, async (page) => {
    const early = { "The grade agreed": /^Good/ };
    const moderate = (id) => `audit_case/${id}/moderate_case`;
    const why = await refused(page, moderate(cases[0]), early, /record the grade/i);
    assert.match(why, /meeting|met/i);
    const alone = { [COUNCIL]: "Present" };
    const meeting = `audit/${audit}/record_moderation_meeting`;
    const few = await refused(page, meeting, alone, /record the meeting/i);
    assert.match(few, /two agencies/i);
    await answer(page, { [POLICE]: "A deputy came" });
    assert.equal(await send(page, form.button(page, /record the meeting/i)), 303);

    const moved = { "The grade agreed": /^Requires improvement/ };
    const unexplained = await refused(page, moderate(cases[0]), moved, /record the grade/i);
    assert.match(unexplained, /reason|why/i);
    await answer(page, { Reason: "The young person was spoken of and not spoken with." });
    assert.equal(await send(page, form.button(page, /record the grade/i)), 303);
    assert.equal(await record(page, moderate(cases[1]), early, /record the grade/i), 303);
  });
});

let finding;

test("a finding counts no more cases than were looked at, and was seen before", async () => {
  await withPage(here.browser, plain, async (page) => {
    const found = {
      "What kind of finding?": /^Improvement/,
      "What was found?": "Neglect of a teenager is called behaviour.",
      "In how many cases?": "3",
      Theme: "Neglect",
      "Why is practice so?": "Tools speak of small children.",
    };
    const path = `audit/${audit}/record_finding`;
    const why = await refused(page, path, found, /record the finding/i);
    assert.match(why, /more|cases|sample/i);
    await answer(page, { "In how many cases?": "2" });
    assert.equal(await send(page, form.button(page, /record the finding/i)), 303);

    await open(page, `/record/audit/${audit}/match_finding_to_earlier`);
    const which = page.getByRole("combobox", { name: "Which finding?" });
    await which.selectOption({ index: 1 });
    finding = await which.inputValue();
    const earlier = form.group(page, "Earlier findings").getByRole("checkbox");
    assert.ok((await earlier.count()) >= 3, "findings of earlier audits are offered");
    await earlier.first().check();
    await answer(page, { "What was done about it then?": "One tool.", "Did that work?": /^Partly/ });
    assert.equal(await send(page, form.button(page, /record the match/i)), 303);
  });
});

test("the report is approved and passed on; a finding that leads nowhere keeps it open", async () => {
  await withPage(here.browser, plain, async (page) => {
    const approve = `audit/${audit}/approve_audit_report`;
    assert.equal(await record(page, approve, {}, /approve the report/i), 303);
    const close = `audit/${audit}/close_audit`;
    const early = await refused(page, close, {}, /close the audit/i);
    assert.match(early, /recommendation/i);
    assert.match(early, /disseminat|passed on|reached people/i);
    const told = { "Whom did it reach?": "Youth workers.", "How?": "A briefing at the team day." };
    const tell = `audit/${audit}/disseminate_audit_learning`;
    assert.equal(await record(page, tell, told, /record it/i), 303);
    const orphan = await refused(page, close, {}, /close the audit/i);
    assert.match(orphan, /recommendation/i);
  });
});

test("a recommendation is made from the finding and its quality checked; then it closes", async () => {
  await withPage(here.browser, plain, async (page) => {
    const id = randomUUID();
    await open(page, `/record/recommendation/${id}/make_recommendation?finding=${finding}`);
    await answer(page, {
      Reference: "TN1",
      "What should change?": "The neglect tool speaks of teenagers too.",
      "Who should change it?": COUNCIL,
      "What will be different": "Neglected teenagers are helped, not blamed.",
    });
    assert.equal(await send(page, form.button(page, /make the recommendation/i)), 303);
    const check = `recommendation/${id}/check_recommendation_quality`;
    const holds = { "Tick what holds": [/says who should/, /addresses the cause/] };
    assert.equal(await record(page, check, holds, /record the check/i), 303);
    const close = `audit/${audit}/close_audit`;
    assert.equal(await record(page, close, {}, /close the audit/i), 303);
    assert.deepEqual(page.problems, []);
  });
});

test("a repeat says no more than its numbers carry", async () => {
  await withPage(here.browser, plain, async (page) => {
    const repeat = idOf("audit", "neglect-repeat");
    const path = `/record/audit/${repeat}/compare_with_baseline`;
    await open(page, path);
    await answer(page, {
      "What is measured?": "Fathers who live elsewhere have a part in the plan",
      "When is it better?": /^More cases/,
      "What do the numbers say?": "Practice is better than it was",
    });
    const [before, now] = [/In the earlier audit/, /In this audit/];
    for (const [group, x] of [[before, "3"], [now, "4"]]) {
      await answer(page, { "In how many": x, "Of how many": "10" }, form.group(page, group));
    }
    assert.equal(await send(page, form.button(page, /record the comparison/i)), 422);
    assert.match(await everywhere.problems(page).innerText(), /small|conclude|chance/i);
    await answer(page, { "What do the numbers say?": "The samples are too small to tell" });
    assert.equal(await send(page, form.button(page, /record the comparison/i)), 303);
    assert.deepEqual(page.problems, []);
  });
});

test("the pages of an audit are for every reader, at every width, from the keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    for (const path of ["/audits", `/audit/${idOf("audit", "domestic-abuse")}`]) {
      await open(page, path);
      assert.equal((await page.reload()).status(), 200, path);
      await axe(page);
      await fitsNarrow(page);
      await tabThrough(page);
    }
    assert.deepEqual(page.problems, []);
  });
});
