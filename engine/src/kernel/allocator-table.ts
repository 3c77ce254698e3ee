/**
 * The names by which kernel code enters the page allocator (mm/page_alloc.c), as data.
 *
 * Each was looked up in 6.12.117 and 6.1.192; `node scripts/check-allocators.mjs TREE` looks again.
 * What `reach` means is said in allocators.ts. `home` is wider than one file on purpose: mm moves
 * definitions between its files from release to release, and what matters is only that a function
 * of the same name elsewhere, such as in a driver, is another function.
 */
import type { AllocatorReach, AllocatorUse } from "./allocators.ts";

export interface AllocatorGroup {
  readonly reach: AllocatorReach;
  readonly use: AllocatorUse;
  /** What stands between the call and the page allocator, as a noun phrase. */
  readonly via?: string;
  /** mm/mmu_gather.c, tlb_next_batch() and what leads to it, 6.12. */
  readonly isWrapper?: true;
  /** Folders, ending in "/", or files; separated by spaces. */
  readonly home: string;
  /** Sorted, separated by white space. */
  readonly names: string;
}

export const allocatorGroups: readonly AllocatorGroup[] = [
  {
    reach: "direct",
    use: "allocates or frees",
    home: "arch/",
    names: `
      __p4d_free_tlb __pmd_free_tlb __pte_free_tlb __pud_free_tlb page_table_free_rcu
      pgtable_free_tlb
    `,
  },
  {
    reach: "direct",
    use: "allocates or frees",
    home: "arch/ include/ mm/",
    names: "p4d_free_tlb pmd_free_tlb pte_free_tlb pud_free_tlb tlb_remove_table",
  },
  {
    reach: "direct",
    use: "allocates or frees",
    isWrapper: true,
    home: "include/ mm/",
    names: `
      __tlb_remove_page tlb_remove_page tlb_remove_page_ptdesc tlb_remove_page_size
      tlb_remove_ptdesc
    `,
  },
  {
    reach: "direct",
    use: "allocates",
    home: "arch/",
    names: "crst_table_alloc page_table_alloc pgd_alloc",
  },
  {
    reach: "direct",
    use: "allocates",
    home: "arch/ include/ mm/",
    names: `
      alloc_zeroed_user_highpage_movable p4d_alloc_one pmd_alloc_one pte_alloc_one
      pte_alloc_one_kernel pud_alloc_one vma_alloc_zeroed_movable_folio
    `,
  },
  {
    reach: "direct",
    use: "allocates",
    isWrapper: true,
    home: "arch/ include/ mm/",
    names: "__tlb_remove_folio_pages __tlb_remove_page_size",
  },
  {
    reach: "direct",
    use: "allocates",
    home: "drivers/base/ include/",
    names: "devm_get_free_pages",
  },
  {
    reach: "direct",
    use: "allocates",
    home: "include/ kernel/",
    names: "dma_alloc_contiguous",
  },
  {
    reach: "direct",
    use: "allocates",
    home: "include/ mm/",
    names: `
      __alloc_pages __alloc_pages_bulk __alloc_pages_node __alloc_pages_node_noprof
      __alloc_pages_noprof __dev_alloc_page __dev_alloc_page_noprof __dev_alloc_pages
      __dev_alloc_pages_noprof __folio_alloc __folio_alloc_node __folio_alloc_node_noprof
      __folio_alloc_noprof __get_dma_pages __get_free_page __get_free_pages __get_locked_pte
      __isolate_free_page __kmalloc_large_node_noprof __kmalloc_large_noprof __p4d_alloc
      __page_cache_alloc __pmd_alloc __pte_alloc __pte_alloc_kernel __pte_alloc_one
      __pte_alloc_one_kernel __pte_alloc_one_kernel_noprof __pte_alloc_one_noprof
      __pud_alloc __pud_alloc_one __pud_alloc_one_noprof add_swap_count_continuation
      alloc_contig_pages alloc_contig_pages_noprof alloc_contig_range
      alloc_contig_range_noprof alloc_migration_target alloc_page alloc_page_vma
      alloc_page_vma_noprof alloc_pages alloc_pages_bulk_array
      alloc_pages_bulk_array_mempolicy alloc_pages_bulk_array_mempolicy_noprof
      alloc_pages_bulk_array_node alloc_pages_bulk_array_node_noprof alloc_pages_bulk_list
      alloc_pages_bulk_noprof alloc_pages_exact alloc_pages_exact_nid
      alloc_pages_exact_nid_noprof alloc_pages_exact_noprof alloc_pages_mpol
      alloc_pages_mpol_noprof alloc_pages_node alloc_pages_node_noprof alloc_pages_noprof
      balloon_page_alloc cma_alloc cma_alloc_folio dev_alloc_page dev_alloc_pages
      filemap_alloc_folio filemap_alloc_folio_noprof folio_alloc folio_alloc_gigantic
      folio_alloc_gigantic_noprof folio_alloc_mpol folio_alloc_mpol_noprof
      folio_alloc_noprof get_free_pages_noprof get_locked_pte get_zeroed_page
      get_zeroed_page_noprof kmalloc_large kmalloc_large_node mempool_alloc_pages p4d_alloc
      p4d_alloc_track pagetable_alloc pagetable_alloc_noprof pmd_alloc pmd_alloc_one_noprof
      pmd_alloc_track pte_alloc pte_alloc_kernel pte_alloc_kernel_track pte_alloc_map
      pte_alloc_map_lock pte_alloc_one_kernel_noprof pte_alloc_one_noprof pud_alloc
      pud_alloc_one_noprof pud_alloc_track take_page_off_buddy vma_alloc_folio
      vma_alloc_folio_noprof vmemmap_alloc_block vmemmap_alloc_block_buf
    `,
  },
  {
    reach: "direct",
    use: "frees",
    home: "arch/",
    names: "crst_table_free page_table_free page_table_free_pgste pgtable_free",
  },
  {
    reach: "direct",
    use: "frees",
    home: "arch/ include/ mm/",
    names: "__pud_free p4d_free pgd_free pmd_free pte_free pte_free_kernel pud_free vmemmap_free",
  },
  {
    reach: "direct",
    use: "frees",
    home: "drivers/base/ include/",
    names: "devm_free_pages",
  },
  {
    reach: "direct",
    use: "frees",
    home: "include/ kernel/",
    names: "dma_free_contiguous",
  },
  {
    reach: "direct",
    use: "frees",
    home: "include/ mm/",
    names: `
      __folio_put __free_page __free_pages __free_pages_core __putback_isolated_page
      accept_page cma_free_folio cma_release decay_pcp_high destroy_large_folio
      drain_all_pages drain_local_pages drain_zone_pages free_compound_page
      free_contig_range free_highmem_page free_initmem_default free_page free_pages
      free_pages_exact free_reserved_area free_reserved_page free_reserved_ptdesc
      free_unref_folios free_unref_page free_unref_page_list generic_online_page
      memblock_free_all memblock_free_late memblock_free_pages mempool_free_pages
      pagetable_free put_page_back_buddy tlb_change_page_size tlb_finish_mmu tlb_flush_mmu
    `,
  },
  {
    reach: "indirect",
    use: "allocates or frees",
    via: "a page-fragment cache",
    home: "include/ net/core/",
    names: "skb_page_frag_refill",
  },
  {
    reach: "indirect",
    use: "allocates or frees",
    via: "slab or vmalloc",
    home: "include/ mm/",
    names: "__kvmalloc_node_noprof kvrealloc kvrealloc_noprof",
  },
  {
    reach: "indirect",
    use: "allocates or frees",
    via: "slab",
    home: "include/ mm/",
    names: `
      __kmem_cache_create_args kmem_buckets_create kmem_cache_create
      kmem_cache_create_usercopy kmem_cache_destroy kmem_cache_shrink krealloc
      krealloc_array krealloc_noprof
    `,
  },
  {
    reach: "indirect",
    use: "allocates or frees",
    via: "the batches of objects that RCU frees later",
    home: "include/ kernel/",
    names: "kvfree_call_rcu",
  },
  {
    reach: "indirect",
    use: "allocates or frees",
    via: "the batches of objects that RCU frees later",
    home: "include/ mm/",
    names: "kfree_rcu kfree_rcu_mightsleep kvfree_rcu kvfree_rcu_mightsleep",
  },
  {
    reach: "indirect",
    use: "allocates or frees",
    via: "the splitting of a huge page",
    home: "include/ mm/",
    names: `
      __split_huge_pmd split_folio split_folio_to_list split_huge_page
      split_huge_page_to_list_to_order split_huge_pmd split_huge_pmd_address
      split_huge_pmd_locked
    `,
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "a fault on user memory",
    home: "include/ mm/",
    names: `
      get_user_pages get_user_pages_fast get_user_pages_remote get_user_pages_unlocked
      pin_user_pages pin_user_pages_fast pin_user_pages_remote pin_user_pages_unlocked
    `,
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "a memory pool",
    home: "include/ mm/",
    names: `
      mempool_alloc mempool_alloc_noprof mempool_alloc_noreserve mempool_create_node
      mempool_create_node_noprof mempool_init mempool_init_noprof mempool_resize
    `,
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "a page-fragment cache",
    home: "include/ mm/",
    names: `
      __page_frag_alloc_align napi_alloc_frag napi_alloc_frag_align netdev_alloc_frag
      netdev_alloc_frag_align page_frag_alloc page_frag_alloc_align
    `,
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "a page-fragment cache",
    home: "include/ net/core/",
    names: "__napi_alloc_frag_align __netdev_alloc_frag_align",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "slab or vmalloc",
    home: "include/ lib/",
    names: "rhashtable_init rhltable_init",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "slab or vmalloc",
    home: "include/ mm/",
    names: `
      kvcalloc kvcalloc_node kvcalloc_node_noprof kvcalloc_noprof kvmalloc kvmalloc_array
      kvmalloc_array_node_noprof kvmalloc_array_noprof kvmalloc_flex kvmalloc_node
      kvmalloc_node_noprof kvmalloc_noprof kvmalloc_obj kvmalloc_objs kvmemdup
      kvmemdup_bpfptr kvzalloc kvzalloc_flex kvzalloc_node kvzalloc_obj kvzalloc_objs
      memdup_sockptr memdup_sockptr_nul vmemdup_user
    `,
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "slab, where page-table locks have their own objects",
    home: "include/ mm/",
    names: "pagetable_pmd_ctor pagetable_pte_ctor ptlock_alloc",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "slab",
    home: "drivers/base/ include/",
    names: "devm_kasprintf devm_kmalloc devm_kmemdup devm_kstrdup",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "slab",
    home: "include/ lib/",
    names: `
      __xa_alloc __xa_cmpxchg __xa_insert __xa_store ida_alloc_range idr_alloc idr_preload
      kasprintf kvasprintf kvasprintf_const radix_tree_insert radix_tree_maybe_preload
      radix_tree_preload xa_store xas_nomem
    `,
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "slab",
    home: "include/ mm/",
    names: `
      __acomp_request_alloc __kmalloc __kmalloc_cache_node_noprof __kmalloc_cache_noprof
      __kmalloc_node __kmalloc_node_noprof __kmalloc_node_track_caller
      __kmalloc_node_track_caller_noprof __kmalloc_noprof __kmem_cache_alloc_node
      ahash_request_alloc alloc_skb devm_kcalloc devm_kmalloc_array devm_kzalloc kcalloc
      kcalloc_node kmalloc kmalloc_array kmalloc_array_node kmalloc_array_node_noprof
      kmalloc_array_noprof kmalloc_flex kmalloc_node kmalloc_node_noprof kmalloc_node_trace
      kmalloc_node_track_caller kmalloc_node_track_caller_noprof kmalloc_noprof kmalloc_obj
      kmalloc_objs kmalloc_trace kmalloc_track_caller kmalloc_track_caller_noprof
      kmem_buckets_alloc kmem_buckets_alloc_track_caller kmem_cache_alloc
      kmem_cache_alloc_bulk kmem_cache_alloc_bulk_noprof kmem_cache_alloc_lru
      kmem_cache_alloc_lru_noprof kmem_cache_alloc_node kmem_cache_alloc_node_noprof
      kmem_cache_alloc_noprof kmem_cache_zalloc kmemdup kmemdup_array kmemdup_noprof
      kmemdup_nul krealloc_array_noprof kstrdup kstrdup_const kzalloc kzalloc_flex
      kzalloc_node kzalloc_noprof kzalloc_obj kzalloc_objs memdup_user memdup_user_nul
      netlbl_catmap_alloc netlbl_secattr_alloc netlbl_secattr_cache_alloc nla_memdup
      ptr_ring_init ptr_ring_resize ptr_ring_resize_multiple_bh skb_array_init
      skb_array_resize_multiple_bh skcipher_request_alloc tcx_entry_create xa_alloc
    `,
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "slab",
    home: "include/ net/core/",
    names: "__alloc_skb",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "the DMA layer",
    home: "include/ kernel/",
    names: "dma_alloc_attrs dma_alloc_noncontiguous dma_alloc_pages",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "the DMA layer",
    home: "include/ mm/",
    names: "dma_alloc_coherent dma_alloc_noncoherent dma_pool_alloc dma_pool_zalloc",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "the file system's dirty accounting",
    home: "include/ mm/",
    names: "folio_mark_dirty set_page_dirty set_page_dirty_lock",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "the network page pool",
    home: "include/ net/core/",
    names: "page_pool_alloc_frag page_pool_alloc_pages",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "the page that tables are cut from",
    home: "arch/",
    names: "pmd_fragment_alloc pte_fragment_alloc",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "the per-CPU allocator",
    home: "include/ mm/",
    names: `
      __alloc_percpu __alloc_percpu_gfp __alloc_reserved_percpu alloc_percpu
      alloc_percpu_gfp alloc_percpu_noprof pcpu_alloc_noprof
    `,
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "the pool of huge pages",
    home: "include/ mm/",
    names: `
      alloc_huge_page alloc_huge_page_nodemask alloc_huge_page_vma alloc_hugetlb_folio
      alloc_hugetlb_folio_nodemask alloc_hugetlb_folio_reserve
    `,
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "the splitting of a huge page",
    home: "include/ lib/",
    names: "xas_split_alloc",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "the stack depot, when its pool is full",
    home: "include/ lib/",
    names: "stack_depot_save stack_depot_save_flags",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "the swap map, when a count overflows",
    home: "include/ mm/",
    names: "swap_duplicate",
  },
  {
    reach: "indirect",
    use: "allocates",
    via: "vmalloc",
    home: "include/ mm/",
    names: `
      __get_vm_area_caller __vcalloc __vcalloc_noprof __vmalloc __vmalloc_array
      __vmalloc_array_noprof __vmalloc_node __vmalloc_node_noprof __vmalloc_node_range
      __vmalloc_node_range_noprof __vmalloc_noprof get_vm_area get_vm_area_caller
      kmem_buckets_valloc vcalloc vcalloc_noprof vm_area_map_pages vm_map_ram vmalloc
      vmalloc_32 vmalloc_32_noprof vmalloc_32_user vmalloc_32_user_noprof vmalloc_array
      vmalloc_array_noprof vmalloc_huge vmalloc_huge_noprof vmalloc_node vmalloc_node_noprof
      vmalloc_noprof vmalloc_user vmalloc_user_noprof vmap vmap_pfn vrealloc vrealloc_noprof
      vzalloc vzalloc_node vzalloc_node_noprof vzalloc_noprof
    `,
  },
  {
    reach: "indirect",
    use: "frees",
    via: "RCU, after a grace period",
    home: "arch/ include/ mm/",
    names: "pte_free_defer",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "a memory pool",
    home: "include/ mm/",
    names: "mempool_destroy mempool_exit mempool_free",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "a work item, later",
    home: "include/ mm/",
    names: "vfree_atomic",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "slab or vmalloc",
    home: "include/ mm/",
    names: "kvfree kvfree_sensitive",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "slab, where page-table locks have their own objects",
    home: "include/ mm/",
    names: "pagetable_pmd_dtor pagetable_pte_dtor ptlock_free",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "slab",
    home: "drivers/base/ include/",
    names: "devm_kfree",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "slab",
    home: "include/ mm/",
    names: `
      ___cache_free __kmem_cache_free free_large_kmalloc kfree kfree_bulk kfree_sensitive
      kfree_skb kmem_cache_free kmem_cache_free_bulk
    `,
  },
  {
    reach: "indirect",
    use: "frees",
    via: "slab",
    home: "include/ net/core/",
    names: "consume_skb",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "the DMA layer",
    home: "include/ kernel/",
    names: "dma_free_attrs dma_free_noncontiguous dma_free_pages",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "the DMA layer",
    home: "include/ mm/",
    names: "dma_free_coherent dma_free_noncoherent dma_pool_free",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "the driver that owns the device memory",
    home: "include/ mm/",
    names: "free_zone_device_folio",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "the per-CPU allocator",
    home: "include/ mm/",
    names: "free_percpu",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "the pool of huge pages",
    home: "include/ mm/",
    names: "free_huge_folio free_huge_page",
  },
  {
    reach: "indirect",
    use: "frees",
    via: "the swap layer",
    home: "include/ mm/",
    names: `
      delete_from_swap_cache folio_free_swap free_swap_cache free_swap_slot put_swap_folio
      swap_free swap_free_nr
    `,
  },
  {
    reach: "indirect",
    use: "frees",
    via: "vmalloc",
    home: "include/ mm/",
    names: "free_vm_area remove_vm_area vfree vm_unmap_aliases vm_unmap_ram vunmap",
  },
  {
    reach: "reference",
    use: "frees",
    via: "a full batch, which drops the last reference of pages put there before",
    home: "include/ mm/",
    names: `
      deactivate_file_folio folio_activate folio_add_anon_rmap_pmd folio_add_anon_rmap_pte
      folio_add_anon_rmap_ptes folio_add_file_rmap_pmd folio_add_file_rmap_pte
      folio_add_file_rmap_ptes folio_add_lru folio_add_lru_vma folio_deactivate
      folio_mark_accessed folio_mark_lazyfree folio_putback_lru folio_remove_rmap_pmd
      folio_remove_rmap_pte folio_remove_rmap_ptes folio_rotate_reclaimable lru_add_drain
      lru_add_drain_all lru_add_drain_cpu lru_add_drain_cpu_zone lru_cache_add
      lru_cache_add_inactive_or_unevictable mark_page_accessed mlock_drain_local mlock_folio
      mlock_new_folio mlock_new_page mlock_page_drain_local mlock_vma_folio mlock_vma_page
      munlock_folio munlock_page munlock_vma_folio munlock_vma_page page_add_anon_rmap
      page_add_file_rmap page_remove_rmap
    `,
  },
  {
    reach: "reference",
    use: "frees",
    via: "the last reference to a boot-time page",
    home: "include/ mm/",
    names: "put_page_bootmem",
  },
  {
    reach: "reference",
    use: "frees",
    via: "the last reference to a table fragment's page",
    home: "arch/",
    names: "pmd_fragment_free pte_fragment_free",
  },
  {
    reach: "reference",
    use: "frees",
    via: "the last reference",
    home: "include/ mm/",
    names: `
      __folio_batch_release __page_frag_cache_drain __pagevec_release detach_page_private
      folio_batch_release folio_detach_private folio_put folio_put_refs folio_release_kmap
      folios_put folios_put_refs free_page_and_swap_cache free_pages_and_swap_cache
      free_swap_and_cache free_swap_and_cache_nr page_frag_cache_drain page_frag_free
      pagevec_release put_page put_pages_list release_pages skb_free_frag unmap_and_put_page
      unpin_folio unpin_folios unpin_user_folio unpin_user_page
      unpin_user_page_range_dirty_lock unpin_user_pages unpin_user_pages_dirty_lock
    `,
  },
  {
    reach: "reference",
    use: "frees",
    via: "the last reference",
    home: "include/ net/core/",
    names: "page_pool_put_unrefed_page",
  },
];

