/* Jumps forward, backward, out of and into blocks. */
#include <stdio.h>

static int collatz(unsigned n)
{
	int steps = 0;

again:
	if (n == 1)
		goto out;
	steps++;
	if (n & 1) {
		n = 3 * n + 1;
		goto again;
	}
	n >>= 1;
	goto again;
out:
	return steps;
}

static int search(int m[3][3], int what)
{
	int i, j;

	for (i = 0; i < 3; i++)
		for (j = 0; j < 3; j++)
			if (m[i][j] == what)
				goto found;
	return -1;
found:
	return i * 10 + j;
}

static int cleanup(int fail_at)
{
	int state = 0;

	if (fail_at == 1) goto none;
	state |= 1;
	if (fail_at == 2) goto first;
	state |= 2;
	if (fail_at == 3) goto second;
	return state;
second:
	state |= 0x20;
first:
	state |= 0x10;
none:
	return -state;
}

int main(void)
{
	int m[3][3] = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } };
	int n = 0;

	printf("%d %d %d\n", collatz(1), collatz(7), collatz(27));
	printf("%d %d\n", search(m, 6), search(m, 10));
	for (int i = 0; i < 4; i++)
		printf("%d ", cleanup(i));
	goto inside;
	while (n < 5) {
		printf("top ");
inside:
		n += 2;
	}
	printf("%d\n", n);
	return n;
}
