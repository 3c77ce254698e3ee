/* The largest int plus one. */
/* fault: signed-overflow at 9:16 */ /* kernel: exit 200 */
#include <limits.h>

int main(void)
{
	int value = INT_MAX;

	value = value + 1;
	return value == INT_MIN ? 200 : 1;
}
