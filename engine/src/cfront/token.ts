/** What the preprocessor hands to the parser. */
import type { PositionId } from "./position.ts";

export type TokenKind = "identifier" | "number" | "character" | "string" | "punctuator" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** As spelled, prefix and quotes included; empty for "end". Digraphs are spelled out as usual ones. */
  readonly text: string;
  readonly at: PositionId;
}
