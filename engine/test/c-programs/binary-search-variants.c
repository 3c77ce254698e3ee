/* Lower and upper bounds, and searching in a rotated array. */
#include <stdio.h>

static int lower(const long *v, int n, long x)
{
	int low = 0;

	while (n > 0) {
		int half = n >> 1;
		if (v[low + half] < x) {
			low += half + 1;
			n -= half + 1;
		} else
			n = half;
	}
	return low;
}

static int upper(const long *v, int n, long x)
{
	int low = -1, high = n;

	while (high - low > 1) {
		int mid = low + (high - low) / 2;
		*(v[mid] <= x ? &low : &high) = mid;
	}
	return high;
}

static int rotated(const long *v, int n, long x)
{
	int low = 0, high = n - 1;

	while (low <= high) {
		int mid = (low + high) / 2;
		if (v[mid] == x)
			return mid;
		if (v[low] <= v[mid]) {
			if (v[low] <= x && x < v[mid]) high = mid - 1;
			else low = mid + 1;
		} else if (v[mid] < x && x <= v[high]) low = mid + 1;
		else high = mid - 1;
	}
	return ~low;
}

int main(void)
{
	static const long v[] = { -90000000000, -5, -5, -5, 0, 3, 3, 8, 70000000000 };
	static const long r[] = { 40, 50, 60, 70, 5, 10, 20, 30 };

	for (long x = -6; x < 5; x++)
		printf("%d-%d ", lower(v, 9, x), upper(v, 9, x));
	printf("\n%d %d\n", lower(v, 9, 1L << 40), upper(v, 9, -(1L << 40)));
	for (int i = 0; i < 8; i++)
		printf("%d ", rotated(r, 8, r[i]));
	printf("%d\n", rotated(r, 8, 55) < 0);
	return upper(v, 9, 3) * 10 + lower(v, 9, 3);
}
