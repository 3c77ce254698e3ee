/** Every fixture of fixtures/model: the call sites of its tree and their verdicts are as annotated. */
import { describe, expect, test } from "vitest";
import { isUpdating, writeFixture } from "../harness/annotate.ts";
import { compareFixture } from "../harness/check-lint.ts";
import { fixturesIn } from "../harness/fixture-files.ts";

const updating = isUpdating(process.env);

describe("call sites and verdicts", () => {
  for (const { name, file, read } of fixturesIn("model")) {
    test(name, async () => {
      const { expected, actual } = await compareFixture(read(), "facts");
      if (updating) writeFixture(file, actual);
      else expect(actual).toBe(expected);
      expect(actual).toContain(" fact: ");
    });
  }
});
