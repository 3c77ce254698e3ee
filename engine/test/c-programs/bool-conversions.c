/* _Bool is 1 for anything that is not zero. */
#include <stdbool.h>
#include <stdio.h>

static bool flip(bool b)
{
	return !b;
}

int main(void)
{
	int object = 0;
	bool a = 256, b = &object, c = 0x100000000L, d = 0, e = -1;
	bool many[4] = { 5, 0, 'x' };
	struct {
		bool on : 1;
		bool off : 1;
	} bits = { 2, 0 };

	printf("%d%d%d%d%d\n", a, b, c, d, e);
	printf("%d%d%d%d\n", many[0], many[1], many[2], many[3]);
	printf("%d%d\n", bits.on, bits.off);
	a = a + a;
	printf("%d %d\n", a, a + a);
	d++;
	d++;
	printf("%d\n", d);
	d--;
	printf("%d\n", d);
	e ^= 1;
	printf("%d\n", e);
	e |= 6;
	printf("%d %d\n", e, flip(e));
	printf("%d\n", (bool)0x8000000000000000UL);
	printf("%d %d\n", (int)sizeof(bool), true);
	return flip((bool)(unsigned char)256);
}
