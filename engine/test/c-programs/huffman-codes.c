/* Code lengths from a heapless Huffman, then canonical codes. */
#include <stdio.h>

#define N 8

struct node { int weight, left, right, used; };

static int lengths[N];

static void depth(const struct node *t, int at, int d)
{
	if (at < N) {
		lengths[at] = d;
		return;
	}
	depth(t, t[at].left, d + 1);
	depth(t, t[at].right, d + 1);
}

int main(void)
{
	static const int weights[N] = { 45, 13, 12, 16, 9, 5, 2, 1 };
	struct node t[2 * N];
	int n = N, total = 0, sum = 0;

	for (int i = 0; i < N; i++)
		t[i] = (struct node){ weights[i], -1, -1, 0 };
	for (; n < 2 * N - 1; n++) {
		int pick[2];
		for (int k = 0; k < 2; k++) {
			int best = -1;
			for (int i = 0; i < n; i++)
				if (!t[i].used && (best < 0 || t[i].weight < t[best].weight))
					best = i;
			t[best].used = 1;
			pick[k] = best;
		}
		t[n] = (struct node){ t[pick[0]].weight + t[pick[1]].weight, pick[0], pick[1], 0 };
	}
	depth(t, n - 1, 0);
	unsigned code = 0;
	for (int bits = 1, last = 0; bits < 16; bits++) {
		for (int i = 0; i < N; i++) {
			if (lengths[i] != bits)
				continue;
			code <<= bits - last;
			last = bits;
			printf("%c:", 'a' + i);
			for (int b = bits - 1; b >= 0; b--)
				putchar('0' + (code >> b & 1));
			putchar(' ');
			code++;
			total += bits * weights[i];
			sum += 1 << (12 - bits);
		}
	}
	printf("\n%d %d\n", total, sum == 1 << 12);
	return total % 100;
}
