/* One byte more than was asked for. */
/* fault: out-of-bounds at 10:2 */
#include <stdlib.h>
#include <string.h>

int main(void)
{
	char *copy = malloc(strlen("four"));

	strcpy(copy, "four");
	return copy[0];
}
