/* A record is read where only its first part lies. */
/* fault: out-of-bounds at 14:7 */
#include <stdlib.h>

struct small { int a; };
struct large { int a, b; };

int main(void)
{
	struct small *s = malloc(sizeof(*s));
	struct large *l = (struct large *)s;

	l->a = 1;
	l->b = 2;
	free(s);
	return 0;
}
