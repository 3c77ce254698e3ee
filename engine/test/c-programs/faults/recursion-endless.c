/* A recursion without end. */
/* fault: stack-overflow at 5:23 */
static int depth(int n)
{
	return n == -1 ? 0 : depth(n + 1) + 1;
}

int main(void)
{
	return depth(0);
}
