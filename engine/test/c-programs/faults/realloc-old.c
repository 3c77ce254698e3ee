/* The old address after realloc. */
/* fault: use-after-free at 11:6 */
#include <stdlib.h>

int main(void)
{
	int *list = malloc(2 * sizeof(int)), *old = list;

	list[0] = 5;
	list = realloc(list, 4000);
	old[0]++;
	free(list);
	return 0;
}
