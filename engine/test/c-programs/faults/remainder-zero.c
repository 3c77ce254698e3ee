/* A remainder of 64 bits. */
/* fault: division-by-zero at 7:20 */
int main(void)
{
	unsigned long buckets = 0, hash = 12345;

	return (int)(hash % buckets);
}
