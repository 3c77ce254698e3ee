/**
 * What stands in front of every kernel file that is run: the primitives, in C of our own.
 *
 * A prototype without a body is a host function of `sim`; a macro or an inline function replaces
 * the kernel's of the same name, since names that the prelude defines are locked. A macro that
 * stands for its own name keeps the tree from giving the name another meaning. What is not here is
 * run from the tree.
 */
export const commonPrelude = String.raw`
/* ---- diagnostics: the condition's value is kept, as in include/asm-generic/bug.h ---- */
int __sim_warn(int condition);
void __sim_bug(void);
int __sim_printk(const char *format, ...);
#define WARN_ON(condition) __sim_warn(!!(condition))
#define WARN_ON_ONCE(condition) __sim_warn(!!(condition))
#define WARN(condition, ...) __sim_warn(!!(condition))
#define WARN_ONCE(condition, ...) __sim_warn(!!(condition))
#define WARN_TAINT(condition, taint, ...) __sim_warn(!!(condition))
#define WARN_ON_SMP(condition) __sim_warn(!!(condition))
#define BUG() __sim_bug()
#define BUG_ON(condition) do { if (condition) __sim_bug(); } while (0)
#define panic(...) __sim_bug()
#define dump_stack() ((void)0)
#define dump_page(page, reason) ((void)0)
#define printk(...) __sim_printk(__VA_ARGS__)
#define _printk(...) __sim_printk(__VA_ARGS__)
#define printk_once(...) __sim_printk(__VA_ARGS__)
#define printk_ratelimited(...) __sim_printk(__VA_ARGS__)
#define pgd_ERROR(e) __sim_printk("bad pgd")
#define p4d_ERROR(e) __sim_printk("bad p4d")
#define pud_ERROR(e) __sim_printk("bad pud")
#define pmd_ERROR(e) __sim_printk("bad pmd")
#define lockdep_assert_held(lock) ((void)0)
#define lockdep_assert_not_held(lock) ((void)0)
#define lockdep_assert(condition) ((void)0)
#define might_lock(lock) ((void)0)

/* ---- one CPU runs one task, so plain accesses are atomic ---- */
#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, value) do { *(volatile __typeof__(x) *)&(x) = (value); } while (0)
#define smp_load_acquire(p) READ_ONCE(*(p))
#define smp_store_release(p, value) WRITE_ONCE(*(p), value)
#define data_race(expression) (expression)
#define barrier() ((void)0)
#define mb() ((void)0)
#define rmb() ((void)0)
#define wmb() ((void)0)
#define smp_mb() ((void)0)
#define smp_rmb() ((void)0)
#define smp_wmb() ((void)0)
#define smp_mb__before_atomic() ((void)0)
#define smp_mb__after_atomic() ((void)0)
#define cpu_relax() ((void)0)
#define xchg(pointer, value) \
	({ __typeof__(pointer) __xp = (pointer); __typeof__(*__xp) __xo = *__xp; *__xp = (value); __xo; })
#define cmpxchg(pointer, old, new) \
	({ __typeof__(pointer) __cp = (pointer); __typeof__(*__cp) __co = *__cp; \
	   if (__co == (old)) *__cp = (new); __co; })
#define try_cmpxchg(pointer, old, new) \
	({ __typeof__(pointer) __cp = (pointer); __typeof__(old) __op = (old); int __did = *__cp == *__op; \
	   if (__did) *__cp = (new); else *__op = *__cp; __did; })
#define xchg_relaxed xchg
#define cmpxchg64 cmpxchg
#define cmpxchg_relaxed cmpxchg
#define arch_xchg xchg
#define arch_cmpxchg cmpxchg

#define __SIM_ATOMIC(name, type, word) \
static inline word name##_read(const type *v) { return v->counter; } \
static inline void name##_set(type *v, word i) { v->counter = i; } \
static inline void name##_inc(type *v) { v->counter++; } \
static inline void name##_dec(type *v) { v->counter--; } \
static inline void name##_add(word i, type *v) { v->counter += i; } \
static inline void name##_sub(word i, type *v) { v->counter -= i; } \
static inline word name##_inc_return(type *v) { return ++v->counter; } \
static inline word name##_dec_return(type *v) { return --v->counter; } \
static inline word name##_add_return(word i, type *v) { return v->counter += i; } \
static inline word name##_sub_return(word i, type *v) { return v->counter -= i; } \
static inline word name##_fetch_add(word i, type *v) { word was = v->counter; v->counter += i; return was; } \
static inline word name##_fetch_sub(word i, type *v) { word was = v->counter; v->counter -= i; return was; } \
static inline _Bool name##_dec_and_test(type *v) { return --v->counter == 0; } \
static inline _Bool name##_inc_and_test(type *v) { return ++v->counter == 0; } \
static inline _Bool name##_sub_and_test(word i, type *v) { return (v->counter -= i) == 0; } \
static inline _Bool name##_add_negative(word i, type *v) { return (v->counter += i) < 0; } \
static inline _Bool name##_inc_not_zero(type *v) { if (!v->counter) return 0; v->counter++; return 1; } \
static inline _Bool name##_add_unless(type *v, word a, word u) \
{ if (v->counter == u) return 0; v->counter += a; return 1; } \
static inline word name##_xchg(type *v, word i) { word was = v->counter; v->counter = i; return was; } \
static inline word name##_cmpxchg(type *v, word old, word new) \
{ word was = v->counter; if (was == old) v->counter = new; return was; } \
static inline _Bool name##_try_cmpxchg(type *v, word *old, word new) \
{ if (v->counter == *old) { v->counter = new; return 1; } *old = v->counter; return 0; } \
static inline void name##_or(word i, type *v) { v->counter |= i; } \
static inline void name##_and(word i, type *v) { v->counter &= i; } \
static inline void name##_andnot(word i, type *v) { v->counter &= ~i; }
__SIM_ATOMIC(atomic, atomic_t, int)
__SIM_ATOMIC(atomic64, atomic64_t, long long)
__SIM_ATOMIC(atomic_long, atomic_long_t, long)

#define test_bit test_bit
#define set_bit set_bit
#define clear_bit clear_bit
#define change_bit change_bit
#define test_and_set_bit test_and_set_bit
#define test_and_clear_bit test_and_clear_bit
static inline _Bool test_bit(unsigned long nr, const volatile unsigned long *p)
{ return (p[nr / (8 * sizeof(long))] >> (nr % (8 * sizeof(long)))) & 1; }
static inline void set_bit(long nr, volatile unsigned long *p)
{ p[nr / (8 * sizeof(long))] |= 1UL << (nr % (8 * sizeof(long))); }
static inline void clear_bit(long nr, volatile unsigned long *p)
{ p[nr / (8 * sizeof(long))] &= ~(1UL << (nr % (8 * sizeof(long)))); }
static inline void change_bit(long nr, volatile unsigned long *p)
{ p[nr / (8 * sizeof(long))] ^= 1UL << (nr % (8 * sizeof(long))); }
static inline _Bool test_and_set_bit(long nr, volatile unsigned long *p)
{ _Bool was = test_bit(nr, p); set_bit(nr, p); return was; }
static inline _Bool test_and_clear_bit(long nr, volatile unsigned long *p)
{ _Bool was = test_bit(nr, p); clear_bit(nr, p); return was; }
#define test_bit_acquire test_bit
#define __set_bit set_bit
#define __clear_bit clear_bit
#define __test_and_set_bit test_and_set_bit
#define __test_and_clear_bit test_and_clear_bit
#define _test_bit test_bit
#define arch_test_bit test_bit
#define arch_set_bit set_bit
#define arch_clear_bit clear_bit

/* ---- static keys hold their initial value; the settings of the run may change it ---- */
#define static_key_false(key_) ((key_)->enabled.counter > 0)
#define static_key_true(key_) ((key_)->enabled.counter > 0)
#define static_branch_likely(x) ((x)->key.enabled.counter > 0)
#define static_branch_unlikely(x) ((x)->key.enabled.counter > 0)
#define static_branch_maybe(config, x) ((x)->key.enabled.counter > 0)
_Bool debug_pagealloc_enabled(void);
_Bool debug_pagealloc_enabled_static(void);
#define debug_pagealloc_enabled debug_pagealloc_enabled
#define debug_pagealloc_enabled_static debug_pagealloc_enabled_static

/* ---- locks and contexts ---- */
void __sim_lock(const void *lock, int kind);
void __sim_unlock(const void *lock, int kind);
#define __SIM_SPIN 1
#define __SIM_SPIN_IRQ 2
#define __SIM_SPIN_BH 3
#define __SIM_MUTEX 4
#define __SIM_RWSEM_READ 5
#define __SIM_RWSEM_WRITE 6
#define spin_lock(lock) __sim_lock(lock, __SIM_SPIN)
#define spin_unlock(lock) __sim_unlock(lock, __SIM_SPIN)
#define spin_lock_nested(lock, subclass) __sim_lock(lock, __SIM_SPIN)
#define spin_lock_irq(lock) __sim_lock(lock, __SIM_SPIN_IRQ)
#define spin_unlock_irq(lock) __sim_unlock(lock, __SIM_SPIN_IRQ)
#define spin_lock_irqsave(lock, flags) do { (flags) = 0; __sim_lock(lock, __SIM_SPIN_IRQ); } while (0)
#define spin_unlock_irqrestore(lock, flags) do { (void)(flags); __sim_unlock(lock, __SIM_SPIN_IRQ); } while (0)
#define spin_lock_bh(lock) __sim_lock(lock, __SIM_SPIN_BH)
#define spin_unlock_bh(lock) __sim_unlock(lock, __SIM_SPIN_BH)
#define raw_spin_lock(lock) __sim_lock(lock, __SIM_SPIN)
#define raw_spin_unlock(lock) __sim_unlock(lock, __SIM_SPIN)
#define raw_spin_lock_irqsave(lock, flags) do { (flags) = 0; __sim_lock(lock, __SIM_SPIN_IRQ); } while (0)
#define raw_spin_unlock_irqrestore(lock, flags) do { (void)(flags); __sim_unlock(lock, __SIM_SPIN_IRQ); } while (0)
#define read_lock(lock) __sim_lock(lock, __SIM_SPIN)
#define read_unlock(lock) __sim_unlock(lock, __SIM_SPIN)
#define write_lock(lock) __sim_lock(lock, __SIM_SPIN)
#define write_unlock(lock) __sim_unlock(lock, __SIM_SPIN)
#define mutex_lock(lock) __sim_lock(lock, __SIM_MUTEX)
#define mutex_unlock(lock) __sim_unlock(lock, __SIM_MUTEX)
#define down_read(lock) __sim_lock(lock, __SIM_RWSEM_READ)
#define up_read(lock) __sim_unlock(lock, __SIM_RWSEM_READ)
#define down_write(lock) __sim_lock(lock, __SIM_RWSEM_WRITE)
#define up_write(lock) __sim_unlock(lock, __SIM_RWSEM_WRITE)
void __sim_context(int what, int delta);
#define __SIM_PREEMPT 1
#define __SIM_IRQ 2
#define __SIM_BH 3
#define preempt_disable() __sim_context(__SIM_PREEMPT, 1)
#define preempt_enable() __sim_context(__SIM_PREEMPT, -1)
#define preempt_enable_no_resched() __sim_context(__SIM_PREEMPT, -1)
#define preempt_disable_notrace() __sim_context(__SIM_PREEMPT, 1)
#define preempt_enable_notrace() __sim_context(__SIM_PREEMPT, -1)
#define local_irq_disable() __sim_context(__SIM_IRQ, 1)
#define local_irq_enable() __sim_context(__SIM_IRQ, -1)
#define local_irq_save(flags) do { (flags) = 0; __sim_context(__SIM_IRQ, 1); } while (0)
#define local_irq_restore(flags) do { (void)(flags); __sim_context(__SIM_IRQ, -1); } while (0)
#define local_bh_disable() __sim_context(__SIM_BH, 1)
#define local_bh_enable() __sim_context(__SIM_BH, -1)
#define rcu_read_lock() ((void)0)
#define rcu_read_unlock() ((void)0)
void __sim_might_sleep(void);
#define might_sleep() __sim_might_sleep()
#define might_sleep_if(condition) do { if (condition) __sim_might_sleep(); } while (0)
#define might_resched() ((void)0)
#define cond_resched() ({ __sim_might_sleep(); 0; })
#define schedule() __sim_might_sleep()
int __sim_in_interrupt(void);
#define in_interrupt() __sim_in_interrupt()
#define in_atomic() __sim_in_interrupt()
#define irqs_disabled() 0
#define smp_processor_id() 0
#define raw_smp_processor_id() 0
#define this_cpu_ptr(p) (p)
#define raw_cpu_ptr(p) (p)
#define per_cpu_ptr(p, cpu) (p)
#define per_cpu(variable, cpu) (variable)
#define this_cpu_read(variable) (variable)
#define this_cpu_write(variable, value) do { (variable) = (value); } while (0)
#define this_cpu_inc(variable) do { (variable)++; } while (0)
#define this_cpu_dec(variable) do { (variable)--; } while (0)
#define this_cpu_add(variable, n) do { (variable) += (n); } while (0)
#define raw_cpu_read(variable) (variable)
#define __this_cpu_read(variable) (variable)
#define __this_cpu_write(variable, value) do { (variable) = (value); } while (0)
#define get_cpu_var(variable) (variable)
#define put_cpu_var(variable) ((void)0)
struct task_struct __sim_task;
struct mm_struct init_mm;
struct mm_struct __sim_user_mm;
#define current (&__sim_task)
#define get_current() (&__sim_task)

/* ---- addresses: the modelled memory map is linear, and so are struct pages ---- */
#define __va(address) ((void *)((unsigned long)(address) - __SIM_PHYS_BASE + __SIM_LINEAR_BASE))
#define __pa(address) ((unsigned long)(address) - __SIM_LINEAR_BASE + __SIM_PHYS_BASE)
#define __pa_symbol(address) __pa(address)
#define phys_to_virt(address) __va(address)
#define virt_to_phys(address) __pa(address)
#define page_to_pfn(page_) ((unsigned long)((page_) - (struct page *)__SIM_VMEMMAP_BASE) + (__SIM_PHYS_BASE >> PAGE_SHIFT))
#define pfn_to_page(pfn) ((struct page *)__SIM_VMEMMAP_BASE + ((unsigned long)(pfn) - (__SIM_PHYS_BASE >> PAGE_SHIFT)))
#define __page_to_pfn(page) page_to_pfn(page)
#define __pfn_to_page(pfn) pfn_to_page(pfn)
#define page_to_phys(page) ((phys_addr_t)page_to_pfn(page) << PAGE_SHIFT)
#define virt_to_pfn(address) (__pa(address) >> PAGE_SHIFT)
#define pfn_to_virt(pfn) __va((unsigned long)(pfn) << PAGE_SHIFT)
#define pfn_to_kaddr(pfn) __va((unsigned long)(pfn) << PAGE_SHIFT)
#define virt_to_page(address) pfn_to_page(virt_to_pfn(address))
#define page_to_virt(page) pfn_to_kaddr(page_to_pfn(page))
#define page_address(page) page_to_virt(page)
#define lowmem_page_address(page) page_to_virt(page)
#define kmap_local_page(page) page_to_virt(page)
#define kunmap_local(address) ((void)(address))
#define kmap_atomic(page) page_to_virt(page)
#define kunmap_atomic(address) ((void)(address))
int __sim_pfn_valid(unsigned long pfn);
#define pfn_valid(pfn) __sim_pfn_valid(pfn)
#define virt_addr_valid(address) __sim_pfn_valid(virt_to_pfn(address))
#define page_to_nid(page) 0
#define page_zonenum(page) 0
#define is_zone_device_page(page) 0

/* ---- memory: checked and seen page by page ---- */
void *memset(void *to, int value, __SIZE_TYPE__ n);
void *memcpy(void *to, const void *from, __SIZE_TYPE__ n);
void *memmove(void *to, const void *from, __SIZE_TYPE__ n);
int memcmp(const void *left, const void *right, __SIZE_TYPE__ n);
__SIZE_TYPE__ strlen(const char *text);
int strcmp(const char *left, const char *right);
#define memset memset
#define memcpy memcpy
#define memmove memmove
#define memcmp memcmp
#define strlen strlen
#define strcmp strcmp
#define __memset(to, value, n) memset(to, value, n)
#define __memcpy(to, from, n) memcpy(to, from, n)
#define __memmove(to, from, n) memmove(to, from, n)
#define clear_page(to) memset((void *)(to), 0, PAGE_SIZE)
#define copy_page(to, from) memcpy((void *)(to), (const void *)(from), PAGE_SIZE)
#define clear_highpage(page) memset(page_to_virt(page), 0, PAGE_SIZE)
#define clear_user_highpage(page, address) clear_highpage(page)

/* ---- lazy MMU mode ---- */
void arch_enter_lazy_mmu_mode(void);
void arch_leave_lazy_mmu_mode(void);
void arch_flush_lazy_mmu_mode(void);
void lazy_mmu_mode_enable(void);
void lazy_mmu_mode_disable(void);
void lazy_mmu_mode_pause(void);
void lazy_mmu_mode_resume(void);
_Bool is_lazy_mmu_mode_active(void);
_Bool arch_in_lazy_mmu_mode(void);
#define arch_enter_lazy_mmu_mode arch_enter_lazy_mmu_mode
#define arch_leave_lazy_mmu_mode arch_leave_lazy_mmu_mode
#define arch_flush_lazy_mmu_mode arch_flush_lazy_mmu_mode
#define lazy_mmu_mode_enable lazy_mmu_mode_enable
#define lazy_mmu_mode_disable lazy_mmu_mode_disable
#define lazy_mmu_mode_pause lazy_mmu_mode_pause
#define lazy_mmu_mode_resume lazy_mmu_mode_resume
#define is_lazy_mmu_mode_active is_lazy_mmu_mode_active
#define arch_in_lazy_mmu_mode arch_in_lazy_mmu_mode

/* ---- page-table entries: writes go through the policy, reads are plain loads ---- */
void __sim_set_pte(struct mm_struct *mm, unsigned long address, pte_t *ptep, pte_t pte);
void __sim_store_pte(pte_t *ptep, pte_t pte);
void __sim_clear_pte(struct mm_struct *mm, unsigned long address, pte_t *ptep);
pte_t __sim_take_pte(struct mm_struct *mm, unsigned long address, pte_t *ptep);
#define set_pte_at(mm, address, ptep, pte) __sim_set_pte(mm, address, ptep, pte)
#define set_pte(ptep, pte) __sim_store_pte(ptep, pte)
#define pte_clear(mm, address, ptep) __sim_clear_pte(mm, address, ptep)
#define pte_clear_not_present_full(mm, address, ptep, full) __sim_clear_pte(mm, address, ptep)
#define ptep_get_and_clear(mm, address, ptep) __sim_take_pte(mm, address, ptep)
#define ptep_get_and_clear_full(mm, address, ptep, full) __sim_take_pte(mm, address, ptep)
#define ptep_get(ptep) READ_ONCE(*(ptep))
#define ptep_get_lockless(ptep) READ_ONCE(*(ptep))
#define update_mmu_cache(vma, address, ptep) ((void)0)
#define update_mmu_cache_range(vmf, vma, address, ptep, nr) ((void)0)
#define flush_cache_vmap(start, end) ((void)0)
#define flush_cache_vunmap(start, end) ((void)0)
#define flush_dcache_page(page) ((void)0)
#define arch_sync_kernel_mappings(start, end) __sim_note_sync(start, end)
void __sim_note_sync(unsigned long start, unsigned long end);

/* ---- hypercalls: counted, answered with 0 ---- */
int __sim_hypercall(const char *name, unsigned long operation, void *argument);
#define HYPERVISOR_memory_op(operation, argument) __sim_hypercall("memory_op", operation, argument)
#define HYPERVISOR_mmu_update(request, count, done, domid) __sim_hypercall("mmu_update", count, request)
#define HYPERVISOR_grant_table_op(operation, argument, count) __sim_hypercall("grant_table_op", operation, argument)

/* ---- translation caches ---- */
void __sim_flush_tlb(unsigned long start, unsigned long end, int scope);
#define __SIM_TLB_KERNEL 1
#define __SIM_TLB_USER 2
#define __SIM_TLB_LOCAL 3
#define flush_tlb_kernel_range(start, end) __sim_flush_tlb(start, end, __SIM_TLB_KERNEL)
#define flush_tlb_all() __sim_flush_tlb(0, ~0UL, __SIM_TLB_KERNEL)
#define __flush_tlb_all() __sim_flush_tlb(0, ~0UL, __SIM_TLB_LOCAL)
#define flush_tlb_mm(mm) __sim_flush_tlb(0, ~0UL, __SIM_TLB_USER)
#define flush_tlb_range(vma, start, end) __sim_flush_tlb(start, end, __SIM_TLB_USER)
#define flush_tlb_page(vma, address) __sim_flush_tlb(address, (address) + PAGE_SIZE, __SIM_TLB_USER)

/* ---- features of the machine that are not features of the model ---- */
#define trace_call__(...) ((void)0)
#define kasan_unpoison_pages(page, order, init) 0
#define kasan_poison_pages(page, order, init) ((void)0)
#define kasan_check_read(p, size) 1
#define kasan_check_write(p, size) 1
#define instrument_read(p, size) ((void)0)
#define instrument_write(p, size) ((void)0)
#define instrument_atomic_read(p, size) ((void)0)
#define instrument_atomic_write(p, size) ((void)0)
#define instrument_atomic_read_write(p, size) ((void)0)
#define page_table_check_pte_clear(mm, pte) ((void)0)
#define page_table_check_pte_set(mm, pte) ((void)0)
#define page_table_check_ptes_set(mm, ptep, pte, nr) ((void)0)
`;