/**
 * Names that only one of the two checked releases has: a release before or after it may lack them.
 * All other names of the table are in both.
 */
export const namesOfOneRelease: Readonly<Record<string, string>> = {
  "6.1": `
    __kmalloc __kmalloc_node __kmalloc_node_track_caller __kmem_cache_alloc_node
    __kmem_cache_free __pagevec_release alloc_huge_page alloc_huge_page_nodemask
    alloc_huge_page_vma alloc_zeroed_user_highpage_movable destroy_large_folio
    free_compound_page free_huge_page free_unref_page_list kmalloc_large kmalloc_large_node
    kmalloc_node_trace kmalloc_trace lru_cache_add lru_cache_add_inactive_or_unevictable
    mlock_new_page mlock_page_drain_local mlock_vma_page munlock_page munlock_vma_page
    page_add_anon_rmap page_add_file_rmap page_remove_rmap page_table_free_rcu pagevec_release
  `,
  "6.12": `
    __alloc_pages_node_noprof __alloc_pages_noprof __dev_alloc_page_noprof
    __dev_alloc_pages_noprof __folio_alloc_node_noprof __folio_alloc_noprof
    __folio_batch_release __kmalloc_cache_node_noprof __kmalloc_cache_noprof
    __kmalloc_large_node_noprof __kmalloc_large_noprof __kmalloc_node_noprof
    __kmalloc_node_track_caller_noprof __kmalloc_noprof __kmem_cache_create_args
    __kvmalloc_node_noprof __page_frag_alloc_align __pte_alloc_one_kernel_noprof
    __pte_alloc_one_noprof __pud_alloc_one_noprof __tlb_remove_folio_pages __vcalloc_noprof
    __vmalloc_array_noprof __vmalloc_node_noprof __vmalloc_node_range_noprof __vmalloc_noprof
    accept_page alloc_contig_pages_noprof alloc_contig_range_noprof alloc_hugetlb_folio
    alloc_hugetlb_folio_nodemask alloc_hugetlb_folio_reserve alloc_page_vma_noprof
    alloc_pages_bulk_array_mempolicy_noprof alloc_pages_bulk_array_node_noprof
    alloc_pages_bulk_noprof alloc_pages_exact_nid_noprof alloc_pages_exact_noprof
    alloc_pages_mpol alloc_pages_mpol_noprof alloc_pages_node_noprof alloc_pages_noprof
    alloc_percpu_noprof cma_alloc_folio cma_free_folio decay_pcp_high filemap_alloc_folio_noprof
    folio_add_anon_rmap_pmd folio_add_anon_rmap_pte folio_add_anon_rmap_ptes
    folio_add_file_rmap_pmd folio_add_file_rmap_pte folio_add_file_rmap_ptes
    folio_alloc_gigantic folio_alloc_gigantic_noprof folio_alloc_mpol folio_alloc_mpol_noprof
    folio_alloc_noprof folio_deactivate folio_mark_lazyfree folio_release_kmap
    folio_remove_rmap_pmd folio_remove_rmap_pte folio_remove_rmap_ptes folios_put_refs
    free_huge_folio free_reserved_ptdesc free_swap_and_cache_nr free_unref_folios
    free_zone_device_folio get_free_pages_noprof get_zeroed_page_noprof
    kmalloc_array_node_noprof kmalloc_array_noprof kmalloc_flex kmalloc_node_noprof
    kmalloc_node_track_caller_noprof kmalloc_noprof kmalloc_obj kmalloc_objs
    kmalloc_track_caller_noprof kmem_buckets_alloc kmem_buckets_alloc_track_caller
    kmem_buckets_create kmem_buckets_valloc kmem_cache_alloc_bulk_noprof
    kmem_cache_alloc_lru_noprof kmem_cache_alloc_node_noprof kmem_cache_alloc_noprof
    kmemdup_array kmemdup_noprof krealloc_array_noprof krealloc_noprof kvcalloc_node
    kvcalloc_node_noprof kvcalloc_noprof kvmalloc_array_node_noprof kvmalloc_array_noprof
    kvmalloc_flex kvmalloc_node_noprof kvmalloc_noprof kvmalloc_obj kvmalloc_objs kvmemdup
    kvrealloc_noprof kvzalloc_flex kvzalloc_obj kvzalloc_objs kzalloc_flex kzalloc_noprof
    kzalloc_obj kzalloc_objs mempool_alloc_noprof mempool_alloc_noreserve
    mempool_create_node_noprof mempool_init_noprof mlock_drain_local mlock_new_folio
    munlock_folio munlock_vma_folio page_frag_cache_drain page_pool_put_unrefed_page
    pagetable_alloc pagetable_alloc_noprof pagetable_free pagetable_pmd_ctor pagetable_pmd_dtor
    pagetable_pte_ctor pagetable_pte_dtor pcpu_alloc_noprof pmd_alloc_one_noprof
    pte_alloc_one_kernel_noprof pte_alloc_one_noprof pte_free_defer ptr_ring_resize_multiple_bh
    pud_alloc_one_noprof skb_array_resize_multiple_bh split_huge_page_to_list_to_order
    split_huge_pmd_locked stack_depot_save_flags swap_free_nr tcx_entry_create
    tlb_remove_page_ptdesc tlb_remove_ptdesc unmap_and_put_page unpin_folio unpin_folios
    unpin_user_folio vcalloc_noprof vm_area_map_pages vma_alloc_folio_noprof
    vma_alloc_zeroed_movable_folio vmalloc_32_noprof vmalloc_32_user_noprof vmalloc_array_noprof
    vmalloc_huge_noprof vmalloc_node_noprof vmalloc_noprof vmalloc_user_noprof vrealloc
    vrealloc_noprof vzalloc_node_noprof vzalloc_noprof
  `,
};
