/* A header that is not there. */
/* unsupported: no-such-header.h */
#include "no-such-header.h"

int main(void)
{
	return NO_SUCH_NAME;
}
