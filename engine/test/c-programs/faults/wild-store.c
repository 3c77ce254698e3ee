/* A store through an integer far away. */
/* fault: invalid-address at 5:37 */
static void poke(unsigned long address, unsigned char value)
{
	*(volatile unsigned char *)address = value;
}

int main(void)
{
	poke(0xffffffffffff0000, 1);
	return 0;
}
