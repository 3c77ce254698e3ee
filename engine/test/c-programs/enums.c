/* Enumerators count on, repeat, and are constants. */
#include <stdio.h>

enum level { LOW = -2, MID, ZERO, HIGH = 10, TOP = HIGH + MID, SAME = 10 };
enum flags { F_A = 1 << 0, F_B = 1 << 1, F_C = 1 << 2, F_ALL = F_A | F_B | F_C };
enum { SIZE = 4, BIG = 0x7fffffff };
enum large { L_ONE = 1, L_BIG = 0x100000000 };
typedef enum { OFF, ON } power;

static power toggle(power p)
{
	return p == ON ? OFF : ON;
}

static const char *level_name(enum level l)
{
	switch (l) {
	case LOW: return "low";
	case MID: return "mid";
	case ZERO: return "zero";
	case HIGH: return "high";
	case TOP: return "top";
	}
	return "none";
}

int main(void)
{
	int table[SIZE] = { [ZERO] = 1, [ON] = 2 };
	enum flags f = F_A;
	enum local { IN = 3, OUT } x = OUT;

	printf("%d %d %d %d %d %d\n", LOW, MID, ZERO, HIGH, TOP, SAME);
	f |= F_C;
	f &= ~F_A;
	printf("%d %d\n", f, F_ALL);
	printf("%d %d\n", (int)sizeof(enum level), (int)sizeof(enum large));
	printf("%ld\n", (long)L_BIG);
	printf("%s %s %s\n", level_name(-1), level_name(SAME), level_name(5));
	printf("%d %d %d\n", toggle(OFF), toggle(ON), x);
	for (enum level l = LOW; l <= ZERO; l++)
		printf("%d ", l);
	printf("%d %d\n", table[0], table[1]);
	{
		enum { SIZE = 9 };
		printf("%d\n", SIZE);
	}
	return (enum flags)6 + BIG % 100;
}
