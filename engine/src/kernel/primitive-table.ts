/**
 * The data of primitives.ts: families of functions and macros that need not be followed.
 *
 * Each family was followed by hand and by a search over all definitions of its names in 6.12.117
 * and 6.1.192, on every architecture, to see that none of them allocates or frees a page itself.
 */

export interface PrimitiveFamily {
  readonly reason: string;
  readonly source: string;
  /** Exact names; see expandNames() for the braces. */
  readonly names: string;
  readonly prefixes?: readonly string[];
  /** Beginnings of names that share a prefix and are not of the family. */
  readonly except?: string;
}

/** Call-like syntax of C and of its kernel dialect. */
export const keywordNames = `
  _Alignof _Generic _Static_assert __alignof __alignof__ __attribute __attribute__ __auto_type
  __declspec __extension__ __inline __inline__ __typeof __typeof__ __volatile __volatile__ _Alignas
  __asm __asm__ alignof asm asm_inline asm_volatile_goto case defined do else for goto if offsetof
  return sizeof sizeof_field static_assert switch typeof typeof_member unqual_scalar_typeof
  __unqual_scalar_typeof typeof_unqual volatile while
  __access__ __aligned__ __alloc_size__ __assume_aligned__ __counted_by__ __error__ __format__
  __mode__ __no_sanitize__ __nonnull__ __section__ __vector_size__ __warning__
`;

