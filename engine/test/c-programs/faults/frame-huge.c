/* Frames that are too large. */
/* fault: stack-overflow at 8:13 */
static int fill(int n)
{
	char block[1 << 16];

	block[n] = n;
	return n ? fill(n - 1) + block[n] : 0;
}

int main(void)
{
	return fill(5000);
}
