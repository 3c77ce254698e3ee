/* Small types become int before arithmetic. */
#include <stdio.h>

int main(void)
{
	unsigned char a = 200, b = 100;
	signed char c = -1;
	unsigned short s = 65535, t = 1;
	int sum = a + b;
	unsigned char wrapped = a + b;

	printf("%d %d\n", sum, wrapped);
	printf("%d\n", ~a);
	printf("%d\n", -s);
	printf("%d\n", s + t);
	printf("%d\n", (unsigned short)(s + t));
	printf("%d\n", c < a);
	printf("%d\n", c == 255);
	printf("%d\n", (unsigned char)c == 255);
	printf("%d %d\n", (int)sizeof(a + b), (int)sizeof(+c));
	a <<= 1;
	printf("%d\n", a);
	a += 300;
	printf("%d\n", a);
	c >>= 3;
	printf("%d\n", c);
	return (s * 2) % 251;
}
