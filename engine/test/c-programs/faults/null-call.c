/* A null function pointer is called. */
/* fault: null-dereference at 15:28 */
typedef int (*handler)(int);

static handler table[2];

static int twice(int x)
{
	return 2 * x;
}

int main(void)
{
	table[0] = twice;
	return table[0](2) + table[1](3);
}
