/** The order of findings, and that nothing is said twice. */
import { expect, test } from "vitest";
import { isCodeRule, rules, runRules } from "#engine/lint";
import { reachingSite, shadowFile, shadowText } from "./shadow.ts";
import { callSite, ruleContext } from "./sites.ts";

const early = { file: "arch/a.c", line: 9, column: 1, endLine: 9, endColumn: 5 };
const callSites = [
  reachingSite(),
  callSite({ ...early, line: 10, endLine: 10 }, { verdict: "unknown" }),
  callSite(early, { verdict: "unknown" }),
];

function run(sites = callSites) {
  return runRules(
    ruleContext({ dialect: "classic", callSites: sites, texts: { [shadowFile]: shadowText } }),
    rules.filter(isCodeRule),
  );
}

test("findings are sorted by file, line, column and rule", () => {
  const places = run().map(({ location, rule }) => `${location.file}:${location.line} ${rule}`);
  expect(places).toEqual([
    "arch/a.c:9 unresolved-callback",
    "arch/a.c:10 unresolved-callback",
    "mm/shadow.c:8 allocation-under-lazy-walk",
    "mm/shadow.c:15 allocation-in-callback",
  ]);
});

test("the order of the call sites does not matter", () => {
  expect(run(callSites.toReversed())).toEqual(run());
});

test("what was found twice is reported once", () => {
  expect(run([...callSites, callSite(early, { verdict: "unknown" })])).toEqual(run());
});

test("findings at one place are sorted by rule", () => {
  // The first words of the messages would sort the other way round.
  const path = [{ function: "a_callback", location: early, what: "calls free_page()" }];
  const site = callSite(early, { verdict: "reaches", path });
  expect(run([site]).map((finding) => finding.rule)).toEqual([
    "allocation-in-callback",
    "allocation-under-lazy-walk",
  ]);
});
