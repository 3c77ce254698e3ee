/* Heapsort and Shell sort with a comparison callback. */
#include <stdio.h>
#include <string.h>

typedef int (*compare_fn)(const void *, const void *);

static int compares;
static int by_value(const void *a, const void *b)
{
	unsigned short x = *(const unsigned short *)a, y = *(const unsigned short *)b;

	compares++;
	return (x > y) - (x < y);
}

static int by_low_byte(const void *a, const void *b)
{
	return (*(const unsigned short *)a & 0xff) - (*(const unsigned short *)b & 0xff);
}

static void swap(char *a, char *b, int size)
{
	char t[8];

	memcpy(t, a, size);
	memcpy(a, b, size);
	memcpy(b, t, size);
}

static void heapsort_(void *base, int n, int size, compare_fn compare)
{
	char *v = base;

	for (int start = n / 2 - 1, end = n; end > 1;) {
		int root;
		if (start >= 0) root = start--;
		else { end--; swap(v, v + end * size, size); root = 0; }
		for (int child; (child = 2 * root + 1) < end; root = child) {
			if (child + 1 < end && compare(v + child * size, v + (child + 1) * size) < 0)
				child++;
			if (compare(v + root * size, v + child * size) >= 0)
				break;
			swap(v + root * size, v + child * size, size);
		}
	}
}

static void shell(unsigned short *v, int n, compare_fn compare)
{
	for (int gap = n / 2; gap > 0; gap /= 2)
		for (int i = gap; i < n; i++)
			for (int j = i - gap; j >= 0 && compare(&v[j], &v[j + gap]) > 0; j -= gap)
				swap((char *)&v[j], (char *)&v[j + gap], sizeof(*v));
}

int main(void)
{
	unsigned short a[50], b[50];
	int wrong = 0;

	for (int i = 0; i < 50; i++)
		a[i] = b[i] = (i + 3) * 48271u % 65521;
	heapsort_(a, 50, sizeof(*a), by_value);
	shell(b, 50, by_value);
	printf("%d %d %d %d\n", a[0], a[25], a[49], memcmp(a, b, sizeof(a)));
	shell(b, 50, by_low_byte);
	for (int i = 1; i < 50; i++)
		wrong += (b[i - 1] & 0xff) > (b[i] & 0xff);
	printf("%d %d\n", wrong, compares > 0);
	return a[10] % 100;
}
