/* An instruction of the processor. */
/* unsupported: assembly */
int main(void)
{
	unsigned long value = 5;

	__asm__ volatile("bswap %0" : "+r"(value));
	return value != 5;
}
