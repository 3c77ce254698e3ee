/* Masks of processors as records of words, with iteration and text. */
#include <stdio.h>

#define NR 100
#define WORDS ((NR + 63) / 64)

typedef struct cpumask { unsigned long bits[WORDS]; } cpumask_t;

#define CPU_NONE ((cpumask_t){ { 0 } })
#define for_each_cpu(c, m) for ((c) = -1; (c) = next((c), (m)), (c) < NR;)

static int next(int c, const cpumask_t *m)
{
	for (c++; c < NR; c++)
		if (m->bits[c / 64] >> c % 64 & 1)
			return c;
	return NR;
}

static cpumask_t set(cpumask_t m, int c) { m.bits[c / 64] |= 1ul << c % 64; return m; }
static cpumask_t and(const cpumask_t *a, const cpumask_t *b)
{
	cpumask_t r;

	for (int i = 0; i < WORDS; i++)
		r.bits[i] = a->bits[i] & b->bits[i];
	return r;
}
static int weight(const cpumask_t *m) { int n = 0; for (int i = 0; i < WORDS; i++) n += __builtin_popcountl(m->bits[i]); return n; }

static int print(const cpumask_t *m)
{
	int ranges = 0, c, from = -2, last = -2;

	for_each_cpu(c, m) {
		if (c != last + 1) {
			if (last > from)
				printf("-%d", last);
			printf("%s%d", ranges++ ? "," : "", c);
			from = c;
		}
		last = c;
	}
	if (last > from)
		printf("-%d", last);
	printf("\n");
	return ranges;
}

int main(void)
{
	cpumask_t a = CPU_NONE, b = CPU_NONE, both;
	int ranges = 0, c;

	for (int i = 0; i < NR; i += i % 10 == 3 ? 4 : 1)
		a = set(a, i);
	for (int i = 60; i < 75; i++)
		b = set(b, i);
	both = and(&a, &b);
	ranges += print(&a) + print(&b) + print(&both) + print(&CPU_NONE);
	printf("%d %d %d %d\n", weight(&a), weight(&both), next(-1, &b), next(74, &both));
	for_each_cpu(c, &both)
		ranges += c & 1;
	return ranges;
}
