/* A register seen as a word and as fields. */
#include <stdio.h>

union control {
	unsigned int word;
	struct {
		unsigned int enable : 1;
		unsigned int mode : 3;
		unsigned int : 4;
		unsigned int divider : 8;
		unsigned int address : 16;
	};
};

static unsigned int build(unsigned int mode, unsigned int divider, unsigned int address)
{
	union control c = { .word = 0 };

	c.enable = 1;
	c.mode = mode;
	c.divider = divider;
	c.address = address;
	return c.word;
}

int main(void)
{
	union control c;

	printf("%08x\n", build(5, 0xab, 0x1234));
	printf("%08x\n", build(15, 0x1ff, 0x12345));
	c.word = 0xdeadbeef;
	printf("%u %u %x %x\n", c.enable, c.mode, c.divider, c.address);
	c.mode ^= 7;
	c.address++;
	printf("%08x\n", c.word);
	c.word |= 0xf0;
	c.divider--;
	c.divider >>= 2;
	printf("%08x\n", c.word);
	return (int)sizeof(c) + c.mode;
}
