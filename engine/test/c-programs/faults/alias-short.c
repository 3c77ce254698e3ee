/* A long read as a short. */
/* fault: effective-type at 5:34 */ /* kernel: exit 52 */
static int low(const unsigned long *value)
{
	return *(const unsigned short *)value & 0xff;
}

int main(void)
{
	unsigned long value = 0x1234;

	return low(&value);
}
