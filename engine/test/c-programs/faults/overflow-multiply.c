/* Two shorts whose product does not fit into an int. */
/* fault: signed-overflow at 7:12 */ /* kernel: exit 96 */
int main(void)
{
	unsigned short a = 65535, b = 65535;

	return (a * b & 0xff) + 95;
}
