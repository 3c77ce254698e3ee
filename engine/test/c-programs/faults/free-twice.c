/* A buffer is freed twice. */
/* fault: double-free at 10:2 */
#include <stdlib.h>

int main(void)
{
	char *a = malloc(10), *b = a;

	free(a);
	free(b);
	return 0;
}
