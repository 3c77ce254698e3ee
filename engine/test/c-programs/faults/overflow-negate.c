/* The smallest int has no opposite. */
/* fault: signed-overflow at 5:18 */ /* kernel: exit 5 */
static int absolute(int x)
{
	return x < 0 ? -x : x;
}

int main(void)
{
	return absolute(-2147483647 - 1) < 0 ? 5 : 6;
}
