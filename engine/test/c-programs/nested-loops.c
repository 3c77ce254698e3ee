/* break and continue in loops of every kind within each other. */
#include <stdio.h>

int main(void)
{
	int n = 0, i = 0;

	for (int a = 0; a < 5; a++) {
		if (a == 3)
			continue;
		int b = a;
		while (1) {
			if (++b > 6)
				break;
			if (b % 2)
				continue;
			do {
				n++;
				if (n % 7 == 0)
					break;
				if (n % 3 == 0)
					continue;
				n += 10;
			} while (n % 5);
		}
		printf("%d %d|", a, n);
	}
	printf("\n");
	for (;;) {
		for (; i < 100; i += 3) {
			if (i % 10 == 7)
				goto done;
		}
	}
done:
	do
		i--;
	while (i > 20 && i % 4);
	printf("%d\n", i);
	for (int x = 0, y = 9; x < y; x++, y--)
		i += x * y;
	while (i-- > 30)
		;
	printf("%d\n", i);
	return i;
}
