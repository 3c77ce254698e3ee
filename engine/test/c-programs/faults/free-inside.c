/* An address inside of a block is freed. */
/* fault: bad-free at 10:2 */
#include <stdlib.h>

int main(void)
{
	int *p = malloc(4 * sizeof(int));

	p++;
	free(p);
	return 0;
}
