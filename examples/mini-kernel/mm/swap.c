// SPDX-License-Identifier: MIT
/* The end of a page's references. */
#include <linux/mm.h>

void __put_page(struct page *page)
{
	__free_page(page);
}
