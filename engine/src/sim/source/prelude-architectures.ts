/**
 * The part of the prelude that differs by architecture.
 *
 * Each piece names the kernel's function that it stands for; the facts are those of 6.12 unless a
 * line says otherwise.
 */

/** arch/arm64/include/asm/pgtable.h, tlbflush.h and cpufeature.h. */
const arm64 = `
#define __set_pte(ptep, pte) __sim_store_pte(ptep, pte)
#define __set_pte_nosync(ptep, pte) __sim_store_pte(ptep, pte)
#define __ptep_get(ptep) READ_ONCE(*(ptep))
#define __set_ptes(mm, address, ptep, pte, nr) set_ptes(mm, address, ptep, pte, nr)
#define __pte_clear(mm, address, ptep) __sim_clear_pte(mm, address, ptep)
#define __ptep_get_and_clear(mm, address, ptep) __sim_take_pte(mm, address, ptep)
void __sim_barrier(const char *name);
#define dsb(option) __sim_barrier("dsb " #option)
#define dmb(option) __sim_barrier("dmb " #option)
#define isb() __sim_barrier("isb")
#define alternative_has_cap_likely(cap) 0
#define alternative_has_cap_unlikely(cap) 0
#define cpus_have_final_cap(cap) 0
#define cpus_have_cap(cap) 0
#define system_supports_bti_kernel() 0
#define system_supports_mte() 0
#define system_supports_lpa2() 0
#define lpa2_is_enabled() 0
#define arm64_use_ng_mappings 0
#define __tag_set(address, tag) (address)
#define __tag_reset(address) (address)
#define __tag_get(address) 0
#define untagged_addr(address) (address)
`;

/** arch/x86/include/asm/paravirt.h: machine frame numbers are the page frame numbers. */
const x86 = `
static inline pte_t __pte(pteval_t value) { return (pte_t){ value }; }
static inline pteval_t pte_val(pte_t pte) { return pte.pte; }
static inline pmd_t __pmd(pmdval_t value) { return (pmd_t){ value }; }
static inline pmdval_t pmd_val(pmd_t pmd) { return pmd.pmd; }
static inline pud_t __pud(pudval_t value) { return (pud_t){ value }; }
static inline pudval_t pud_val(pud_t pud) { return pud.pud; }
static inline p4d_t __p4d(p4dval_t value) { return (p4d_t){ value }; }
static inline p4dval_t p4d_val(p4d_t p4d) { return p4d.p4d; }
static inline pgd_t __pgd(pgdval_t value) { return (pgd_t){ value }; }
static inline pgdval_t pgd_val(pgd_t pgd) { return pgd.pgd; }
#define __pte __pte
#define pte_val pte_val
#define __pmd __pmd
#define pmd_val pmd_val
#define __pud __pud
#define pud_val pud_val
#define __p4d __p4d
#define p4d_val p4d_val
#define __pgd __pgd
#define pgd_val pgd_val
#define set_pte_atomic(ptep, pte) __sim_store_pte(ptep, pte)
#define native_set_pte(ptep, pte) __sim_store_pte(ptep, pte)
#define pgtable_l5_enabled() 0
#define pgdir_shift 39
#define ptrs_per_p4d 1
#define page_offset_base __SIM_LINEAR_BASE
#define vmemmap_base __SIM_VMEMMAP_BASE
unsigned long phys_base;
unsigned long max_pfn_mapped;
int kernel_set_to_readonly;
spinlock_t pgd_lock;
#define boot_cpu_has(bit) 0
#define cpu_feature_enabled(bit) 0
#define static_cpu_has(bit) 0
#define __supported_pte_mask (~0UL)
#define __default_kernel_pte_mask (~0UL)
#define sme_me_mask 0
#define cc_mkenc(value) (value)
#define cc_mkdec(value) (value)
#define physical_mask ((1ULL << 46) - 1)
#define phys_to_machine(x) ((xmaddr_t){ (x).paddr })
#define machine_to_phys(x) ((xpaddr_t){ (x).maddr })
#define pfn_to_mfn(pfn) (pfn)
#define mfn_to_pfn(mfn) (mfn)
#define virt_to_machine(address) ((xmaddr_t){ __pa(address) })
#define arbitrary_virt_to_machine(address) ((xmaddr_t){ __pa(address) })
#define xen_feature(feature) 0
#define xen_pv_domain() __SIM_XEN_PV
#define xen_domain() __SIM_XEN_PV
`;

/** arch/riscv/include/asm/pgtable.h and cpufeature.h: four levels, no alternative is patched in. */
const riscv = `
#define pgtable_l5_enabled 0
#define pgtable_l4_enabled 1
#define riscv_has_extension_likely(extension) 0
#define riscv_has_extension_unlikely(extension) 0
#define ALT_SVPBMT(value, prot) ((value) = 0)
#define ALT_THEAD_PMA(value) ((void)0)
#define local_flush_tlb_page(address) __sim_flush_tlb(address, (address) + PAGE_SIZE, __SIM_TLB_LOCAL)
#define local_flush_tlb_all() __sim_flush_tlb(0, ~0UL, __SIM_TLB_LOCAL)
#define flush_icache_pte(mm, pte) ((void)0)
`;

