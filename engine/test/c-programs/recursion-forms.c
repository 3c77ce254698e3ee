/* Direct, mutual and deep recursion with arrays on the stack. */
#include <stdio.h>

static unsigned ackermann(unsigned m, unsigned n)
{
	if (!m)
		return n + 1;
	if (!n)
		return ackermann(m - 1, 1);
	return ackermann(m - 1, ackermann(m, n - 1));
}

static int is_odd(unsigned n);
static int is_even(unsigned n) { return n ? is_odd(n - 1) : 1; }
static int is_odd(unsigned n) { return n ? is_even(n - 1) : 0; }

static int moves;

static void hanoi(int n, char from, char to, char via)
{
	if (n == 0)
		return;
	hanoi(n - 1, from, via, to);
	if (moves++ < 5)
		printf("%c%c ", from, to);
	hanoi(n - 1, via, to, from);
}

static int permutations(char *text, int at, int n, int *sum)
{
	if (at == n) {
		*sum = (*sum * 7 + text[0] * 3 + text[n - 1]) % 10007;
		return 1;
	}
	int found = 0;
	for (int i = at; i < n; i++) {
		char t = text[at]; text[at] = text[i]; text[i] = t;
		found += permutations(text, at + 1, n, sum);
		t = text[at]; text[at] = text[i]; text[i] = t;
	}
	return found;
}

static int deep(int n)
{
	int local[4] = { n, n + 1, n + 2, n + 3 };

	return n ? deep(n - 1) + local[n & 3] - local[0] : 0;
}

int main(void)
{
	char text[] = "abcde";
	int sum = 0;

	printf("%u %u\n", ackermann(2, 3), ackermann(1, 9));
	printf("%d %d\n", is_even(50), is_odd(38));
	hanoi(6, 'A', 'C', 'B');
	printf("%d\n", moves);
	int n = permutations(text, 0, 5, &sum);
	printf("%d %d\n", n, sum);
	printf("%d\n", deep(100));
	return moves;
}
