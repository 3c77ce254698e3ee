/**
 * The page allocator as its callers see it, in C of our own.
 *
 * Who owns which page, and whether a request can be met, is the host's business. What is here is
 * the order of steps around it (mm/page_alloc.c, post_alloc_hook() and free_pages_prepare(), 6.12),
 * since __kernel_map_pages() is the tree's own and is called from here.
 */
export const allocatorModel = `
#include <linux/mm.h>
#include <linux/gfp.h>

unsigned long __sim_take_pages(unsigned long gfp, unsigned int order);
int __sim_give_pages(unsigned long pfn, unsigned int order);
void __sim_pages_given(unsigned long pfn, unsigned int order);
void __sim_touch_on_alloc(unsigned long pfn, unsigned int order, unsigned long gfp);
void __sim_touch_on_free(unsigned long pfn, unsigned int order);
int __sim_page_count(unsigned long pfn, int delta);
int __sim_maps_pages(void);
void __sim_map_pages(struct page *page, int n, int enable);
void *__sim_kmalloc(unsigned long size, unsigned long gfp);
void __sim_kfree(const void *object);

static void __sim_set_linear(struct page *page, unsigned int order, int enable)
{
	if (!debug_pagealloc_enabled_static())
		return;
	if (__sim_maps_pages())
		__sim_map_pages(page, 1 << order, enable);
#if defined(CONFIG_DEBUG_PAGEALLOC) && defined(CONFIG_ARCH_SUPPORTS_DEBUG_PAGEALLOC)
	else
		__kernel_map_pages(page, 1 << order, enable);
#endif
}

static struct page *__sim_alloc(gfp_t gfp, unsigned int order)
{
	unsigned long pfn = __sim_take_pages(gfp, order);
	struct page *page;

	if (!pfn)
		return NULL;
	page = pfn_to_page(pfn);
	__sim_set_linear(page, order, 1);
	__sim_touch_on_alloc(pfn, order, gfp);
	return page;
}

static void __sim_free(struct page *page, unsigned int order)
{
	unsigned long pfn = page_to_pfn(page);

	if (!__sim_give_pages(pfn, order))
		return;
	__sim_touch_on_free(pfn, order);
	__sim_set_linear(page, order, 0);
	__sim_pages_given(pfn, order);
}

void (__free_pages)(struct page *page, unsigned int order)
{
	if (__sim_page_count(page_to_pfn(page), -1) == 0)
		__sim_free(page, order);
}

void (free_pages)(unsigned long address, unsigned int order)
{
	if (address != 0)
		__free_pages(virt_to_page((void *)address), order);
}

void (free_unref_page)(struct page *page, unsigned int order)
{
	__sim_free(page, order);
}

void __put_page(struct page *page) { __sim_free(page, 0); }
void __folio_put(struct folio *folio) { __sim_free((struct page *)folio, 0); }

struct page *(alloc_pages_noprof)(gfp_t gfp, unsigned int order) { return __sim_alloc(gfp, order); }
struct page *(alloc_pages)(gfp_t gfp, unsigned int order) { return __sim_alloc(gfp, order); }
struct page *(__alloc_pages_noprof)(gfp_t gfp, unsigned int order, int nid, nodemask_t *mask)
{ return __sim_alloc(gfp, order); }
struct page *(__alloc_pages)(gfp_t gfp, unsigned int order, int nid, nodemask_t *mask)
{ return __sim_alloc(gfp, order); }

unsigned long (get_free_pages_noprof)(gfp_t gfp, unsigned int order)
{
	struct page *page = __sim_alloc(gfp, order);

	return page ? (unsigned long)page_to_virt(page) : 0;
}
unsigned long (__get_free_pages)(gfp_t gfp, unsigned int order) { return get_free_pages_noprof(gfp, order); }
unsigned long (get_zeroed_page_noprof)(gfp_t gfp) { return get_free_pages_noprof(gfp | __GFP_ZERO, 0); }
unsigned long (get_zeroed_page)(gfp_t gfp) { return get_free_pages_noprof(gfp | __GFP_ZERO, 0); }

void *(__kmalloc_noprof)(size_t size, gfp_t gfp) { return __sim_kmalloc(size, gfp); }
void *(__kmalloc)(size_t size, gfp_t gfp) { return __sim_kmalloc(size, gfp); }
void *(__kmalloc_cache_noprof)(struct kmem_cache *cache, gfp_t gfp, size_t size) { return __sim_kmalloc(size, gfp); }
void *(kmalloc_trace)(struct kmem_cache *cache, gfp_t gfp, size_t size) { return __sim_kmalloc(size, gfp); }
void *(__kmalloc_large_noprof)(size_t size, gfp_t gfp) { return __sim_kmalloc(size, gfp); }
void (kfree)(const void *object) { __sim_kfree(object); }
`;
