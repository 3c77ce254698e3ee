/* Products of 64 bits from halves. */
#include <stdio.h>

struct wide {
	unsigned long high, low;
};

static struct wide multiply(unsigned long a, unsigned long b)
{
	unsigned long a0 = (unsigned)a, a1 = a >> 32;
	unsigned long b0 = (unsigned)b, b1 = b >> 32;
	unsigned long low = a0 * b0;
	unsigned long mid = a1 * b0 + (low >> 32);
	unsigned long mid2 = a0 * b1 + (unsigned)mid;

	return (struct wide){
		.high = a1 * b1 + (mid >> 32) + (mid2 >> 32),
		.low = mid2 << 32 | (unsigned)low,
	};
}

int main(void)
{
	static const unsigned long v[] = {
		0, 1, 0xffffffff, 0x100000000, 0x123456789abcdef0, 0xffffffffffffffff,
	};
	unsigned long mix = 0;

	for (int i = 0; i < 6; i++) {
		for (int j = i; j < 6; j++) {
			struct wide w = multiply(v[i], v[j]);
			mix = mix * 3 + (w.high ^ w.low);
			if (w.low != v[i] * v[j])
				return 1;
			printf("%016lx%016lx\n", w.high, w.low);
		}
	}
	printf("%lx\n", mix);
	return mix % 100;
}
