/* A freed buffer is written. */
/* fault: use-after-free at 11:10 */
#include <stdlib.h>

int main(void)
{
	char *buffer = calloc(8, 1);
	char *inside = buffer + 3;

	free(buffer);
	*inside = 'x';
	return 0;
}
