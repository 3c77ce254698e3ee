/* Members of anonymous structs and unions belong to the record around them. */
#include <stddef.h>
#include <stdio.h>

struct page_like {
	unsigned long flags;
	union {
		struct {
			struct page_like *next;
			union {
				unsigned long index;
				short share[4];
			};
		};
		struct {
			int order;
			int count;
		};
	};
	int refs;
};

int main(void)
{
	struct page_like a = { .flags = 1, .next = &a, .index = 0x1122334455667788, .refs = 9 };
	struct page_like b = { .flags = 2, { .order = 3, .count = 4 }, .refs = 1 };

	printf("%d %d %d\n", (int)offsetof(struct page_like, index), (int)offsetof(struct page_like, count),
	       (int)offsetof(struct page_like, refs));
	printf("%x %x\n", a.share[0], a.share[3]);
	a.share[1] = -1;
	printf("%lx\n", a.index);
	printf("%d %d %d\n", b.order, b.count, b.refs);
	a.next = &b;
	a.next->count += a.next->order;
	printf("%d %d\n", b.count, a.next == &b);
	return (int)sizeof(struct page_like);
}
