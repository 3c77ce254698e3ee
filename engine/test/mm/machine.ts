/** A small machine for tests: memory, kernel and user tables, a linear map, and one policy. */
import { invariant } from "#engine/base";
import {
  type Entry,
  ExecutionContext,
  formatFor,
  type Geometry,
  getGeometry,
  HardwareView,
  kernelSpace,
  LazyMmu,
  type LazyPolicy,
  LinearMap,
  type MmProblem,
  type MmSink,
  PageTables,
  type PhysicalMemory,
  type TableFormat,
  Tlb,
  toEntry,
  toVirtualPage,
} from "#engine/mm";
import { entryValue } from "../../src/mm/entry.ts";
import { findPolicy } from "../../src/mm/lazy-policies.ts";

export class MapMemory implements PhysicalMemory {
  readonly lanes = new Map<number, number>();
  #next = 0x1000_0000;
  limit = Number.POSITIVE_INFINITY;

  readLow(address: number): number {
    return this.lanes.get(address) ?? 0;
  }
  readHigh(address: number): number {
    return this.lanes.get(address + 4) ?? 0;
  }
  write(address: number, low: number, high: number): void {
    this.lanes.set(address, low);
    this.lanes.set(address + 4, high);
  }
  writeLow(address: number, low: number): void {
    this.lanes.set(address, low);
  }
  allocateTable(_level: string, byteSize: number): number {
    if (this.limit-- <= 0) return -1;
    const table = Math.ceil(this.#next / 65_536) * 65_536;
    this.#next = table + byteSize;
    return table;
  }
}

const geometryIds: Readonly<Record<string, string>> = {
  arm64: "arm64-4k-48",
  "powerpc-hash": "powerpc-hash-64k",
  "powerpc-radix": "powerpc-radix-64k",
  sparc64: "sparc64-8k",
  "xen-pv": "x86-4k-48",
  x86: "x86-4k-48",
  other: "riscv64-sv48",
  abstract: "arm64-4k-48",
};

const linearBases: Readonly<Record<string, bigint>> = {
  arm64: 0xffff_0000_0000_0000n,
  x86: 0xffff_8880_0000_0000n,
  riscv: 0xffff_af80_0000_0000n,
  powerpc: 0xc000_0000_0000_0000n,
  sparc64: 0xfff8_0000_0000_0000n,
  s390: 0x4000_0000n,
};

const kernelBases: Readonly<Record<string, bigint>> = {
  arm64: 0xffff_8000_9000_0000n,
  x86: 0xffff_c900_4000_0000n,
  riscv: 0xffff_8f80_4000_0000n,
  powerpc: 0xc008_0000_4000_0000n,
  sparc64: 0x1_4000_0000n,
  s390: 0x3_7fe0_4000_0000n,
};

export const firstPfn = 0x4_0000;
const nPages = 1024;

export class Machine {
  readonly memory = new MapMemory();
  readonly context = new ExecutionContext();
  readonly tlb = new Tlb();
  readonly problems: MmProblem[] = [];
  readonly events: string[] = [];
  readonly policy: LazyPolicy;
  readonly geometry: Geometry;
  readonly format: TableFormat;
  readonly mmu: LazyMmu;
  readonly kernel: PageTables;
  readonly user: PageTables;
  readonly view: HardwareView;
  readonly linear: LinearMap;
  readonly sink: MmSink;
  /** First page of a range of kernel entries, one table's at least. */
  readonly kernelPage: number;
  readonly userPage: number;

