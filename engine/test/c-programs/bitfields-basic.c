/* Signed and unsigned bitfields wrap at their width. tcc differs: the value of an assignment is not wrapped. */
#include <stdio.h>

struct bits {
	unsigned a : 3;
	signed b : 4;
	unsigned c : 1;
	int : 0;
	unsigned d : 17;
	unsigned long e : 40;
	signed long f : 20;
};

int main(void)
{
	struct bits x = { 9, -8, 3, 0x3ffff, 0xfffffffffffff, -1 };

	printf("%u %d %u %u %lu %ld\n", x.a, x.b, x.c, x.d, (unsigned long)x.e, (long)x.f);
	printf("%d\n", (int)sizeof(struct bits));
	x.a += 7;
	x.b++;
	x.c ^= 1;
	x.d = (unsigned long)x.d * x.d;
	x.e <<= 4;
	x.f = 0x80000;
	printf("%u %d %u %u %lu %ld\n", x.a, x.b, x.c, x.d, (unsigned long)x.e, (long)x.f);
	printf("%d\n", (x.a = 12) + 10);
	printf("%d\n", x.a - 5 < 0);
	for (int i = 0; i < 10; i++)
		printf("%u%s", x.a++, i < 9 ? "," : "\n");
	printf("%d\n", x.b--);
	x.e = ~0ul;
	printf("%lx %ld\n", (unsigned long)x.e, (long)x.e >> 39);
	return x.d & 0x7f;
}
