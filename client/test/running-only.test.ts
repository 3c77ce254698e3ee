/** What the editor's questions come to while the server runs, and while it does not. */
import { expect, test } from "vitest";
import { runningOnly } from "../src/running-only.ts";

test("questions reach the server only while it runs", () => {
  let isRunning = true;
  const {
    prepareCallHierarchy,
    provideCodeActions,
    provideCodeLenses,
    provideHover,
    provideInlayHints,
  } = runningOnly(() => isRunning);
  const asked: string[] = [];
  const note = (question: string) => () => {
    asked.push(question);
    return [];
  };
  // The arguments only pass through.
  const argument = {} as never;
  const ask = () => [
    provideCodeActions?.(argument, argument, argument, argument, note("actions")),
    provideCodeLenses?.(argument, argument, note("lenses")),
    provideInlayHints?.(argument, argument, argument, note("hints")),
    prepareCallHierarchy?.(argument, argument, argument, note("hierarchy")),
    provideHover?.(argument, argument, argument, () => {
      asked.push("hover");
      return null;
    }),
  ];
  expect(ask()).toEqual([[], [], [], [], null]);
  isRunning = false;
  expect(ask()).toEqual(Array.from({ length: 5 }, () => undefined));
  expect(asked).toEqual(["actions", "lenses", "hints", "hierarchy", "hover"]);
});
