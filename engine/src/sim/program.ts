/** A compiled scenario: all that a run needs besides its settings. */
import type { Image, ImageFunction } from "#engine/cfront";
import type { Geometry, TableFormat } from "#engine/mm";
import type { KernelFacts } from "./kernel-state.ts";
import type { MemoryMap } from "./memory-map.ts";
import type { Scenario } from "./scenario.ts";

export interface Program {
  readonly image: Image;
  /** Sets the data object and the entries up; not part of the record. */
  readonly prepare: ImageFunction;
  /** Calls the walker and answers what it returns. */
  readonly run: ImageFunction;
  readonly scenario: Scenario;
  readonly geometry: Geometry;
  readonly format: TableFormat;
  readonly map: MemoryMap;
  readonly isIlp32: boolean;
  readonly facts: KernelFacts;
  readonly stubs: readonly string[];
  /** Whether anything that runs may take pages. */
  readonly mayAllocate: boolean;
}
