/* A local that only one branch assigns. */
/* fault: uninitialised-read at 9:9 */
static int pick(int which)
{
	int value;

	if (which)
		value = 4;
	return value + 1;
}

int main(void)
{
	return pick(1) + pick(0);
}
