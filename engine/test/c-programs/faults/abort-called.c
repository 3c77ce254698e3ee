/* The program gives up. */
/* fault: abort at 8:3 */
#include <stdlib.h>

static void check(int ok)
{
	if (!ok)
		abort();
}

int main(void)
{
	check(1);
	check(0);
	return 0;
}