export const primitiveFamilies: readonly PrimitiveFamily[] = [
  {
    reason: "a constant of page tables: bits and sizes",
    source: "arch/*/include/asm/pgtable*.h and page.h, 6.12 and 6.1",
    names: `
      PAGE_SIZE PAGE_MASK PAGE_SHIFT PAGE_OFFSET PAGE_KERNEL{,_RO,_ROX,_EXEC,_NOCACHE,_IO}
      {PMD,PUD,P4D,PGDIR,HPAGE}_{SIZE,MASK,SHIFT} PTRS_PER_{PTE,PMD,PUD,P4D,PGD} TASK_SIZE
    `,
    prefixes: ["_PAGE_", "L_PTE_", "PTE_"],
  },
  {
    reason: "a page-table entry's value: reads or computes bits of it",
    source: "include/linux/pgtable.h and arch/*/include/asm/pgtable*.h, 6.12 and 6.1",
    names: `
      {pte,pmd,pud,p4d,pgd,pgprot}_val {pte,pmd,pud,p4d,pgd}_val_ma __{pte,pmd,pud,p4d,pgd,pgprot}
      __{pte,pmd,pud,p4d,pgd}_ma native_{pte,pmd,pud,p4d,pgd}_val
      native_make_{pte,pmd,pud,p4d,pgd} __{pte,pmd}_raw {pte,pmd}_raw
      {pte,pmd,pud,p4d,pgd}_{none,present,bad,pfn,page,flags,same,pgprot}
      {pte,pmd,pud}_{young,dirty,write,exec,leaf,special,devmap,protnone,huge,accessible,user,valid}
      {pte,pmd,pud}_{soft_dirty,swp_soft_dirty,uffd_wp,swp_uffd_wp,access_permitted}
      {pte,pmd,pud}_mk{old,young,dirty,clean,write,write_novma,special,devmap,huge,invalid}
      {pte,pmd,pud}_mk{soft_dirty,saved_write,uffd_wp}
      {pte,pmd,pud}_{wrprotect,modify,clear_soft_dirty,clear_uffd_wp,advance_pfn,next_pfn}
      pte_{exprotect,mkexec,mkread,mkprivileged,mkuser,mkpte,mkglobal,clrglobal,to_swp_entry}
      pte_{hw_valid,hashpte,ci,read,cont,mkcont,mknoncont,rdonly,user_exec,global,file,unused}
      pte_{valid_not_user,valid_cont,isset,shared,ng,tagged,napot,user_accessible_page,to_phys}
      pte_{set_flags,clear_flags,set_hugetlb,to_radix,to_pgoff,swp_exclusive,swp_mkexclusive}
      {set,clear}_pte_bit {set,clear}_pmd_bit pfn_{pte,pmd,pud} mfn_pte mk_{pte,pmd,pud} mk_pte_phys
      __mk_pte mk_pte_huge pgprot_{noncached,writecombine,device,nx,decrypted,encrypted,modify}
      pgprot_{dmacoherent,mhp,tagged,cached,cached_wthru,4k_2_large,large_2_4k} canon_pgprot
      check_pgprot massage_pgprot __pte_to_phys __phys_to_pte_val vm_get_page_prot
      is_swap_pte pte_marker_uffd_wp protnone_mask flip_protnone_guard pte_pfn_valid
      pmd_trans_huge pud_trans_huge pmd_pte pte_pmd pmd_thp_or_huge
    `,
  },
  {
    reason: "a swap or migration entry's value: reads or computes bits of it",
    source: "include/linux/swapops.h and arch/*/include/asm/pgtable*.h, 6.12 and 6.1",
    names: `
      __swp_{type,offset,entry,entry_to_pte,entry_to_pmd} __{pte,pmd}_to_swp_entry mk_swap_pte
      pmd_to_swp_entry swp_{entry_to_pte,entry_to_pmd,entry,type,offset,offset_pfn} non_swap_entry
      {pte,pmd}_swp_{mksoft_dirty,clear_soft_dirty,mkuffd_wp,clear_uffd_wp}
      pte_swp_{clear_exclusive,clear_flags,uffd_wp_any} is_swap_pmd is_pmd_migration_entry
      is_{migration,readable_migration,writable_migration,readable_exclusive_migration}_entry
      is_{device_private,writable_device_private,device_exclusive,writable_device_exclusive}_entry
      is_{hwpoison,pfn_swap,pte_marker}_entry is_poisoned_swp_entry
      make_{readable_migration,writable_migration,readable_exclusive_migration}_entry
      make_{readable_device_private,writable_device_private}_entry
      make_{readable_device_exclusive,writable_device_exclusive}_entry
      make_migration_entry_{young,dirty}
    `,
  },
  {
    reason: "writes or reads a page-table entry; it may stage, flush or check it, but gets no page",
    source:
      "arch/*/include/asm/pgtable*.h, set_ptes(); mm/page_table_check.c, __page_table_check_ptes_set(); arch/x86/xen/mmu_pv.c, xen_set_pte(); 6.12 and 6.1",
    names: `
      set_{pte,pmd,pud,p4d,pgd} set_{pte,pmd,pud}_at __set_{pte,pmd,pud,p4d,pgd} __set_{pte,pmd,pud}_at
      set_ptes __set_ptes __set_pte_nosync set_pte_ext cpu_set_pte_ext set_pte_atomic set_pte_safe
      set_pmd_safe set_pte_vaddr_at set_pte_range_at native_set_{pte,pmd,pud,p4d,pgd}
      native_set_pte_at native_{pte,pmd,pud,p4d,pgd}_clear native_set_pte_atomic
      {pte,pmd,pud,p4d,pgd}_clear pte_clear_not_present_full clear_not_present_full_ptes
      __pte_clear ptep_{get,get_lockless,get_lockless_norestore} pmdp_get pudp_get p4dp_get pgdp_get
      pmdp_get_lockless __ptep_get
      pte_update __pte_update radix__pte_update hash__pte_update __radix_pte_update
      radix__set_pte_at hash__set_pte_at huge_ptep_get
      page_table_check_{pte,ptes,pmd,pud}_{set,clear} page_table_check_pte_clear_range
      __page_table_check_{pte,ptes,pmd,pud}_{set,clear} xen_set_pte xen_set_pte_init __xen_set_pte
      xen_make_pte xen_pte_val {pte,pmd,pud,p4d,pgd}_{offset,index,offset_kernel}
      pte_offset_map pte_offset_phys pte_unmap pte_unmap_unlock {pmd,pud,p4d,pgd}_page_vaddr
      {pmd,pud,p4d}_pgtable pgd_offset_{k,gate,pgd} pte_lockptr pmd_lockptr pud_lockptr
      {pmd,pud}_lock {pgd,p4d,pud,pmd}_addr_end
    `,
  },
  {
    reason:
      "changes a page-table entry and returns the old one; only s390, which has no lazy MMU mode, " +
      "may in addition drop a reference to a folio, or free pages that shadow the tables of a KVM guest",
    source:
      "include/linux/pgtable.h, ptep_get_and_clear(); arch/s390/mm/pgtable.c, ptep_xchg_lazy() and " +
      "arch/s390/mm/gmap.c, gmap_shadow_notify() and gmap_unshadow_r2t(); 6.12 and 6.1",
    names: `
      {ptep,pmdp,pudp}_get_and_clear __ptep_get_and_clear __ptep_get_and_clear_full ptep_clear
      native_{ptep,pmdp,pudp}_get_and_clear native_local_{ptep,pmdp,pudp}_get_and_clear
      ptep_get_and_clear_full get_and_clear_full_ptes ptep_clear_flush
      {ptep,pmdp,pudp}_set_wrprotect __ptep_set_wrprotect wrprotect_ptes
      {ptep,pmdp,pudp}_set_access_flags __ptep_set_access_flags
      {ptep,pmdp,pudp}_test_and_clear_young __ptep_test_and_clear_young
      {ptep,pmdp}_clear_flush_young __ptep_clear_flush_young ptep_modify_prot_{start,commit}
      __ptep_modify_prot_{start,commit}
    `,
  },
  {
    reason: "TLB or cache maintenance: works on the entries of hardware, across CPUs at most",
    source: "Documentation/core-api/cachetlb.rst; arch/*/include/asm/tlbflush*.h; 6.12 and 6.1",
    names: `
      flush_tlb_{all,mm,range,page,kernel_range,kernel_page,fix_spurious_fault,pending,local}
      flush_tlb_{mm_range,one_user,one_kernel,multi} flush_pmd_tlb_range flush_pud_tlb_range
      local_flush_tlb_{all,page,range,kernel_range,kernel_page,one} __flush_tlb{,_all,_one,_local}
      __flush_tlb_{one_user,one_kernel,global,multi,pending,range,kernel_pgtable,range_nosync}
      __flush_tlb_kernel_range
      native_flush_tlb_{local,global,one_user,multi}
      {hash,radix}__flush_tlb_{kernel_range,page,range,mm,all} arch_flush_tlb_batched_pending
      flush_cache_{all,mm,dup_mm,range,page,vmap,vunmap,vmap_early,vunmap_early}
      flush_dcache_{page,folio,range,mmap_lock,mmap_unlock} flush_icache_{range,page,pages,pte,all}
      flush_icache_user_range flush_kernel_vmap_range invalidate_kernel_vmap_range
      flush_anon_page flush_dcache_icache_{page,folio} flush_kernel_dcache_page_addr
      update_mmu_cache{,_range,_pmd,_pud} update_mmu_tlb{,_range} __update_{tlb,cache} __sync_icache_dcache
      {dcache_clean,caches_clean_inval,icache_inval}_pou dcache_clean_pop caches_clean_inval_user_pou
      sync_icache_aliases __sync_cache_and_tags mte_sync_tags dcache_clean_inval_poc
      dcache_clean_poc dcache_inval_poc clean_dcache_area dmac_flush_range outer_flush_range
      outer_clean_range outer_inv_range __cpuc_flush_{dcache_area,user_range,kern_all,user_all}
      __cpuc_coherent_kern_range __cpuc_coherent_user_range cpu_dcache_clean_area __tlbi __tlbi_user
      hpte_need_flush flush_hash_{page,range} tlb_batch_add set_pte_filter
    `,
  },
  {
    reason: "a compiler builtin: compiled into instructions",
    source: "GCC manual, Built-in Functions",
    names: "",
    prefixes: ["__builtin_", "__sync_", "__atomic_"],
    except: `
      __builtin_alloc_ __sync_cache_ __sync_icache_ __sync_task_ __sync_blockdev __sync_dirty
      __sync_filesystem __sync_inode __sync_range __sync_rcu __sync_fence __sync_global __sync_pt
    `,
  },
  {
    reason: "an atomic operation, a barrier or a single access to memory",
    source: "Documentation/atomic_t.txt, Documentation/memory-barriers.txt, 6.12 and 6.1",
    names: `
      READ_ONCE WRITE_ONCE __READ_ONCE __WRITE_ONCE READ_ONCE_NOCHECK data_race ACCESS_PRIVATE
      {,__}smp_{mb,rmb,wmb,store_mb,load_acquire,store_release} {,dma_,io_}{mb,rmb,wmb} barrier
      barrier_data barrier_nospec dsb isb dmb dsb_sev sev wfe wfi nop cpu_relax smp_cond_load_{relaxed,acquire}
      {,__}smp_mb__{before,after}_atomic smp_mb__after_spinlock smp_acquire__after_ctrl_dep
      cmpxchg{,64,_relaxed,_acquire,_release,_local,_double} xchg{,_relaxed,_acquire,_release}
      try_cmpxchg{,64,_relaxed,_acquire,_release,_local} arch_cmpxchg{,64,_local} arch_xchg
      {set,clear,change,test}_bit __{set,clear,change,test}_bit {arch_,}test_and_{set,clear,change}_bit
      __test_and_{set,clear,change}_bit test_and_set_bit_lock clear_bit_unlock __clear_bit_unlock
      arch_{set,clear,change,test}_bit arch___{set,clear,change}_bit assign_bit test_bit_acquire
      refcount_{set,read,inc,inc_not_zero,add,add_not_zero} local_{read,set,inc,dec,add,sub}
      xen_safe_{read,write}_ulong
      atomic{,64,_long}_{read,set,add,sub,inc,dec,and,or,xor,andnot,xchg,cmpxchg,try_cmpxchg}
      atomic{,64,_long}_{inc_return,dec_return,add_return,sub_return,inc_and_test,dec_and_test}
      atomic{,64,_long}_{sub_and_test,add_negative,fetch_add,fetch_sub,fetch_inc,fetch_dec}
      atomic{,64,_long}_{fetch_and,fetch_or,fetch_xor,fetch_andnot,add_unless,inc_not_zero}
      atomic{,64,_long}_{dec_if_positive,inc_unless_negative,dec_unless_positive,fetch_add_unless}
      atomic{,64,_long}_{read_acquire,set_release,cmpxchg_relaxed,cmpxchg_acquire,cmpxchg_release}
      atomic{,64,_long}_{xchg_relaxed,xchg_acquire,xchg_release,cond_read_acquire}
      atomic{,64,_long}_{cond_read_relaxed,inc_return_relaxed,add_return_relaxed,fetch_add_relaxed}
    `,
    prefixes: [
      "arch_atomic_",
      "arch_atomic64_",
      "raw_atomic_",
      "raw_atomic64_",
      "raw_atomic_long_",
    ],
  },
  {
    reason: "the running task, as this CPU knows it",
    source: "arch/*/include/asm/current.h, arch/*/include/asm/thread_info.h, 6.12 and 6.1",
    names: "current get_current __get_current current_thread_info is_32bit_task",
  },
  {
    reason: "access to this CPU's variable",
    source: "include/linux/percpu-defs.h, 6.12 and 6.1",
    names: `
      per_cpu per_cpu_ptr raw_cpu_ptr this_cpu_ptr __this_cpu_ptr get_cpu put_cpu get_cpu_{var,ptr}
      put_cpu_{var,ptr} smp_processor_id raw_smp_processor_id __smp_processor_id
      arch_raw_cpu_ptr SHIFT_PERCPU_PTR RELOC_HIDE __my_cpu_offset per_cpu_offset
      {this_cpu,__this_cpu,raw_cpu}_{read,write,add,sub,inc,dec,and,or,xchg,cmpxchg,try_cmpxchg}
      {this_cpu,__this_cpu,raw_cpu}_{add_return,sub_return,inc_return,dec_return,read_stable}
      {this_cpu,__this_cpu,raw_cpu}_{cmpxchg_double,cmpxchg64,cmpxchg128}
      this_cpu_generic_{read,to_op} raw_cpu_generic_{read,to_op}
    `,
  },
  {
    reason: "an expression helper of the preprocessor: computes, selects or checks at build time",
    source: "include/linux/{compiler,minmax,kernel,err,build_bug,jump_label}.h, 6.12 and 6.1",
    names: `
      likely unlikely likely_notrace unlikely_notrace min max min_t max_t min3 max3 clamp clamp_t
      clamp_val min_not_zero swap abs ARRAY_SIZE container_of container_of_const IS_ERR PTR_ERR
      IS_ERR_OR_NULL IS_ERR_VALUE ERR_PTR ERR_CAST PTR_ERR_OR_ZERO BUILD_BUG BUILD_BUG_ON
      BUILD_BUG_ON_MSG BUILD_BUG_ON_ZERO BUILD_BUG_ON_INVALID BUILD_BUG_ON_NOT_POWER_OF_2
      compiletime_assert compiletime_assert_rwonce_type compiletime_assert_atomic_type
      IS_ENABLED IS_BUILTIN IS_MODULE IS_REACHABLE static_branch_{likely,unlikely,maybe}
      static_key_{enabled,true,false} static_key_count arch_static_branch{,_jump} __is_defined
      alternative_has_cap_{likely,unlikely} alternative_has_feature cpus_have_{cap,final_cap,const_cap}
      cpus_have_final_boot_cap system_has_full_ptr_auth
      static_cpu_has _static_cpu_has boot_cpu_has cpu_has cpu_feature_enabled this_cpu_has
      mmu_has_feature early_mmu_has_feature cpu_has_feature early_cpu_has_feature radix_enabled
      early_radix_enabled firmware_has_feature riscv_has_extension_{likely,unlikely}
      __riscv_has_extension_{likely,unlikely}
      prefetch prefetchw DIV_ROUND_UP DIV_ROUND_CLOSEST roundup rounddown round_up round_down ALIGN
      ALIGN_DOWN IS_ALIGNED PTR_ALIGN PTR_ALIGN_DOWN BIT BIT_ULL GENMASK GENMASK_ULL FIELD_GET
      FIELD_PREP FIELD_FIT is_power_of_2 ilog2 order_base_2 roundup_pow_of_two rounddown_pow_of_two
      fls fls64 ffs __ffs __fls ffz ffs64 hweight8 hweight16 hweight32 hweight64 hweight_long
      lower_32_bits upper_32_bits do_div div64_u64 div_u64 div_s64 mod_64 check_add_overflow
      check_sub_overflow check_mul_overflow struct_size array_size size_mul size_add fallthrough
      __force __must_check ASSERT_EXCLUSIVE_WRITER ASSERT_EXCLUSIVE_ACCESS OPTIMIZER_HIDE_VAR
      __ADDRESSABLE __stringify __PASTE __native_word __same_type __must_be_array _AC _AT _UL _ULL
      statically_true no_printk
    `,
  },
  {
    reason: "a lock: waiting for it may run other code, which is not this caller's work",
    source: "include/linux/{spinlock,mutex,rwsem,rcupdate,preempt,irqflags}.h, 6.12 and 6.1",
    names: `
      {,raw_,_raw_,arch_}{spin,read,write}_{lock,unlock,trylock} {,raw_,_raw_}{spin,read,write}_{lock,unlock}_{irq,bh}
      {,raw_,_raw_}{spin,read,write}_{lock_irqsave,unlock_irqrestore} {,raw_}spin_trylock_{irq,bh,irqsave}
      {,raw_}spin_lock_{nested,nest_lock,irqsave_nested,bh_nested,init} {,raw_}spin_is_{locked,contended}
      {,raw_}spin_needbreak assert_{,raw_}spin_locked
      mutex_{lock,unlock,trylock,is_locked,lock_nested,lock_interruptible,lock_killable,init}
      {down,up}_{read,write} {down,up} {down_read,down_write}_{trylock,killable,nested} downgrade_write
      mmap_{read,write}_{lock,unlock,trylock} mmap_assert_{locked,write_locked}
      mmap_{read,write}_lock_killable
      rcu_read_{lock,unlock}{,_bh,_sched} rcu_read_lock_{held,sched_held} rcu_dereference{,_raw,_check,_protected,_bh,_sched}
      rcu_access_pointer rcu_assign_pointer RCU_INIT_POINTER srcu_read_{lock,unlock} rcu_is_watching
      read_seqbegin read_seqretry read_seqcount_{begin,retry} write_seqlock write_sequnlock
      write_seqcount_{begin,end} preempt_{disable,enable,count,enable_no_resched,disable_notrace,enable_notrace}
      preemptible in_{interrupt,atomic,irq,hardirq,softirq,nmi,task} irqs_disabled arch_irqs_disabled
      irqs_disabled_flags {,raw_,arch_}local_irq_{save,restore,enable,disable} raw_irqs_disabled
      local_irq_{save,restore}_hw local_bh_{disable,enable} __local_bh_{disable,enable}_ip
      local_save_flags arch_local_save_flags migrate_{disable,enable}
      pagefault_{disable,enable,disabled} lockdep_assert{,_held,_held_write,_held_read,_not_held,_none_held_once}
      lockdep_assert_{irqs_disabled,irqs_enabled,in_softirq,preemption_disabled,preemption_enabled,once}
      lockdep_{is_held,off,on,init_map,hardirqs_on,hardirqs_off,set_class} lock_is_held lock_{acquire,release,contended,acquired}
      might_{lock,lock_nested,sleep,sleep_if,fault,alloc} cond_resched cond_resched_lock need_resched
      __acquire __release __cond_lock __acquires __releases
    `,
  },
  {
    reason: "a diagnostic: runs when something is wrong or watched, and is not the callback's work",
    source:
      "include/linux/printk.h, include/asm-generic/bug.h, include/linux/mmdebug.h, 6.12 and 6.1",
    names: `
      printk _printk vprintk printk_once printk_ratelimited printk_deferred early_printk
      pr_{emerg,alert,crit,err,warn,warning,notice,info,cont,debug,devel}{,_once,_ratelimited}
      {dev,netdev,drm}_{emerg,alert,crit,err,warn,notice,info,dbg,vdbg,printk}{,_once,_ratelimited}
      drm_dbg_{core,driver,kms,prime,atomic,vbl,state,lease,dp}
      dev_WARN dev_WARN_ONCE WARN WARN_ON WARN_ONCE WARN_ON_ONCE WARN_TAINT WARN_TAINT_ONCE
      WARN_RATELIMIT WARN_ON_RATELIMIT __WARN __WARN_FLAGS __WARN_printf __warn warn_slowpath_fmt
      BUG BUG_ON BUG_FLAGS VIRTUAL_BUG_ON VM_BUG_ON{,_PAGE,_FOLIO,_VMA,_MM,_PGFLAGS}
      VM_WARN VM_WARN_ONCE VM_WARN_ON{,_ONCE,_ONCE_PAGE,_FOLIO,_ONCE_FOLIO,_ONCE_MM,_VMA,_ONCE_VMA,_IRQS_ENABLED}
      GEM_WARN_ON GEM_BUG_ON drm_WARN{,_ON,_ONCE,_ON_ONCE} panic die oops_in_progress dump_stack
      dump_stack_lvl dump_page dump_vma dump_mm show_stack show_regs print_hex_dump
      print_hex_dump_debug add_taint pte_ERROR pmd_ERROR pud_ERROR p4d_ERROR pgd_ERROR
      {pmd,pud,p4d,pgd}_clear_bad trace_printk trace_puts __ratelimit
    `,
  },
  {
    reason: "a tracepoint: generated from TRACE_EVENT(), writes to a buffer that exists already",
    source: "include/linux/tracepoint.h, __DECLARE_TRACE(), 6.12 and 6.1",
    names: "",
    prefixes: ["trace_"],
    except: `
      trace_{access,action,add,alloc,and,array,assign,benchmark,boot,branch,bprint,bputs,buffer}_
      trace_{buffered,call,check,clear,clock,consume,create,ctx,ctxwake,default,define,destroy}_
      trace_{die,direct,do,drop,dump,early,empty,eprobe,eval,event,events,fill,filter,find}_
      trace_{fn,format,fprobe,free,func,function,get,handle,hwlat,ignore,imc,init,inject,insert}_
      trace_{is,iter,iterator,keep,kprobe,last,latency,likely,lookup,min,module,move,napi,nop}_
      trace_{note,ok,open,options,osnoise,output,panic,parse,parser,pid,poll,pos,print,printk}_
      trace_{probe,process,put,raw,rb,recursion,recursive,release,remove,safe,save,search}_
      trace_{selftest,seq,set,show,stack,subbuf,synth,test,timerlat,total,trigger,uevent,update}_
      trace_{uprobe,user,vbprintk,vprintk,wakeup,warn,write}_ trace_init trace_test_buffer
      trace_{clock,empty,function,graph_entry,graph_function,graph_return}
      trace_{hardirqs_on,hardirqs_off,preempt_on,preempt_off,vbprintk,vprintk}
      trace_{mmap_lock_reg,mmap_lock_unreg,pagefault_reg,pagefault_unreg}
    `,
  },
  {
    reason: "instrumentation of a sanitizer: watches the callback and is no part of it",
    source:
      "include/linux/{kasan,kasan-checks,kcsan-checks,kmsan-checks,instrumented}.h, 6.12 and 6.1",
    names: `
      kasan_{check_read,check_write,check_byte,poison_pages,unpoison_pages,poison_range}
      kasan_unpoison_range kasan_{disable,enable}_current kasan_reset_tag kasan_enabled kasan_report
      __kasan_check_{read,write} kasan_arch_is_ready kasan_has_integrated_init kasan_hw_tags_enabled
      kcsan_{check_read,check_write,check_atomic_read,check_atomic_write,mb,rmb,wmb,release}
      kcsan_{check_access,atomic_next,disable_current,enable_current} __kcsan_check_access
      kmsan_{check_memory,poison_memory,unpoison_memory,unpoison_entry_regs}
      instrument_{read,write,read_write,atomic_read,atomic_write,atomic_read_write}
      instrument_{copy_to_user,copy_from_user_before,copy_from_user_after,get_user,put_user}
      arch_kasan_{set_tag,reset_tag,get_tag} page_kasan_tag{,_set,_reset} __tag_set __tag_reset __tag_get
    `,
  },
  {
    reason: "copies, fills or compares memory, or handles a string of the caller",
    source: "include/linux/string.h, lib/string.c, 6.12 and 6.1",
    names: `
      {,__}mem{set,cpy,move,cmp,chr,scan} memchr_inv memset16 memset32 memset64 
      memzero_explicit memcpy_mcsafe strlen strnlen strcmp strncmp strcasecmp strncasecmp
      strchr strrchr strstr strcpy strncpy strscpy strlcpy strcat strncat strlcat snprintf scnprintf
      vsnprintf vscnprintf sprintf clear_page copy_page clear_highpage copy_highpage
      copy_user_page copy_user_highpage
      {readb,readw,readl,readq,writeb,writew,writel,writeq}{,_relaxed} ioread32 iowrite32
    `,
  },
  {
    reason: "a list or bit map that the caller owns: links or finds, gets no memory",
    source: "include/linux/{list,llist,bitmap,find}.h, 6.12 and 6.1",
    names: `
      list_{add,add_tail,del,del_init,move,move_tail,empty,splice,splice_init,replace,first_entry,entry}
      list_{last_entry,next_entry,prev_entry,first_entry_or_null,is_singular} INIT_LIST_HEAD
      hlist_{add_head,del,del_init,empty,unhashed} llist_{add,del_all,empty}
      find_{first,next,last}_{bit,zero_bit} bitmap_{set,clear,zero,fill,empty,full,weight}
      cpumask_{set_cpu,clear_cpu,test_cpu,empty,first,next,weight,of,copy,clear,and,or} mm_cpumask
    `,
  },
  {
    reason: "converts between addresses, page frame numbers and struct page by arithmetic",
    source: "include/asm-generic/memory_model.h, arch/*/include/asm/page.h, 6.12 and 6.1",
    names: `
      page_to_{pfn,phys,virt,nid} pfn_to_{page,phys,virt,kaddr,online_page} __{page_to_pfn,pfn_to_page}
      virt_to_{page,phys,pfn,folio,head_page,ptdesc} phys_to_{virt,page,pfn} __pa __va __pa_symbol
      __pa_nodebug __phys_addr __phys_addr_nodebug __phys_addr_symbol __virt_to_phys __phys_to_virt
      __virt_to_phys_nodebug __phys_to_pfn __pfn_to_phys lm_alias page_address lowmem_page_address
      folio_address page_folio folio_page folio_pfn pfn_folio compound_head page_ptdesc ptdesc_page
      nth_page offset_in_page PAGE_ALIGN PAGE_ALIGN_DOWN PFN_UP PFN_DOWN PFN_PHYS PHYS_PFN
      pfn_valid virt_addr_valid __virt_addr_valid pfn_is_map_memory is_vmalloc_addr kern_addr_valid
      untagged_addr __untagged_addr page_count folio_ref_count page_ref_count page_mapcount
      folio_{order,nr_pages,size} compound_order page_zonenum page_to_section
      virt_to_{machine,mfn,bus} XMADDR XPADDR XMFN arbitrary_virt_to_{mfn,machine} mfn_to_pfn pfn_to_mfn
      mfn_to_virt bfn_to_pfn pfn_to_{gfn,bfn} virt_to_gfn xen_page_to_gfn
      page_to_xen_pfn xen_pfn_to_page XEN_PFN_DOWN XEN_PFN_UP XEN_PFN_PHYS phys_to_machine
      machine_to_phys lookup_address lookup_address_in_pgd sg_{dma_address,dma_len,page,virt,phys}
    `,
  },
  {
    reason: "tests or sets a flag of a page, generated from PAGEFLAG()",
    source: "include/linux/page-flags.h, 6.12 and 6.1",
    names: `
      {,Set,Clear,__Set,__Clear,TestSet,TestClear}Page{Locked,Error,Referenced,Uptodate,Dirty,LRU,Active}
      {,Set,Clear,__Set,__Clear,TestSet,TestClear}Page{Workingset,Reserved,Private,Private2,Writeback,Reclaim}
      {,Set,Clear,__Set,__Clear,TestSet,TestClear}Page{SwapBacked,SwapCache,Unevictable,Mlocked,HWPoison,Slab}
      {,Set,Clear,__Set,__Clear}Page{Arch1,Compound,Head,Huge,TransHuge,Table,Buddy,Offline,Checked,Foreign,Pinned}
      PageAnon PageTail PageKsm PageHighMem PageAnonExclusive PageMovable PageHeadHuge
      {Set,Clear}PageAnonExclusive
      folio_{test,set,clear,test_set,test_clear}_{locked,referenced,uptodate,dirty,lru,active,workingset}
      folio_{test,set,clear}_{reserved,private,writeback,reclaim,swapbacked,swapcache,unevictable,mlocked}
      folio_test_{anon,ksm,large,hugetlb,slab,hwpoison,pmd_mappable}
      page_mte_tagged set_page_mte_tagged try_page_mte_tagging {test,set,clear}_ti_thread_flag
      {test,set,clear,test_and_set,test_and_clear}_thread_flag {test,set,clear}_tsk_thread_flag
    `,
  },
  {
    reason: "converts the byte order of a value",
    source: "include/linux/byteorder/generic.h, 6.12 and 6.1",
    names: `
      cpu_to_{le,be}{16,32,64} {le,be}{16,32,64}_to_cpu cpu_to_{le,be}{16,32,64}p {le,be}{16,32,64}_to_cpup
      swab16 swab32 swab64 __swab16 __swab32 __swab64 htons htonl ntohs ntohl
      get_unaligned put_unaligned get_unaligned_{le,be}{16,32,64} put_unaligned_{le,be}{16,32,64}
    `,
  },
  {
    reason: "a hypercall: leaves the kernel, and the hypervisor has an allocator of its own",
    source: "arch/x86/include/asm/xen/hypercall.h, arch/arm/xen/hypercall.S, 6.12 and 6.1",
    names: `
      HYPERVISOR_{memory_op,mmu_update,mmuext_op,update_va_mapping,multicall,grant_table_op,sched_op}
      HYPERVISOR_{event_channel_op,vcpu_op,hvm_op,physdev_op,xen_version,console_io,dm_op}
      xen_mc_{batch,issue,flush,callback} __xen_mc_{entry,extend_args} xen_mc_{entry,extend_args}
      set_xen_guest_handle _hypercall{0,1,2,3,4,5} plpar_{hcall,hcall9,hcall_norets,hcall_norets_notrace}
    `,
  },
];
