/**
 * What lazy MMU mode postpones, by release and architecture, and what a nested leave does.
 *
 * 6.1 and 6.12 were read in Debian's trees (6.1.192, 6.12.117). Facts of other releases come from
 * the commits named here. Stable releases carry later fixes, so a fact is said of a whole release.
 */

/** Equal to the union of the same name of the index, which this layer may not import. */
type Dialect = "classic" | "counted" | "nolazy";

export interface LazyModeEffect {
  readonly architecture: string;
  /** One sentence: what is postponed, and what leaving a nested section does. */
  readonly effect: string;
  /** File, function, release. */
  readonly source: string;
}

/** A release as `major * 1000 + minor`, so that comparing is plain. */
type ReleaseNumber = number;

interface LazyModeFact extends LazyModeEffect {
  readonly from: ReleaseNumber;
  /** The first release for which it no longer holds. */
  readonly until: ReleaseNumber;
}

const always = 0;
const open = Number.POSITIVE_INFINITY;
/** The first release with lazy_mmu_mode_enable(): include/linux/pgtable.h, 7.0. */
const firstCounted = 7_000;

const facts: readonly LazyModeFact[] = [
  {
    architecture: "arm64",
    from: always,
    until: 6_016,
    effect:
      "Nothing is postponed: this release has no lazy MMU mode here, so nesting has no effect.",
    source: "arch/arm64/include/asm/pgtable.h, __set_pte() in 6.12 and set_pte() in 6.1",
  },
  {
    architecture: "arm64",
    from: 6_016,
    until: 7_000,
    effect:
      "The entry is stored at once and the barriers (DSB, ISB) after a valid kernel entry are postponed; leaving a nested section issues them and ends the mode, so the rest of the outer section is not batched.",
    source:
      "arch/arm64/include/asm/pgtable.h, arch_leave_lazy_mmu_mode(), 6.16 (commits 5fdd05efa1cd, 1ef3095b1405)",
  },
  {
    architecture: "arm64",
    from: 7_000,
    until: open,
    effect:
      "The entry is stored at once and the barriers (DSB, ISB) after a valid kernel entry are postponed; leaving a nested section issues them and batching goes on.",
    source:
      "arch/arm64/include/asm/pgtable.h, arch_flush_lazy_mmu_mode(), 7.0 (commit 4dd9b4d7a8d5)",
  },
  {
    architecture: "powerpc, hash MMU",
    from: always,
    until: 7_000,
    effect:
      "The entry is stored at once and invalidating the old hash entry is postponed, up to 192 of them, with preemption off; leaving a nested section flushes them and ends batching for the rest of the outer section.",
    source:
      "arch/powerpc/include/asm/book3s/64/tlbflush-hash.h, arch_leave_lazy_mmu_mode(), 6.1 and 6.12",
  },
  {
    architecture: "powerpc, hash MMU",
    from: 7_000,
    until: open,
    effect:
      "The entry is stored at once and invalidating the old hash entry is postponed, up to 192 of them, with preemption off; leaving a nested section flushes them and batching goes on.",
    source:
      "arch/powerpc/include/asm/book3s/64/tlbflush-hash.h, arch_flush_lazy_mmu_mode(), 7.0 (commits c3f0778ffeca, 313a05a15a1b)",
  },
  {
    architecture: "powerpc, radix MMU and others",
    from: always,
    until: open,
    effect: "Nothing is postponed: the radix MMU returns at once and the others have no such mode.",
    source:
      "arch/powerpc/include/asm/book3s/64/tlbflush-hash.h, arch_enter_lazy_mmu_mode(), 6.1 and 6.12",
  },
  {
    architecture: "sparc64",
    from: always,
    until: 7_000,
    effect:
      "The entry is stored at once and TSB and TLB invalidation of user addresses is postponed, up to 192 of them, with preemption off; leaving a nested section flushes them and ends batching for the rest of the outer section.",
    source: "arch/sparc/mm/tlb.c, arch_leave_lazy_mmu_mode(), 6.1 and 6.12",
  },
  {
    architecture: "sparc64",
    from: 7_000,
    until: open,
    effect:
      "The entry is stored at once and TSB and TLB invalidation of user addresses is postponed, up to 192 of them, with preemption off; leaving a nested section flushes them and batching goes on.",
    source:
      "arch/sparc/mm/tlb.c, arch_flush_lazy_mmu_mode(), 7.0 (commits 442bf488b9e8, dacd24ec4965)",
  },
  {
    architecture: "x86, Xen PV",
    from: always,
    until: 6_006,
    effect:
      "The write of the entry itself is postponed, so reading it back gives the old value; entering a nested section is a BUG.",
    source: "arch/x86/kernel/paravirt.c, enter_lazy(), 6.1",
  },
  {
    architecture: "x86, Xen PV",
    from: 6_006,
    until: 6_015,
    effect:
      "The write of the entry itself is postponed, so reading it back gives the old value; leaving a nested section flushes the queue and batching goes on.",
    source: "arch/x86/include/asm/xen/hypervisor.h, enter_lazy() and leave_lazy(), 6.12",
  },
  {
    architecture: "x86, Xen PV",
    from: 6_015,
    until: 7_000,
    effect:
      "The write of the entry itself is postponed, so reading it back gives the old value; entering a nested section is a BUG.",
    source: "arch/x86/include/asm/xen/hypervisor.h, enter_lazy(), 6.15 (commit c36549ff8d84)",
  },
  {
    architecture: "x86, Xen PV",
    from: 7_000,
    until: 7_002,
    effect:
      "The write of the entry itself is postponed, so reading it back gives the old value; leaving a nested section flushes the queue and batching goes on.",
    source: "arch/x86/xen/mmu_pv.c, xen_flush_lazy_mmu(), 7.0 (commit 291b3abed657)",
  },
  {
    architecture: "x86, Xen PV",
    from: 7_002,
    until: open,
    effect:
      "The write of the entry itself is postponed, so reading it back gives the old value; leaving a nested section flushes the queue and batching goes on, as Xen tests the generic count itself.",
    source: "arch/x86/xen/mmu_pv.c, xen_batched_set_pte(), 7.2 (commit 811f0d8caa40)",
  },
  {
    architecture: "x86, without Xen PV",
    from: always,
    until: open,
    effect: "Nothing is postponed: the hooks are patched to do nothing, so nesting has no effect.",
    source: "arch/x86/include/asm/paravirt.h, arch_enter_lazy_mmu_mode(), 6.1 and 6.12",
  },
  {
    architecture: "all others",
    from: always,
    until: 7_000,
    effect: "Nothing is postponed: the hooks are empty, so nesting has no effect.",
    source: "include/linux/pgtable.h, arch_enter_lazy_mmu_mode(), 6.1 and 6.12",
  },
  {
    architecture: "all others",
    from: 7_000,
    until: open,
    effect: "Nothing is postponed: without CONFIG_ARCH_HAS_LAZY_MMU_MODE the calls are empty.",
    source:
      "include/linux/pgtable.h, lazy_mmu_mode_enable(), 7.0 (commits 7303ecbfe4f4, 0a096ab7a3a6)",
  },
];

