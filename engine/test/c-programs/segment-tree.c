/* Range sums and minima with point and lazy range updates. */
#include <stdio.h>

#define N 16

static long sum[2 * N], pending[2 * N];
static int least[2 * N];

static void add(int node, int low, int high, int from, int to, long v)
{
	if (to <= low || high <= from)
		return;
	if (from <= low && high <= to) {
		sum[node] += v * (high - low);
		pending[node] += v;
		return;
	}
	int mid = (low + high) / 2;
	add(2 * node, low, mid, from, to, v);
	add(2 * node + 1, mid, high, from, to, v);
	sum[node] = sum[2 * node] + sum[2 * node + 1] + pending[node] * (high - low);
}

static long query(int node, int low, int high, int from, int to, long above)
{
	if (to <= low || high <= from)
		return 0;
	if (from <= low && high <= to)
		return sum[node] + above * (high - low);
	int mid = (low + high) / 2;
	above += pending[node];
	return query(2 * node, low, mid, from, to, above) + query(2 * node + 1, mid, high, from, to, above);
}

static void set(int i, int v)
{
	for (least[i += N] = v; i > 1; i /= 2)
		least[i / 2] = least[i] < least[i ^ 1] ? least[i] : least[i ^ 1];
}

static int minimum(int from, int to)
{
	int m = 1 << 30;

	for (from += N, to += N; from < to; from /= 2, to /= 2) {
		if (from & 1) { m = least[from] < m ? least[from] : m; from++; }
		if (to & 1) { to--; m = least[to] < m ? least[to] : m; }
	}
	return m;
}

int main(void)
{
	long plain[N] = { 0 };
	int wrong = 0;

	for (int i = 0; i < N; i++)
		set(i, i * 7 % 16 + 3);
	for (int round = 0; round < 40; round++) {
		int a = round * 5 % N, b = a + round % 6 + 1;
		b = b > N ? N : b;
		add(1, 0, N, a, b, round - 20);
		long want = 0;
		int low = 1 << 30;
		for (int i = a; i < b; i++)
			plain[i] += round - 20;
		for (int i = a / 2; i < b; i++) {
			want += plain[i];
			low = least[i + N] < low ? least[i + N] : low;
		}
		wrong += query(1, 0, N, a / 2, b, 0) != want;
		wrong += minimum(a / 2, b) != low;
		set(b - 1, round);
	}
	printf("%d %ld %d\n", wrong, query(1, 0, N, 0, N, 0), minimum(0, N));
	return minimum(3, 9);
}
