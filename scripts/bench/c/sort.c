/* Multiplies matrices and sorts what comes out, by its own quicksort and by qsort(). */
#include <stdio.h>
#include <stdlib.h>

#define SIDE 60

static int left[SIDE][SIDE];
static int right[SIDE][SIDE];
static int product[SIDE * SIDE];

static void multiply(void)
{
	int i;
	int j;
	int k;

	for (i = 0; i < SIDE; i++)
		for (j = 0; j < SIDE; j++) {
			int total = 0;

			for (k = 0; k < SIDE; k++)
				total += left[i][k] * right[k][j];
			product[i * SIDE + j] = total;
		}
}

static void sort(int *values, int first, int last)
{
	int i = first;
	int j = last;
	int pivot = values[(first + last) / 2];

	while (i <= j) {
		while (values[i] < pivot)
			i++;
		while (values[j] > pivot)
			j--;
		if (i <= j) {
			int value = values[i];

			values[i] = values[j];
			values[j] = value;
			i++;
			j--;
		}
	}
	if (first < j)
		sort(values, first, j);
	if (i < last)
		sort(values, i, last);
}

static int by_last_digit(const void *a, const void *b)
{
	int x = *(const int *)a % 10;
	int y = *(const int *)b % 10;

	return x < y ? -1 : x > y;
}

int main(void)
{
	unsigned int check = 0;
	int round;
	int i;

	for (round = 0; round < 12; round++) {
		for (i = 0; i < SIDE * SIDE; i++) {
			left[i / SIDE][i % SIDE] = (i * 7 + round) % 100;
			right[i / SIDE][i % SIDE] = (i * 13 + round) % 100;
		}
		multiply();
		sort(product, 0, SIDE * SIDE - 1);
		for (i = 0; i < SIDE * SIDE; i++)
			check = check * 31 + (unsigned int)product[i];
	}
	qsort(product, SIDE * SIDE, sizeof(product[0]), by_last_digit);
	for (i = 0; i < SIDE * SIDE; i++)
		check = check * 31 + (unsigned int)(product[i] % 10);
	printf("%u\n", check);
	return 0;
}
