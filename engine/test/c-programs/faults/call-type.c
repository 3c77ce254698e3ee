/* A function called with fewer arguments than it has. */
/* fault: bad-call at 12:9 */
static int add(int a, int b)
{
	return a + b;
}

int main(void)
{
	int (*f)(int) = (int (*)(int))add;

	return f(1);
}
