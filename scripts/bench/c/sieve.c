/* Marks multiples in an array of bytes, several times. */
#include <stdio.h>

#define SIZE 500000

static unsigned char marks[SIZE + 1];

static int count_primes(int size)
{
	int count = 0;
	int i;
	int j;

	for (i = 2; i <= size; i++)
		marks[i] = 0;
	for (i = 2; i <= size; i++) {
		if (marks[i])
			continue;
		count++;
		for (j = i + i; j <= size; j += i)
			marks[j] = 1;
	}
	return count;
}

int main(void)
{
	int round;
	int count = 0;

	for (round = 0; round < 8; round++)
		count = count_primes(SIZE);
	printf("%d primes\n", count);
	return 0;
}
