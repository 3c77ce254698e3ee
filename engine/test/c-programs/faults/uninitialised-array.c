/* An element of a local array that the loop has skipped. */
/* fault: uninitialised-read at 11:13 */
int main(void)
{
	unsigned char seen[8];
	int n = 0;

	for (int i = 0; i < 8; i += 3)
		seen[i] = 1;
	for (int i = 0; i < 8; i++)
		n += seen[i];
	return n;
}
