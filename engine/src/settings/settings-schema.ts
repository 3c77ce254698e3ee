/** The JSON Schema of `.lazymmu.json`, by which editors complete and check it as it is typed. */
import { rules } from "#engine/lint";
import { allocatorUses, levels, switches } from "./read-settings.ts";

/** Says what `readSettings` accepts, what only the tree itself decides apart. */
export function settingsSchema(): unknown {
  const perRule = (description: string, value: { readonly enum: readonly string[] }) => ({
    type: "object",
    description,
    additionalProperties: false,
    properties: Object.fromEntries(
      rules.map(({ meta }) => [meta.id, { description: meta.summary, ...value }]),
    ),
  });
  const functionName = { type: "string", pattern: "^[A-Za-z_]\\w*$" };
  const path = { type: "string", pattern: pathPattern };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Settings of lazymmu for a kernel tree",
    description:
      "The file .lazymmu.json at the top of the tree. Plain JSON, without comments; docs/configuration.md explains it.",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string", description: "Where this schema is; for editors." },
      severities: perRule(
        "The severity of each rule's findings. What a rule reports less severely than its plain findings, since it is doubtful, is never made more severe by this.",
        { enum: levels },
      ),
      rules: perRule("Which rules run; those that are not named do.", { enum: switches }),
      ignore: {
        type: "array",
        description: "Findings that are known and not reported.",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["path", "reason"],
          properties: {
            path: { ...path, description: "A file or folder, from the top of the tree." },
            function: {
              ...functionName,
              description: "Only what stands in this function.",
            },
            rule: {
              enum: rules.map(({ meta }) => meta.id),
              description: "Only findings of this rule.",
            },
            reason: {
              type: "string",
              pattern: "[\\p{L}\\p{N}]",
              description: "Why they are not reported; shown wherever they are counted.",
            },
          },
        },
      },
      allocators: {
        type: "array",
        description: "Functions that count as entries of the page allocator.",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["name", "use"],
          properties: {
            name: { ...functionName, description: "The function's name." },
            use: { enum: allocatorUses, description: "What it does with pages." },
          },
        },
      },
      nonAllocators: {
        type: "array",
        description: "Functions that never enter the page allocator, whatever they call.",
        items: functionName,
      },
      configuration: {
        description:
          "What decides between #if branches in place of the tree's own .config: another .config inside of the tree, or values of single symbols, which are laid over the tree's .config.",
        anyOf: [
          path,
          {
            type: "object",
            additionalProperties: false,
            patternProperties: {
              "^CONFIG_\\w+$": { type: "string", description: "y, m, n or a value." },
            },
          },
        ],
      },
      architecture: {
        type: "string",
        pattern: "^\\w+$",
        description: "The folder below arch/ that alone counts, such as arm64; else all do.",
      },
    },
  };
}

/** Relative, without "..", drive letters, backslashes and patterns. */
const pathPattern = "^(?!/|[A-Za-z]:|(?:.*/)?\\.\\.(?:/|$))[^\\\\*?\\[\\]{}\\u0000]+$";
