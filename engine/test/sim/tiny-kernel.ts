/**
 * A kernel tree of some two hundred lines, written for these tests: just enough of arm64 for the
 * simulator to build a callback and to run it with debug_pagealloc.
 *
 * Callbacks under test are in mm/subject.c, behind `#include <linux/mm.h>`.
 */
import { defaultSettings, type SimulationSettings, Simulator } from "#engine/sim";

const subjectFile = "mm/subject.c";

const files: Readonly<Record<string, string>> = {
  Makefile: "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 1\n",
  Kbuild: "obj-y += mm/\nobj-y += arch/arm64/mm/\n",
  "mm/Makefile": "obj-y += subject.o\n",
  Kconfig: `
config MMU
	def_bool y

config 64BIT
	def_bool y

config ARM64
	def_bool y
	select ARCH_SUPPORTS_DEBUG_PAGEALLOC

config ARM64_VA_BITS
	int
	default 48

config ARCH_SUPPORTS_DEBUG_PAGEALLOC
	bool

config DEBUG_KERNEL
	bool "Debugging"

config DEBUG_PAGEALLOC
	bool "Unmap free pages"
	depends on ARCH_SUPPORTS_DEBUG_PAGEALLOC
`,
  "arch/arm64/configs/defconfig": "CONFIG_DEBUG_KERNEL=y\n",
  "include/linux/compiler-version.h": "",
  "include/linux/kconfig.h": "#include <generated/autoconf.h>\n",
  "include/linux/compiler_types.h": "",
  "include/linux/types.h": `
#ifndef TYPES_H
#define TYPES_H
#define NULL ((void *)0)
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;
typedef unsigned long size_t;
typedef unsigned long phys_addr_t;
typedef unsigned int gfp_t;
typedef struct { int counter; } atomic_t;
typedef struct { long long counter; } atomic64_t;
typedef struct { long counter; } atomic_long_t;
typedef struct { unsigned long bits; } nodemask_t;
typedef _Bool bool;
#define true 1
#define false 0
#define ENOMEM 12
#define EINVAL 22
#endif
`,
  "include/linux/gfp.h": `
#ifndef GFP_H
#define GFP_H
#include <linux/mm_types.h>
#define __GFP_ZERO 0x100u
#define __GFP_DIRECT_RECLAIM 0x400u
#define __GFP_KSWAPD_RECLAIM 0x800u
#define GFP_ATOMIC __GFP_KSWAPD_RECLAIM
#define GFP_KERNEL (__GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM)
struct page *alloc_pages(gfp_t gfp, unsigned int order);
void __free_pages(struct page *page, unsigned int order);
void free_pages(unsigned long address, unsigned int order);
unsigned long get_zeroed_page(gfp_t gfp);
unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
void *__kmalloc(size_t size, gfp_t gfp);
void kfree(const void *object);
#define kmalloc(size, gfp) __kmalloc(size, gfp)
#define __free_page(page) __free_pages(page, 0)
#endif
`,
  "include/linux/mm_types.h": `
#ifndef MM_TYPES_H
#define MM_TYPES_H
#include <linux/types.h>
typedef struct { u64 pte; } pte_t;
typedef struct { u64 pgd; } pgd_t;
typedef struct { u64 pgprot; } pgprot_t;
struct page {
	unsigned long flags;
	void *mapping;
	unsigned long index;
	unsigned long private;
	atomic_t _mapcount;
	atomic_t _refcount;
	unsigned long memcg;
	void *virtual;
};
struct folio { struct page page; };
struct kmem_cache;
struct task_struct { int pid; };
struct mm_struct { pgd_t *pgd; };
struct vm_area_struct {
	unsigned long vm_start, vm_end;
	struct mm_struct *vm_mm;
	pgprot_t vm_page_prot;
};
extern struct mm_struct init_mm;
#endif
`,
  "include/linux/mm.h": `
#ifndef MM_H
#define MM_H
#include <linux/mm_types.h>
#include <linux/gfp.h>
#include <asm/pgtable.h>
typedef int (*pte_fn_t)(pte_t *pte, unsigned long address, void *data);
int apply_to_page_range(struct mm_struct *mm, unsigned long address, unsigned long size,
			pte_fn_t fn, void *data);
int apply_to_existing_page_range(struct mm_struct *mm, unsigned long address,
				 unsigned long size, pte_fn_t fn, void *data);
void __kernel_map_pages(struct page *page, int numpages, int enable);
#endif
`,
  "arch/arm64/include/asm/pgtable.h": `
#ifndef PGTABLE_H
#define PGTABLE_H
#include <linux/mm_types.h>
#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define PTE_VALID 1UL
#define PTE_ADDRESS 0x0000fffffffff000UL
#define __pte(value) ((pte_t){ (value) })
#define pte_val(x) ((x).pte)
#define __pgprot(value) ((pgprot_t){ (value) })
#define pgprot_val(x) ((x).pgprot)
#define PAGE_KERNEL __pgprot(0x0068000000000703UL)
#define PAGE_SHARED __pgprot(0x00e8000000000f43UL)
#define pte_none(pte) (!pte_val(pte))
#define pte_present(pte) (!!(pte_val(pte) & PTE_VALID))
#define pte_pfn(pte) ((pte_val(pte) & PTE_ADDRESS) >> PAGE_SHIFT)
#define pte_page(pte) pfn_to_page(pte_pfn(pte))
static inline pte_t pfn_pte(unsigned long pfn, pgprot_t prot)
{
	return __pte((pfn << PAGE_SHIFT) | pgprot_val(prot));
}
static inline pte_t pte_next_pfn(pte_t pte) { return __pte(pte_val(pte) + PAGE_SIZE); }
#define mk_pte(page, prot) pfn_pte(page_to_pfn(page), prot)
#endif
`,
  "arch/arm64/mm/Makefile": "obj-y += pageattr.o\n",
  "arch/arm64/mm/pageattr.c": `
#include <linux/mm.h>
struct change { u64 set; u64 clear; };
static int change_one(pte_t *ptep, unsigned long address, void *data)
{
	struct change *change = data;
	pte_t pte = ptep_get(ptep);

	pte_val(pte) &= ~change->clear;
	pte_val(pte) |= change->set;
	__set_pte(ptep, pte);
	return 0;
}
void __kernel_map_pages(struct page *page, int numpages, int enable)
{
	struct change change = { enable ? PTE_VALID : 0, enable ? 0 : PTE_VALID };
	unsigned long address = (unsigned long)page_address(page);

	apply_to_page_range(&init_mm, address, PAGE_SIZE * numpages, change_one, &change);
	if (!enable)
		flush_tlb_kernel_range(address, address + PAGE_SIZE * numpages);
}
`,
};

