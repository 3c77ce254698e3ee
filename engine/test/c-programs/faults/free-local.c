/* A local variable is freed. */
/* fault: bad-free at 9:2 */
#include <stdlib.h>

int main(void)
{
	int local = 3;

	free(&local);
	return local;
}
