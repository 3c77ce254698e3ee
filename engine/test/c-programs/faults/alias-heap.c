/* Allocated memory written as one type and read as another. */
/* fault: effective-type at 10:20 */ /* kernel: exit 0 */
#include <stdlib.h>

int main(void)
{
	void *memory = malloc(8);

	*(long *)memory = 1L << 40;
	int low = *(int *)memory;
	free(memory);
	return low;
}
