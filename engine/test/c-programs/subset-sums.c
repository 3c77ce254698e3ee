/* Subsets by masks: sums, sizes in Gray order, and partitions. */
#include <stdio.h>

static const int items[] = { 3, 34, 4, 12, 5, 2, 19, 8 };
#define N 8

int main(void)
{
	int counts[90] = { 0 }, sum = 0, best = 1000, best_mask = 0, total = 0;
	unsigned gray = 0;

	for (int i = 0; i < N; i++)
		total += items[i];
	for (unsigned i = 1; i <= 1u << N; i++) {
		counts[sum]++;
		int gap = 2 * sum - total;
		gap = gap < 0 ? -gap : gap;
		if (gap < best) {
			best = gap;
			best_mask = gray;
		}
		if (i == 1u << N)
			break;
		int bit = __builtin_ctz(i);
		gray ^= 1u << bit;
		sum += gray >> bit & 1 ? items[bit] : -items[bit];
	}
	for (int s = 0, shown = 0; shown < 8; s++)
		if (counts[s] > 3) {
			printf("%d:%d ", s, counts[s]);
			shown++;
		}
	printf("\n%d %x %d\n", best, best_mask, total);
	unsigned mask = 0xb5, subsets = 0;
	for (unsigned s = mask;; s = (s - 1) & mask) {
		subsets += s;
		if (!s)
			break;
	}
	printf("%u\n", subsets);
	return counts[20];
}
