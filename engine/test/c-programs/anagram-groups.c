/* Words grouped by their letters with signatures in wide integers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry { const char *word; unsigned long low, high; };

static struct entry sign(const char *word)
{
	struct entry e = { word, 0, 0 };

	for (; *word; word++) {
		int i = *word - 'a';
		*(i < 16 ? &e.low : &e.high) += 1ul << i % 16 * 4;
	}
	return e;
}

static int compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	if (x->low != y->low)
		return x->low < y->low ? -1 : 1;
	return strcmp(x->word, y->word);
}

int main(void)
{
	static const char *const words[] = { "listen", "google", "silent", "enlist", "elbow", "below", "state", "taste", "zzz" };
	struct entry e[9];
	int groups = 0;

	for (int i = 0; i < 9; i++)
		e[i] = sign(words[i]);
	qsort(e, 9, sizeof(e[0]), compare);
	for (int i = 0; i < 9; i++) {
		int fresh = !i || e[i].low != e[i - 1].low || e[i].high != e[i - 1].high;
		printf("%s%s", fresh ? i ? "\n" : "" : " ", e[i].word);
		groups += fresh;
	}
	printf("\n%lx %lx\n", e[8].low, e[8].high);
	return groups;
}
