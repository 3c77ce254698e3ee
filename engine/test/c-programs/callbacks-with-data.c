/* Iterators that are given a function and a pointer for it. */
#include <stdio.h>

struct visit {
	int (*callback)(int value, void *data);
	void *data;
};

struct minmax { int min, max, seen; };

static int walk(const int *v, int n, const struct visit *visit)
{
	for (int i = 0; i < n; i++) {
		int stop = visit->callback(v[i], visit->data);
		if (stop)
			return stop;
	}
	return 0;
}

static int track(int value, void *data)
{
	struct minmax *m = data;

	if (!m->seen++ || value < m->min)
		m->min = value;
	if (m->seen == 1 || value > m->max)
		m->max = value;
	return 0;
}

static int until_negative(int value, void *data)
{
	*(long *)data += value;
	return value < 0 ? value : 0;
}

int main(void)
{
	static const int v[] = { 4, 9, 2, -3, 8 };
	struct minmax m = { 0 };
	long sum = 0;
	int r = walk(v, 5, &(struct visit){ track, &m });

	printf("%d %d %d %d\n", r, m.min, m.max, m.seen);
	r = walk(v, 5, &(struct visit){ .data = &sum, .callback = until_negative });
	printf("%d %ld\n", r, sum);
	return walk(v, 0, 0) + 5;
}
