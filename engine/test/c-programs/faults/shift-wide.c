/* A count of the width itself. */
/* fault: bad-shift at 6:22 */
int main(void)
{
	int bits = 32;
	unsigned mask = (1u << bits) - 1;

	return mask != 0;
}
