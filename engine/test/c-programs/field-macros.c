/* FIELD_GET, FIELD_PREP, GENMASK and bit tests. */
#include <stdio.h>

#define BIT(n) (1ul << (n))
#define GENMASK(h, l) ((~0ul - (1ul << (l)) + 1) & (~0ul >> (63 - (h))))
#define __bf_shf(x) (__builtin_ffsll(x) - 1)
#define FIELD_GET(mask, reg) ((__typeof__(mask))(((reg) & (mask)) >> __bf_shf(mask)))
#define FIELD_PREP(mask, val) (((__typeof__(mask))(val) << __bf_shf(mask)) & (mask))
#define FIELD_FIT(mask, val) (!((((__typeof__(mask))(val)) << __bf_shf(mask)) & ~(mask)))

#define CTRL_EN BIT(0)
#define CTRL_MODE GENMASK(3, 1)
#define CTRL_LEN GENMASK(15, 4)
#define CTRL_ADDR GENMASK(55, 16)
#define CTRL_TAG GENMASK(63, 56)

static unsigned long replace(unsigned long reg, unsigned long mask, unsigned long value)
{
	return (reg & ~mask) | FIELD_PREP(mask, value);
}

int main(void)
{
	unsigned long reg = CTRL_EN | FIELD_PREP(CTRL_MODE, 5) | FIELD_PREP(CTRL_LEN, 0xabc) |
			    FIELD_PREP(CTRL_ADDR, 0x123456789a) | FIELD_PREP(CTRL_TAG, 0xfe);

	printf("%lx %lx %lx\n", CTRL_MODE, CTRL_ADDR, GENMASK(63, 0));
	printf("%016lx\n", reg);
	printf("%lu %lx %lx %lx\n", FIELD_GET(CTRL_MODE, reg), FIELD_GET(CTRL_LEN, reg),
	       FIELD_GET(CTRL_ADDR, reg), FIELD_GET(CTRL_TAG, reg));
	reg = replace(reg, CTRL_LEN, 0x1001);
	reg = replace(reg, CTRL_TAG, 7);
	printf("%016lx\n", reg);
	printf("%d %d\n", FIELD_FIT(CTRL_MODE, 7ul), FIELD_FIT(CTRL_MODE, 8ul));
	for (int i = 0; i < 64; i += 13)
		printf("%d", !!(reg & BIT(i)));
	printf("\n");
	return FIELD_GET(CTRL_TAG, reg) + FIELD_GET(CTRL_LEN, reg);
}
