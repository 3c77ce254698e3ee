/* An assertion that does not hold. */
/* fault: assertion at 10:2 */
#include <assert.h>

int main(void)
{
	int n = 3;

	assert(n == 3);
	assert(n > 3 && "never");
	return n;
}
