/** What the engine answers: reports over a tree or a file. Plain, JSON-safe data. */

import type { Location } from "#engine/base";
import type { Dialect } from "#engine/index";
import type { RefusedIntroduction } from "#engine/introduce";
import type { Finding, SuppressedFinding } from "#engine/lint";
import type { CallSite, LazySection, Skipped } from "#engine/model";
import type { SettingsProblem } from "#engine/settings";

export interface TreeInfo {
  readonly isKernel: boolean;
  /** Such as "6.12.117"; null when the tree does not say. */
  readonly release: string | null;
  readonly dialect: Dialect;
  readonly architectures: readonly string[];
  /** True when a whole .config decided between `#if` branches. */
  readonly hasConfiguration: boolean;
}

export interface TreeReport {
  readonly tree: TreeInfo;
  readonly callSites: readonly CallSite[];
  readonly sections: readonly LazySection[];
  readonly findings: readonly Finding[];
  /** Findings that a comment or the settings say is right; none of them is in `findings`. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly skipped: readonly Skipped[];
  /** What is wrong with the tree's settings, in whose place the defaults stand then. */
  readonly settingsProblems: readonly SettingsProblem[];
  readonly functionsParsed: number;
}

export interface FileReport {
  readonly file: string;
  /** The callbacks that the file defines, by place. */
  readonly callbacks: readonly CallbackModes[];
  readonly callSites: readonly CallSite[];
  readonly sections: readonly LazySection[];
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Of the file of settings, when this is it. */
  readonly settingsProblems: readonly SettingsProblem[];
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

/** In which modes the walks of a tree run a callback. */
export interface CallbackModes {
  readonly name: string;
  /** The definition's head, from its name to the end of its parameters. */
  readonly head: Location;
  /** Call sites that run it in lazy MMU mode. */
  readonly lazy: number;
  /** Call sites that run it outside of lazy MMU mode. */
  readonly eager: number;
}

/** A function or macro on the path of some call site. */
export interface PathFunction {
  readonly name: string;
  /** Of its name. */
  readonly location: Location;
  /** Of its whole definition. */
  readonly range: Location;
}

/** A function beside another one on some path, and where the calls between them stand. */
export interface PathCalls {
  readonly function: PathFunction;
  readonly calls: readonly Location[];
}

export interface PathNeighbours {
  readonly function: PathFunction;
  readonly callers: readonly PathCalls[];
  readonly callees: readonly PathCalls[];
}
