/* A negative count. */
/* fault: bad-shift at 5:11 */
static unsigned shift(unsigned v, int n)
{
	return v << n;
}

int main(void)
{
	return (int)shift(shift(1, 3), -1);
}