/** arch/powerpc/include/asm/book3s/64/pgtable.h: pte_update() is atomic, and the batch sees it. */
const powerpc = `
unsigned long __sim_update_pte(struct mm_struct *mm, unsigned long address, pte_t *ptep,
			       unsigned long clear, unsigned long set);
static inline unsigned long pte_update(struct mm_struct *mm, unsigned long address, pte_t *ptep,
				       unsigned long clear, unsigned long set, int huge)
{ return __sim_update_pte(mm, address, ptep, clear, set); }
#define pte_update pte_update
static inline _Bool radix_enabled(void) { return !__SIM_HASH_MMU; }
static inline _Bool early_radix_enabled(void) { return !__SIM_HASH_MMU; }
#define radix_enabled radix_enabled
#define early_radix_enabled early_radix_enabled
#define mmu_has_feature(feature) 0
#define early_mmu_has_feature(feature) 0
#define cpu_has_feature(feature) 0
#define firmware_has_feature(feature) 0
void __sim_map_linear(struct page *page, int n, int enable);
#define hash__kernel_map_pages(page_, n, enable) ({ __sim_map_linear(page_, n, enable); 0; })
#define __set_pte_at(mm, address, ptep, pte, percpu) __sim_set_pte(mm, address, ptep, pte)
`;

/** arch/s390/include/asm/pgtable.h: IPTE invalidates an entry and its translations at once. */
const s390 = String.raw`
#define machine_has_idte() 0
#define mm_has_pgste(mm) 0
struct lowcore __sim_lowcore;
#define get_lowcore() (&__sim_lowcore)
unsigned long __sim_update_pte(struct mm_struct *mm, unsigned long address, pte_t *ptep,
			       unsigned long clear, unsigned long set);
#define __ptep_ipte(address, ptep, opt, asce, local) \
	((void)__sim_update_pte(&init_mm, address, ptep, 0, _PAGE_INVALID))
#define __ptep_ipte_range(address, nr, ptep, local) \
	do { unsigned long __in; for (__in = 0; __in <= (nr); __in++) \
		__sim_update_pte(&init_mm, (address) + __in * PAGE_SIZE, (ptep) + __in, 0, _PAGE_INVALID); } while (0)
#define test_facility(number) 0
#define __test_facility(number, list) 0
#define MACHINE_HAS_IDTE 0
#define MACHINE_HAS_NX 0
#define MACHINE_HAS_EDAT1 0
#define MACHINE_HAS_TLB_LC 0
#define __tlb_flush_kernel() __sim_flush_tlb(0, ~0UL, __SIM_TLB_KERNEL)
`;

/** arch/sparc/include/asm/pgtable_64.h. */
const sparc64 = String.raw`
#define __set_pte_at(mm, address, ptep, pte, full) __sim_set_pte(mm, address, ptep, pte)
/* The linear map begins where physical address 0 would be. */
#define PAGE_OFFSET (__SIM_LINEAR_BASE - __SIM_PHYS_BASE)
#define __SIM_SPARC_ENTRY (_PAGE_VALID | _PAGE_PRESENT_4U | _PAGE_CP_4U | _PAGE_CV_4U | _PAGE_R | _PAGE_READ_4U | \
	_PAGE_WRITE_4U | _PAGE_W_4U | _PAGE_ACCESSED_4U | _PAGE_MODIFIED_4U)
#define PAGE_KERNEL __pgprot(__SIM_SPARC_ENTRY | _PAGE_P_4U)
#define PAGE_SHARED __pgprot(__SIM_SPARC_ENTRY)
#define pte_pfn(pte) ((unsigned long)((pte_val(pte) & _PAGE_PADDR_4U) >> PAGE_SHIFT))
#define pte_present(pte) ((unsigned long)(pte_val(pte) & _PAGE_PRESENT_4U))
#define flush_tsb_kernel_range(start, end) ((void)0)
#define __flush_tlb_kernel_range(start, end) __sim_flush_tlb(start, end, __SIM_TLB_LOCAL)
`;

/** arch/arm/include/asm/pgtable.h: the processor's routine stores both halves of an entry. */
const arm = `
#define set_pte_ext(ptep, pte, extension) __sim_store_pte(ptep, __pte(pte_val(pte) | (extension)))
#define cpu_set_pte_ext(ptep, pte, extension) __sim_store_pte(ptep, __pte(pte_val(pte) | (extension)))
#define __sync_icache_dcache(pte) ((void)0)
`;

export const architecturePreludes: Readonly<Record<string, string>> = {
  arm,
  arm64,
  powerpc,
  riscv,
  s390,
  sparc64,
  x86,
};
