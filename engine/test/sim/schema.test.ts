/** The report as JSON, against its published schema. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { callbackText, simulation } from "./tiny-kernel.ts";

const schema: object = JSON.parse(readFileSync("docs/simulation.schema.json", "utf8"));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

function reportOf(body: string): Record<string, unknown> {
  const { report } = simulation(callbackText(body), { machine: "rfc-nested", pages: 4 });
  return JSON.parse(JSON.stringify(report)) as Record<string, unknown>;
}

test("the report of a run with faults follows the schema", () => {
  const report = reportOf(
    "free_page((unsigned long)__va(pte_pfn(*ptep) << PAGE_SHIFT)); return 0;",
  );
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
});

test("a field with another name is refused", () => {
  const report = reportOf("return 0;");
  expect(validate({ ...report, run: [] })).toBe(false);
});
