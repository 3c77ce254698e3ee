/* Stores keep the low bits, loads extend them again. */
#include <stdio.h>

static signed char s8;
static unsigned char u8;
static short s16;
static unsigned short u16;
static int s32;
static unsigned u32;

static void store(long v)
{
	s8 = v;
	u8 = v;
	s16 = v;
	u16 = v;
	s32 = v;
	u32 = v;
	printf("%ld: %d %d %d %d %d %u\n", v, s8, u8, s16, u16, s32, u32);
}

int main(void)
{
	store(0);
	store(-1);
	store(127);
	store(128);
	store(255);
	store(256);
	store(0x7fff);
	store(0x8000);
	store(0xffff);
	store(0x12345678);
	store(0x80000000L);
	store(0xfedcba9876543210L);
	store(-129);
	return u8;
}
