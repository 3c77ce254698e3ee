/* Memory of malloc before it is written. */
/* fault: uninitialised-read at 12:12 */
#include <stdlib.h>

int main(void)
{
	int *p = malloc(4 * sizeof(*p));
	int sum = 0;

	p[0] = p[1] = 1;
	for (int i = 0; i < 3; i++)
		sum += p[i];
	free(p);
	return sum;
}
