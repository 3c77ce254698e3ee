/** Random functions that change the mode: as C, and as instructions that a test can run. */
import fc from "fast-check";

type Statement =
  | { readonly kind: "call" | "enter" | "leave" | "pause" | "resume" | "return" | "bug" }
  | { readonly kind: "break" | "continue" | "clear" | "set"; readonly flag: number }
  | { readonly kind: "goto"; readonly label: number }
  | { readonly kind: "and" | "pick"; readonly inner: "call" | "enter" | "leave" }
  | {
      readonly kind: "if" | "while" | "do" | "switch";
      readonly test: "open" | number;
      readonly first: readonly Statement[];
      readonly second: readonly Statement[];
    };

/** How many flags a program tests and assigns. */
export const flags = 2;
const labels = 3;

const simple: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Statement>({ kind: "call" }) },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom("enter" as const, "leave" as const, "pause" as const, "resume" as const)
      .map((kind) => ({ kind })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom("return" as const, "bug" as const).map((kind) => ({ kind })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "break" as const,
        "continue" as const,
        "clear" as const,
        "set" as const,
      ),
      flag: fc.nat({ max: flags - 1 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.nat({ max: labels - 1 }).map((label) => ({ kind: "goto" as const, label })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("and" as const, "pick" as const),
      inner: fc.constantFrom("call" as const, "enter" as const, "leave" as const),
    }),
  },
);

const { statements } = fc.letrec<{ statements: readonly Statement[]; statement: Statement }>(
  (tie) => ({
    statements: fc.array(tie("statement"), { maxLength: 4, depthIdentifier: "statements" }),
    statement: fc.oneof(
      { maxDepth: 3, depthIdentifier: "statements" },
      simple,
      fc.record({
        kind: fc.constantFrom(
          "if" as const,
          "if" as const,
          "while" as const,
          "do" as const,
          "switch" as const,
        ),
        test: fc.oneof(fc.constant("open" as const), fc.nat({ max: flags - 1 })),
        first: tie("statements"),
        second: tie("statements"),
      }),
    ),
  }),
);

/** Each part begins with a label that any other may go to. */
export const programs = fc.array(statements, { minLength: labels, maxLength: labels });

export type Instruction =
  | { readonly op: "call"; readonly name: string }
  | { readonly op: "enter" | "leave" | "pause" | "resume" | "return" | "bug" }
  | { readonly op: "assign"; readonly flag: number; readonly holds: boolean }
  | { readonly op: "jump"; readonly to: { at: number } }
  | { readonly op: "unless"; readonly test: "open" | number; readonly to: { at: number } };

export interface Compiled {
  readonly text: string;
  readonly instructions: readonly Instruction[];
}

const modeCalls = {
  enter: "lazy_mmu_mode_enable()",
  leave: "lazy_mmu_mode_disable()",
  pause: "lazy_mmu_mode_pause()",
  resume: "lazy_mmu_mode_resume()",
} as const;

/** The same program as C and as instructions. */
export function compile(parts: readonly (readonly Statement[])[]): Compiled {
  const instructions: Instruction[] = [];
  const starts = parts.map(() => ({ at: 0 }));
  let calls = 0;
  let conditions = 0;
  const texts = parts.map((part, index) => {
    mark(starts[index]);
    return `l${index}:;\n${list(part, undefined, undefined)}`;
  });
  instructions.push({ op: "return" });
  return { text: texts.join("\n"), instructions };

  function mark(place: { at: number } | undefined): void {
    if (place !== undefined) place.at = instructions.length;
  }

  function list(
    all: readonly Statement[],
    onBreak: { at: number } | undefined,
    onContinue: { at: number } | undefined,
  ): string {
    return all.map((one) => write(one, onBreak, onContinue)).join("\n");
  }

  function condition(open: "open" | number): string {
    return open === "open" ? `c${conditions++}()` : `flag${open}`;
  }

  function plain(kind: "call" | "enter" | "leave" | "pause" | "resume"): string {
    if (kind !== "call") {
      instructions.push({ op: kind });
      return modeCalls[kind];
    }
    const name = `f${calls++}`;
    instructions.push({ op: "call", name });
    return `${name}()`;
  }

  function write(
    one: Statement,
    onBreak: { at: number } | undefined,
    onContinue: { at: number } | undefined,
  ): string {
    switch (one.kind) {
      case "call":
      case "enter":
      case "leave":
      case "pause":
      case "resume":
        return `${plain(one.kind)};`;
      case "return":
        instructions.push({ op: "return" });
        return "return;";
      case "bug":
        instructions.push({ op: "bug" });
        return "BUG();";
      case "set":
      case "clear":
        instructions.push({ op: "assign", flag: one.flag, holds: one.kind === "set" });
        return `flag${one.flag} = ${one.kind === "set"};`;
      case "break":
      case "continue": {
        const to = one.kind === "break" ? onBreak : onContinue;
        if (to === undefined) return ";";
        instructions.push({ op: "jump", to });
        return `${one.kind};`;
      }
      case "goto":
        instructions.push({ op: "jump", to: starts[one.label] ?? { at: 0 } });
        return `goto l${one.label};`;
      case "and":
      case "pick": {
        const after = { at: 0 };
        const asked = condition("open");
        instructions.push({ op: "unless", test: "open", to: after });
        const inner = plain(one.inner);
        mark(after);
        return one.kind === "and"
          ? `x = ${asked} && (${inner}, 1);`
          : `x = ${asked} ? ${inner} : 0;`;
      }
      case "if": {
        const otherwise = { at: 0 };
        const after = { at: 0 };
        const asked = condition(one.test);
        instructions.push({ op: "unless", test: one.test, to: otherwise });
        const first = list(one.first, onBreak, onContinue);
        instructions.push({ op: "jump", to: after });
        mark(otherwise);
        const second = list(one.second, onBreak, onContinue);
        mark(after);
        return `if (${asked}) {\n${first}\n} else {\n${second}\n}`;
      }
      case "while": {
        const again = { at: instructions.length };
        const after = { at: 0 };
        const asked = condition(one.test);
        instructions.push({ op: "unless", test: one.test, to: after });
        const body = list(one.first, after, again);
        instructions.push({ op: "jump", to: again });
        mark(after);
        return `while (${asked}) {\n${body}\n}\n${list(one.second, onBreak, onContinue)}`;
      }
      case "do": {
        const start = { at: instructions.length };
        const asks = { at: 0 };
        const after = { at: 0 };
        const body = list(one.first, after, asks);
        mark(asks);
        const asked = condition(one.test);
        instructions.push({ op: "unless", test: one.test, to: after });
        instructions.push({ op: "jump", to: start });
        mark(after);
        return `do {\n${body}\n} while (${asked});\n${list(one.second, onBreak, onContinue)}`;
      }
      case "switch": {
        const second = { at: 0 };
        const after = { at: 0 };
        const asked = condition("open");
        instructions.push({ op: "unless", test: "open", to: second });
        const first = list(one.first, after, onContinue);
        mark(second);
        const rest = list(one.second, after, onContinue);
        mark(after);
        return `switch (${asked}) {\ncase 1:;\n${first}\ndefault:;\n${rest}\n}`;
      }
    }
  }
}
