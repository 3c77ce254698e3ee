/* Division goes towards zero, and the remainder has the sign of the dividend. */
#include <stdio.h>

static void both(int a, int b)
{
	printf("%d/%d=%d r %d\n", a, b, a / b, a % b);
}

static void both64(long a, long b)
{
	printf("%ld/%ld=%ld r %ld\n", a, b, a / b, a % b);
}

int main(void)
{
	both(7, 2);
	both(-7, 2);
	both(7, -2);
	both(-7, -2);
	both(-2147483647 - 1, 2);
	both(-2147483647 - 1, 2147483647);
	both(1, 2147483647);
	both64(1000000000000, 7);
	both64(-1000000000000, 7);
	both64(1000000000000, -7);
	both64(-9223372036854775807 - 1, 10);
	both64(-9223372036854775807 - 1, -9223372036854775807);
	both64(5, -1000000000000);
	printf("%u %u\n", 4294967295u / 10, 4294967295u % 10);
	printf("%lu %lu\n", 18446744073709551615ul / 10, 18446744073709551615ul % 1000007);
	printf("%u\n", -7 / 2u);
	printf("%lu\n", 0x8000000000000000ul / 3);
	return (-100 % 7) + 10;
}
