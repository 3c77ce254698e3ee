/** What the engine answers: reports over a tree or a file. Plain, JSON-safe data. */

import type { Location } from "#engine/base";
import type { Dialect } from "#engine/index";
import type { RefusedIntroduction } from "#engine/introduce";
import type { Finding } from "#engine/lint";
import type { CallSite, Skipped } from "#engine/model";

export interface TreeInfo {
  readonly isKernel: boolean;
  /** Such as "6.12.117"; null when the tree does not say. */
  readonly release: string | null;
  readonly dialect: Dialect;
  readonly architectures: readonly string[];
  /** True when a .config decided between `#if` branches. */
  readonly hasConfiguration: boolean;
}

export interface TreeReport {
  readonly tree: TreeInfo;
  readonly callSites: readonly CallSite[];
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  readonly functionsParsed: number;
}

export interface FileReport {
  readonly file: string;
  readonly callSites: readonly CallSite[];
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
}

/** "none": the tree declares the variants, or has no use for them. */
export type IntroductionOffer =
  | { readonly kind: "none" }
  | { readonly kind: "offered" }
  | RefusedIntroduction;

export interface HoverText {
  readonly location: Location;
  readonly markdown: string;
}
