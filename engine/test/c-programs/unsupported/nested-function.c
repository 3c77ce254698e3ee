/* A function within a function. */
/* unsupported: nested function */
static int outer(int base)
{
	int add(int x) { return x + base; }

	return add(4);
}

int main(void)
{
	return outer(3);
}
