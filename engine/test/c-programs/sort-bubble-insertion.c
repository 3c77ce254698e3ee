/* Two quadratic sorts compared on the same data. */
#include <stdio.h>
#include <string.h>

static int swaps, moves;

static void bubble(int *v, int n)
{
	int changed;

	do {
		changed = 0;
		for (int i = 1; i < n; i++) {
			if (v[i - 1] > v[i]) {
				int t = v[i];
				v[i] = v[i - 1];
				v[i - 1] = t;
				changed = 1;
				swaps++;
			}
		}
		n--;
	} while (changed);
}

static void insertion(int *v, int n)
{
	for (int i = 1; i < n; i++) {
		int x = v[i], j = i;
		for (; j > 0 && v[j - 1] > x; j--, moves++)
			v[j] = v[j - 1];
		v[j] = x;
	}
}

int main(void)
{
	int a[40], b[40];
	unsigned seed = 7;

	for (int i = 0; i < 40; i++) {
		seed = seed * 1664525u + 1013904223u;
		a[i] = (int)(seed >> 20) - 2048;
	}
	memcpy(b, a, sizeof(a));
	bubble(a, 40);
	insertion(b, 40);
	for (int i = 0; i < 40; i += 5)
		printf("%d ", a[i]);
	printf("\n%d %d %d\n", memcmp(a, b, sizeof(a)), swaps, moves);
	return swaps == moves;
}