  constructor(policyId: string, geometryId?: string) {
    const policy = findPolicy(policyId);
    invariant(policy !== undefined, `${policyId} is a policy`);
    this.policy = policy;
    this.geometry = getGeometry(geometryId ?? (geometryIds[policy.machine] as string));
    this.format = formatFor(this.geometry);
    const { memory, format, context, tlb, geometry } = this;
    this.sink = {
      event: (kind, value, _slot, note) => {
        this.events.push(
          note === "ignored" ? `${kind} ignored` : value > 0 ? `${kind} ${value}` : kind,
        );
      },
      problem: (problem) => {
        this.problems.push(problem);
      },
    };
    const pageByteSize = 2 ** geometry.pageShift;
    this.mmu = new LazyMmu(policy, { memory, format, context, tlb, sink: this.sink, pageByteSize });
    this.kernel = new PageTables({ geometry, format, memory, isKernel: true });
    this.user = new PageTables({ geometry, format, memory, isKernel: false });
    this.view = new HardwareView(this.mmu);
    this.view.addSpace(kernelSpace, this.kernel);
    this.view.addSpace(1, this.user);
    const { architecture } = geometry;
    const firstPage = toVirtualPage(geometry, linearBases[architecture] as bigint);
    this.kernelPage = toVirtualPage(geometry, kernelBases[architecture] as bigint);
    this.userPage = 0x4000_0000 / pageByteSize;
    const isBolted = policy.machine === "powerpc-hash";
    this.linear = new LinearMap({ view: this.view, firstPfn, nPages, firstPage, isBolted });
    if (!isBolted) {
      this.kernel.populate(firstPage, firstPage + nPages, (page) =>
        format.linearPte(firstPfn + page - firstPage),
      );
    }
    this.kernel.populate(this.kernelPage, this.kernelPage + 1, () => undefined);
    this.user.populate(this.userPage, this.userPage + 1, () => undefined);
  }

  /** The entry of the n-th page of the kernel's range, or of the process's. */
  slot(n: number, space = kernelSpace): number {
    const tables = space === kernelSpace ? this.kernel : this.user;
    return tables.ensureSlot(this.page(n, space));
  }

  page(n: number, space = kernelSpace): number {
    return (space === kernelSpace ? this.kernelPage : this.userPage) + n;
  }

  /** An entry that is valid, and hashed or accessible where the architecture has that. */
  entry(pfn: number): Entry {
    const { low, high } = this.format.linearPte(pfn);
    if (this.policy.machine !== "powerpc-hash") return { low, high };
    return toEntry(entryValue({ low, high }) | (1n << 55n));
  }

  set(n: number, pfn = firstPfn + (n % nPages), space = kernelSpace): number {
    const { low, high } = this.entry(pfn);
    return this.mmu.setPte(this.slot(n, space), low, high, space, this.page(n, space));
  }

  clear(n: number, space = kernelSpace): number {
    return this.mmu.clearPte(this.slot(n, space), space, this.page(n, space));
  }

  take(n: number, space = kernelSpace): number {
    return this.mmu.getAndClearPte(this.slot(n, space), space, this.page(n, space));
  }

  /** In memory before anything happens: `n` valid entries. */
  prepare(n: number, space = kernelSpace): void {
    const tables = space === kernelSpace ? this.kernel : this.user;
    const from = this.page(0, space);
    tables.populate(from, from + n, (page) => this.entry(firstPfn + ((page - from) % nPages)));
  }

  /** One update that takes part, by the architecture's rules; entries must be prepared. */
  update(n: number): number {
    const isInvalidating = this.policy.postpones === "invalidations";
    if (isInvalidating) return this.clear(n, this.policy.machine === "sparc64" ? 1 : kernelSpace);
    return this.set(n);
  }

  /** B: the linear map of a page, written by the host without a section. */
  mapDirectly(pfn: number, isValid: boolean): void {
    const slot = this.linear.slotOf(pfn);
    const low = this.memory.readLow(slot);
    const high = this.memory.readHigh(slot);
    const entry = isValid ? this.format.linearPte(pfn) : this.format.unmapped(low, high);
    this.mmu.setPte(slot, entry.low, entry.high, kernelSpace, this.linear.pageOf(pfn));
  }

  /** A page that is free, and unmapped since long. */
  unmapBefore(pfn: number): void {
    const slot = this.linear.slotOf(pfn);
    const low = this.memory.readLow(slot);
    const entry = this.format.unmapped(low, this.memory.readHigh(slot));
    this.memory.write(slot, entry.low, entry.high);
  }

  get kinds(): string[] {
    return this.problems.map(({ kind }) => kind);
  }
}

export function repeat(from: number, to: number, action: (n: number) => void): void {
  for (let n = from; n < to; n++) action(n);
}
