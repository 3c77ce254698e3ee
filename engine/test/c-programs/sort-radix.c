/* Counting passes over bytes, signed keys included. */
#include <stdio.h>

#define N 64

static void pass(const int *from, int *to, int shift)
{
	unsigned count[256] = { 0 }, sum = 0;

	for (int i = 0; i < N; i++)
		count[((unsigned)from[i] ^ 0x80000000u) >> shift & 0xff]++;
	for (int i = 0; i < 256; i++) {
		unsigned c = count[i];
		count[i] = sum;
		sum += c;
	}
	for (int i = 0; i < N; i++)
		to[count[((unsigned)from[i] ^ 0x80000000u) >> shift & 0xff]++] = from[i];
}

int main(void)
{
	static int a[N], b[N];
	unsigned x = 2463534242u;
	int ordered = 1;

	for (int i = 0; i < N; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		a[i] = i % 5 ? (int)x : (int)(x % 1000) - 500;
	}
	pass(a, b, 0);
	pass(b, a, 8);
	pass(a, b, 16);
	pass(b, a, 24);
	for (int i = 1; i < N; i++)
		ordered &= a[i - 1] <= a[i];
	printf("%d\n", ordered);
	for (int i = 0; i < N; i += 9)
		printf("%d ", a[i]);
	printf("\n");
	int low = 0, high = N;
	while (low < high) {
		int mid = (low + high) / 2;
		if (a[mid] < 0) low = mid + 1; else high = mid;
	}
	return low;
}
