/* A null pointer is read. */
/* fault: null-dereference at 12:10 */
static int *find(int key)
{
	return key ? (int *)0 : 0;
}

int main(void)
{
	int *p = find(1);

	return *p;
}
