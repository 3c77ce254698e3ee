/** The official JSON schema of SARIF 2.1.0, from a package that ships it, as a validator. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";

const require = createRequire(import.meta.url);
const schemaFile = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

/** What the schema says is wrong with a log; empty when it is valid. */
export function findSarifProblems(log: unknown): readonly string[] {
  validator ??= createValidator();
  validator(log);
  return (validator.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

let validator: ReturnType<Ajv["compile"]> | undefined;

function createValidator(): ReturnType<Ajv["compile"]> {
  // The schema is written in draft 4, of which it uses nothing that a later draft reads otherwise
  // but the name of its own address.
  const { $schema: _draft, id: _address, ...schema } = JSON.parse(readFileSync(schemaFile, "utf8"));
  const ajv = new Ajv({
    allErrors: true,
    strictSchema: false,
    strictTypes: false,
    // A pattern of the schema has a bracket that only the older kind of expression allows.
    unicodeRegExp: false,
    formats: {
      uri: (text: string) => !/\s/.test(text) && URL.canParse(text),
      "uri-reference": (text: string) =>
        /^(?:[\w.~!$&'()*+,;=:@/?#-]|%[0-9A-F]{2})*$/.test(text) && URL.canParse(text, "file:///"),
      "date-time": (text: string) => !Number.isNaN(Date.parse(text)),
    },
  });
  return ajv.compile(schema);
}
