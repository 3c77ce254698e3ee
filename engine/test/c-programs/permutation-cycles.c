/* Permutations: cycles, inverses, powers and the next in order. */
#include <stdio.h>
#include <string.h>

#define N 7
typedef struct { unsigned char to[N]; } perm;

static perm after(perm a, perm b) { perm r; for (int i = 0; i < N; i++) r.to[i] = a.to[b.to[i]]; return r; }
static perm inverse(perm a) { perm r; for (int i = 0; i < N; i++) r.to[a.to[i]] = i; return r; }
static int is_identity(perm a) { for (int i = 0; i < N; i++) if (a.to[i] != i) return 0; return 1; }

static int cycles(perm a, int *longest)
{
	unsigned seen = 0;
	int n = 0;

	*longest = 0;
	for (int i = 0; i < N; i++) {
		int length = 0;
		for (int k = i; !(seen >> k & 1); k = a.to[k], length++)
			seen |= 1u << k;
		n += length > 0;
		*longest = length > *longest ? length : *longest;
	}
	return n;
}

static int next(perm *a)
{
	int i = N - 2, j = N - 1;

	while (i >= 0 && a->to[i] > a->to[i + 1])
		i--;
	if (i < 0)
		return 0;
	while (a->to[j] < a->to[i])
		j--;
	for (unsigned char t = a->to[i], once = 1; once; once = 0)
		a->to[i] = a->to[j], a->to[j] = t;
	for (int l = i + 1, r = N - 1; l < r; l++, r--) {
		unsigned char t = a->to[l];
		a->to[l] = a->to[r];
		a->to[r] = t;
	}
	return 1;
}

int main(void)
{
	perm p = { { 2, 0, 1, 4, 3, 6, 5 } }, q = p, id = { { 0, 1, 2, 3, 4, 5, 6 } };
	int longest, n = cycles(p, &longest), order = 1, count = 1, fixed_free = 0;

	for (; !is_identity(q); order++)
		q = after(q, p);
	printf("%d %d %d %d\n", n, longest, order, is_identity(after(inverse(p), p)));
	do {
		int free = 1;
		for (int i = 0; i < N; i++)
			free &= id.to[i] != i;
		fixed_free += free;
	} while (next(&id) && ++count);
	printf("%d %d\n", count, fixed_free);
	return count % 100 + order;
}
