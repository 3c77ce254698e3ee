/* The library is given a null string. */
/* fault: null-dereference at 9:14 */
#include <string.h>

int main(void)
{
	const char *text = 0;

	return (int)strlen(text);
}
