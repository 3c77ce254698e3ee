/* A left shift of a signed value that does not fit. */
/* fault: signed-overflow at 7:14 */ /* kernel: exit 17 */
int main(void)
{
	int one = 3;

	return (one << 31) < 0 ? 17 : 18;
}
