/* Counts by a binary indexed tree, compared with the slow way. */
#include <stdio.h>

#define N 50

static int tree[N + 1];

static void add(int i) { for (i++; i <= N; i += i & -i) tree[i]++; }
static int below(int i) { int s = 0; for (; i; i &= i - 1) s += tree[i]; return s; }

static int kth(int k)
{
	int at = 0;

	for (int step = 32; step; step >>= 1) {
		if (at + step <= N && tree[at + step] < k) {
			at += step;
			k -= tree[at];
		}
	}
	return at;
}

int main(void)
{
	int v[N], fast = 0, slow = 0;

	for (int i = 0; i < N; i++)
		v[i] = i * 23 % N;
	for (int i = N - 1; i >= 0; i--) {
		fast += below(v[i]);
		add(v[i]);
	}
	for (int i = 0; i < N; i++)
		for (int j = i + 1; j < N; j++)
			slow += v[i] > v[j];
	printf("%d %d\n", fast, slow);
	printf("%d %d %d\n", kth(1), kth(25), kth(50));
	return fast == slow ? fast % 100 : 0;
}
