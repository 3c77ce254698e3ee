/* Enumerations as indexes, flags, parameters and members. tcc differs: it does not pack enumerations. */
#include <stdio.h>

enum unit { BYTE, KILO = 10, MEGA = KILO * 2, GIGA = MEGA + KILO, UNITS = 4 };
enum mode { READ = 1, WRITE = 2, EXEC = 4, ALL = READ | WRITE | EXEC };
enum negative { MINUS = -1, NONE };
enum __attribute__((packed)) tiny { T_A, T_B = 200 };
enum big { SMALL, HUGE_VALUE_ = 0xffffffffu };
struct file { enum mode mode : 3; enum unit unit : 6; enum negative sign; };

static const char *const names[] = { [READ] = "r", [WRITE] = "w", [EXEC] = "x", [ALL] = "rwx" };

static unsigned long scale(unsigned long n, enum unit u) { return n << u; }
static enum mode combine(enum mode a, enum mode b) { return a | b; }
static enum unit best(unsigned long n)
{
	enum unit u = BYTE;

	while (n >> (u + KILO) && u < GIGA)
		u += KILO;
	return u;
}

int main(void)
{
	struct file f = { combine(READ, EXEC), GIGA, MINUS };
	enum { LOCAL = UNITS * 2 } l = LOCAL;

	printf("%d %d %d\n", f.mode, f.unit, f.sign);
	printf("%lu %d %d\n", scale(3, f.unit), best(5000), best(3UL << 33));
	printf("%s %d\n", names[combine(combine(READ, WRITE), EXEC)], names[3] == NULL);
	f.mode &= ~EXEC;
	f.unit -= KILO;
	printf("%d %d\n", f.mode, f.unit == MEGA);
	printf("%d %d %d\n", (int)sizeof(enum tiny), (int)sizeof(enum mode), (enum tiny)456 == T_B);
	printf("%d %d\n", MINUS < 0, (enum negative)-1 < NONE);
	printf("%u %d\n", HUGE_VALUE_, HUGE_VALUE_ > 0);
	return l + (ALL ^ WRITE);
}
