/** Rules: from call sites to findings with wording and fixes. */
export type { Confidence, FileEdit, Finding, Fix, RelatedNote, Severity } from "./finding.ts";
