/* Numbers given out, taken back and found by the lowest free one. */
#include <stdio.h>

#define WORD 64
#define LEVELS 2
#define IDS (WORD * 8)

static unsigned long used[IDS / WORD], full;

static int get_id(void)
{
	unsigned long open = ~full & ((1ul << IDS / WORD) - 1);

	if (!open)
		return -28;
	int w = __builtin_ctzl(open), b = __builtin_ctzl(~used[w]);
	used[w] |= 1ul << b;
	if (!~used[w])
		full |= 1ul << w;
	return w * WORD + b;
}

static int put_id(int id)
{
	unsigned long bit = 1ul << id % WORD, *word = &used[id / WORD];

	if (id < 0 || id >= IDS || !(*word & bit))
		return -22;
	*word &= ~bit;
	full &= ~(1ul << id / WORD);
	return 0;
}

static int get_range(int n)
{
	for (int start = 0, i; start + n <= IDS; start = start + i + 1) {
		for (i = 0; i < n && !(used[(start + i) / WORD] >> (start + i) % WORD & 1); i++)
			;
		if (i < n)
			continue;
		for (i = 0; i < n; i++) {
			used[(start + i) / WORD] |= 1ul << (start + i) % WORD;
			if (!~used[(start + i) / WORD])
				full |= 1ul << (start + i) / WORD;
		}
		return start;
	}
	return -28;
}

int main(void)
{
	int last = 0, errors = 0;

	for (int i = 0; i < 130; i++)
		last = get_id();
	printf("%d %lx\n", last, full);
	for (int i = 3; i < 130; i += 40)
		errors += put_id(i);
	errors += put_id(3);
	int a = get_id(), b = get_id();
	printf("%d %d %d\n", a, b, errors);
	a = get_range(60);
	b = get_range(64);
	printf("%d %d %lx\n", a, b, full);
	printf("%d\n", get_range(400));
	while ((last = get_id()) >= 0)
		a = last;
	printf("%d %d\n", a, last);
	return __builtin_popcountl(full);
}
