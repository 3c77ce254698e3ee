/* All ways to write and test a null pointer. */
#include <stddef.h>
#include <stdio.h>

struct s { struct s *next; int (*f)(void); char *text; };

static struct s empty;
static void *nothing(void) { return 0; }
static int is_null(const void *p) { return p == NULL; }

int main(void)
{
	int *a = 0, *b = NULL, *c = (void *)0, *d = 1 - 1, x = 3;
	struct s s = { 0 };
	char *text = s.text ?: "default";

	printf("%d%d%d%d\n", !a, b == c, d ? 1 : 0, a == nothing());
	printf("%d%d%d\n", is_null(empty.next), is_null(&x), empty.f == 0);
	printf("%s\n", text);
	if (a || b || !c)
		x++;
	while (d)
		x = 100;
	a = &x;
	printf("%d %d\n", a && *a == 4, b && *b);
	printf("%d\n", (b ? *b : -1) + (a ? *a : -1));
	s.next = &s;
	s.next->next = NULL;
	printf("%d %d\n", s.next == NULL, (int)(unsigned long)(void *)s.f);
	printf("%d\n", &x != NULL && "text" && main);
	return !!a + !b;
}