/** The text of mm/subject.c around a body: `callback` and a caller of the walker. */
export function callbackText(body: string, before = ""): string {
  return `#include <linux/mm.h>
${before}
static int callback(pte_t *pte, unsigned long address, void *data)
{
${body}
}
`;
}

function tinySimulator(subject: string, others: Readonly<Record<string, string>> = {}): Simulator {
  const all: Readonly<Record<string, string>> = { ...files, ...others, [subjectFile]: subject };
  const paths = Object.keys(all).sort();
  return new Simulator({
    readText: (path) => (Object.hasOwn(all, path) ? all[path] : undefined),
    filesDefining: (name) =>
      paths.filter(
        (path) =>
          path.endsWith(".c") && new RegExp(`^\\w.*\\b${name}\\(`, "m").test(all[path] ?? ""),
      ),
    listFiles: (folder) =>
      paths
        .filter(
          (path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes("/"),
        )
        .map((path) => path.slice(folder.length + 1)),
    release: "6.12.1",
    dialect: "classic",
  });
}

/** Simulates `callback` of the text for sixteen pages of existing entries, or of empty ones. */
export function simulate(
  text: string,
  settings: Partial<SimulationSettings> = {},
  others: Readonly<Record<string, string>> = {},
) {
  return tinySimulator(text, others).simulate(
    { file: subjectFile, callback: "callback", site: undefined },
    { ...defaultSettings, pages: 16, budget: 200_000, ...settings },
  );
}

/** The same, where it has to succeed. */
export function simulation(
  text: string,
  settings: Partial<SimulationSettings> = {},
  others: Readonly<Record<string, string>> = {},
) {
  const result = simulate(text, settings, others);
  if (result.kind === "failed") throw new Error(result.reason);
  return result.simulation;
}

/** What a report says of its first run, in the fields that most tests compare. */
export function firstRun(
  text: string,
  settings: Partial<SimulationSettings> = {},
  others: Readonly<Record<string, string>> = {},
) {
  const [run] = simulation(text, settings, others).report.runs;
  if (run === undefined) throw new Error("there is no run");
  return run;
}
