/* A copy that reads beyond its source. */
/* fault: out-of-bounds at 9:2 */
#include <string.h>

int main(void)
{
	char from[8] = "1234567", to[16];

	memcpy(to, from, sizeof(to));
	return to[0];
}