/**
 * One sentence per architecture, in a fixed order. `release` is as the tree says it ("6.12.117");
 * where it is missing or unreadable the one row says that it is not known, and the dialect what
 * still can be said.
 */
export function describeLazyMode(
  release: string | undefined,
  dialect: Dialect,
): readonly LazyModeEffect[] {
  const number = releaseNumber(release);
  if (number === undefined) return [unknownRelease(dialect)];
  return factsOf(number)
    .map((fact) => (dialect === "counted" ? withCounting(fact) : fact))
    .map(({ architecture, effect, source }) => ({ architecture, effect, source }));
}

function factsOf(release: ReleaseNumber): readonly LazyModeFact[] {
  return facts.filter(({ from, until }) => from <= release && release < until);
}

/** A tree on the way to 7.0 counts sections while its Makefile still names the release before. */
function withCounting(fact: LazyModeFact): LazyModeFact {
  if (fact.until !== firstCounted) return fact;
  return factsOf(firstCounted).find((one) => one.architecture === fact.architecture) ?? fact;
}

/** Why an allocation in a callback does no harm to batching where sections are counted. */
export const nestedSectionEffect: { readonly effect: string; readonly source: string } = {
  effect: "a nested section flushes what is pending when it ends, and batching goes on",
  source: "include/linux/pgtable.h, lazy_mmu_mode_disable(), 7.0 (commit 5ab246749569)",
};

/**
 * What entering the mode in the mode does in a release without counting, as a clause: from the same
 * facts as {@link describeLazyMode}.
 */
export function describeNesting(release: string | undefined): string {
  const number = releaseNumber(release);
  if (number === undefined) return "without counting, sections must not be nested";
  const known = factsOf(number);
  const named = (pattern: RegExp) =>
    known.filter(({ effect }) => pattern.test(effect)).map(({ architecture }) => architecture);
  const bugs = named(/a nested section is a BUG/);
  const enders = named(/leaving a nested section .*ends (?:batching|the mode)/);
  const parts: string[] = [];
  if (bugs.length > 0) parts.push(`that is a BUG on ${bugs.join(" and ")}`);
  if (enders.length > 0)
    parts.push(
      `leaving the inner section ends the batching of the outer on ${enders.join(" and ")}`,
    );
  return parts.join("; ");
}

function releaseNumber(release: string | undefined): ReleaseNumber | undefined {
  const match = /^v?(\d{1,3})\.(\d{1,3})(?!\d)/.exec(release ?? "");
  return match === null ? undefined : Number(match[1]) * 1000 + Number(match[2]);
}

function unknownRelease(dialect: Dialect): LazyModeEffect {
  const lead = "The release of this tree is not known, and what is postponed differs by release";
  if (dialect === "counted") {
    return {
      architecture: "all",
      effect: `${lead}; where sections are counted, ${nestedSectionEffect.effect}.`,
      source: nestedSectionEffect.source,
    };
  }
  return {
    architecture: "all",
    effect: `${lead}: page-table writes on x86 Xen PV, barriers on arm64 from 6.16 on, invalidation on powerpc hash and sparc64.`,
    source: "include/linux/pgtable.h, comment above arch_enter_lazy_mmu_mode(), 6.1 and 6.12",
  };
}
