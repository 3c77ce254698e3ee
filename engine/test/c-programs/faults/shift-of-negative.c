/* A left shift of a negative value. */
/* fault: bad-shift at 7:16 */ /* kernel: exit 240 */
int main(void)
{
	int value = -1;

	return (value << 4) & 0xff;
}
