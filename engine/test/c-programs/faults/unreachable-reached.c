/* The place that cannot be reached. */
/* fault: unreachable at 9:2 */
static int sign(int x)
{
	if (x > 0)
		return 1;
	if (x < 0)
		return -1;
	__builtin_unreachable();
}

int main(void)
{
	return sign(4) + sign(0);
}
