// SYNTAX TEST "source.c" "names of lazy MMU mode inside C"

static int clear_one(pte_t *pte, unsigned long addr, void *data)
//         ^^^^^^^^^ entity.name.function.c - support.function.page-table.lazy-mmu
//                   ^^^^^ source.c support.type.page-table.lazy-mmu
{
		pte_clear(&init_mm, addr, pte);
//^^^^^^^^^ meta.block.c support.function.page-table.lazy-mmu
		set_pte_at(mm, addr, ptep, pte_mkold(pte));
//^^^^^^^^^^ support.function.page-table.lazy-mmu
		return READ_ONCE(ops->set_pte_at) != ptep_get(pte).pte;
//                      ^^^^^^^^^^ - support.function.page-table.lazy-mmu
//                                     ^^^^^^^^ support.function.page-table.lazy-mmu
}

void walk(pte_fn_t fn)
//        ^^^^^^^^ support.type.page-table.lazy-mmu
{
		apply_to_page_range(&init_mm, 0, 1, fn, NULL);
//^^^^^^^^^^^^^^^^^^^ meta.block.c support.function.walker.lazy-mmu
		apply_to_existing_page_range_nolazy(&init_mm, 0, 1, fn, NULL);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ support.function.walker.lazy-mmu
		my_apply_to_page_range(&init_mm);
//^^^^^^^^^^^^^^^^^^^^^^ - support.function.walker.lazy-mmu
		apply_to_page_ranges(&init_mm);
//^^^^^^^^^^^^^^^^^^^^ - support.function.walker.lazy-mmu
		ops.apply_to_page_range(&init_mm);
//    ^^^^^^^^^^^^^^^^^^^ - support.function.walker.lazy-mmu
		arch_enter_lazy_mmu_mode();
//^^^^^^^^^^^^^^^^^^^^^^^^ support.function.section.lazy-mmu
		lazy_mmu_mode_pause();
//^^^^^^^^^^^^^^^^^^^ support.function.section.lazy-mmu
		is_lazy_mmu_mode_active();
//^^^^^^^^^^^^^^^^^^^^^^^ support.function.section.lazy-mmu
		pr_info("apply_to_page_range \" set_pte(a) pte_t");
//         ^^^^^^^^^^^^^^^^^^^ string.quoted.double.c - support.function.walker.lazy-mmu
//                                ^^^^^^^ - support.function.page-table.lazy-mmu
//                                           ^^^^^ - support.type.page-table.lazy-mmu
		/* apply_to_page_range() in a pte_t comment */
//   ^^^^^^^^^^^^^^^^^^^ comment.block.c - support.function.walker.lazy-mmu
//                              ^^^^^ - support.type.page-table.lazy-mmu
}

/*
 * arch_leave_lazy_mmu_mode() over several lines
// ^^^^^^^^^^^^^^^^^^^^^^^^ comment.block.c - support.function.section.lazy-mmu
 */
typedef int (*walk_fn)(pte_t *pte); // see pmd_t
//                     ^^^^^ support.type.page-table.lazy-mmu
//                                         ^^^^^ comment.line.double-slash.c - support.type.page-table.lazy-mmu
