/* A product of longs. */
/* fault: signed-overflow at 7:17 */ /* kernel: exit 0 */
int main(void)
{
	long a = 1L << 32, b = 1L << 31;

	return (int)(a * b >> 63) + 1;
}
