/* A freed list element is followed. */
/* fault: use-after-free at 16:37 */
#include <stdlib.h>

struct node { struct node *next; int value; };

int main(void)
{
	struct node *head = 0;

	for (int i = 0; i < 3; i++) {
		struct node *n = malloc(sizeof(*n));
		*n = (struct node){ head, i };
		head = n;
	}
	for (struct node *n = head; n; n = n->next)
		free(n);
	return 0;
}
