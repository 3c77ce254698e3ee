/* A counter passes the largest long. */
/* fault: signed-overflow at 8:4 */ /* kernel: exit 9 */
int main(void)
{
	long n = 9223372036854775806;

	for (int i = 0; i < 3; i++)
		n++;
	return n < 0 ? 9 : 0;
}
