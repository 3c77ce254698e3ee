/* A right shift of a long by too much. */
/* fault: bad-shift at 5:11 */
static unsigned long high(unsigned long v, int n)
{
	return v >> n;
}

int main(void)
{
	return (int)(high(-1ul, 60) + high(-1ul, 64));
}
