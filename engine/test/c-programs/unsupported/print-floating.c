/* A conversion of printf for floating point. */
/* unsupported: printf */
#include <stdio.h>

int main(void)
{
	printf("%f\n", 1);
	return 0;
}
