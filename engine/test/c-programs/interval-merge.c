/* Ranges of addresses inserted, merged and looked up. */
#include <stdio.h>
#include <string.h>

struct range { unsigned long start, end; };
struct map { struct range range[16]; int n; };

static void add(struct map *m, unsigned long start, unsigned long end)
{
	int i = 0, j;

	while (i < m->n && m->range[i].end < start)
		i++;
	for (j = i; j < m->n && m->range[j].start <= end; j++) {
		if (m->range[j].start < start)
			start = m->range[j].start;
		if (m->range[j].end > end)
			end = m->range[j].end;
	}
	memmove(&m->range[i + 1], &m->range[j], (m->n - j) * sizeof(m->range[0]));
	m->n += 1 - (j - i);
	m->range[i] = (struct range){ start, end };
}

static const struct range *find(const struct map *m, unsigned long address)
{
	int low = 0, high = m->n;

	while (low < high) {
		int mid = low + (high - low) / 2;
		if (m->range[mid].end <= address)
			low = mid + 1;
		else
			high = mid;
	}
	return low < m->n && m->range[low].start <= address ? &m->range[low] : NULL;
}

int main(void)
{
	struct map m = { .n = 0 };

	add(&m, 0x1000, 0x2000);
	add(&m, 0x5000, 0x6000);
	add(&m, 0x3000, 0x4000);
	add(&m, 0x8000, 0x9000);
	add(&m, 0x2000, 0x3000);
	add(&m, 0x5800, 0x8800);
	add(&m, 0xffffffff80000000, 0xfffffffffffff000);
	for (int i = 0; i < m.n; i++)
		printf("%lx-%lx\n", m.range[i].start, m.range[i].end);
	printf("%d %d %d\n", find(&m, 0x4000) == NULL, (int)(find(&m, 0x3fff) - m.range),
	       (int)(find(&m, 0xffffffffc0000000) - m.range));
	return m.n;
}
