/* A member of a null record is written. */
/* fault: null-dereference at 10:11 */
struct node {
	long pad[4];
	int value;
};

static void set(struct node *n, int value)
{
	n->value = value;
}

int main(void)
{
	struct node a;

	set(&a, 1);
	set(0, 2);
	return a.value;
}
