/* Records assigned, compared by parts and rotated in arrays. */
#include <stdio.h>

struct key { int major; short minor; char tag; };
struct row { struct key key; int values[3]; };

static int less(struct key a, struct key b)
{
	if (a.major != b.major)
		return a.major < b.major;
	return a.minor != b.minor ? a.minor < b.minor : a.tag < b.tag;
}

static void rotate(struct row *v, int n, int by)
{
	while (by--) {
		struct row first = v[0];
		for (int i = 1; i < n; i++)
			v[i - 1] = v[i];
		v[n - 1] = first;
	}
}

int main(void)
{
	struct row rows[6], best = { .key.major = 99 }, *last = rows + 5;
	int sum = 0;

	for (int i = 0; i < 6; i++)
		rows[i] = (struct row){ { i * 5 % 3, -i, 'a' + i % 2 }, { i, [2] = i * i } };
	rotate(rows, 6, 2);
	for (int i = 0; i < 6; i++) {
		if (less(rows[i].key, best.key))
			best = rows[i];
		printf("%d.%d%c ", rows[i].key.major, rows[i].key.minor, rows[i].key.tag);
	}
	printf("\n%d %d %d\n", best.key.major, best.key.minor, best.values[2]);
	*last = *(last - 1) = rows[0];
	(last - 1)->values[1] = 7;
	for (struct row *r = rows; r <= last; r++)
		sum = sum * 2 + r->values[0] + r->values[1];
	return sum & 0x7f;
}
