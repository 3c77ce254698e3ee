/* A number that is no address is read. */
/* fault: invalid-address at 8:15 */
int main(void)
{
	unsigned long number = 0x123456789000;
	long *p = (long *)number;

	return (int)*p;
}
