/* Sequence points of the comma, of && and of full expressions. */
#include <stdio.h>

int main(void)
{
	int a = 1, b, c = (a++, a++, a * 10);
	int i, j;

	printf("%d %d\n", a, c);
	b = (a = 4, a + 1);
	printf("%d %d\n", a, b);
	for (i = 0, j = 10; i < j; i++, j -= 2)
		;
	printf("%d %d\n", i, j);
	a = 3, b = a;
	printf("%d\n", b);
	if (a = 0, b = 9, a || b)
		printf("last decides %d\n", b);
	while (a++, a < 5)
		b += a;
	printf("%d %d\n", a, b);
	return a++ && a == 6 ? (b--, b) : 0;
}
