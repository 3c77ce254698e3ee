/* Mixes 64-bit numbers: multiplications, shifts and rotations. */
#include <stdint.h>
#include <stdio.h>

static uint64_t rotate(uint64_t value, int count)
{
	return (value << count) | (value >> (64 - count));
}

static uint64_t mix(uint64_t state, uint64_t word)
{
	word *= 0x87c37b91114253d5u;
	word = rotate(word, 31);
	word *= 0x4cf5ad432745937fu;
	state ^= word;
	state = rotate(state, 27);
	return state * 5 + 0x52dce729u;
}

int main(void)
{
	uint64_t state = 1;
	uint64_t i;

	for (i = 0; i < 800000; i++)
		state = mix(state, i + (state >> 40));
	printf("%016llx\n", (unsigned long long)state);
	return 0;
}
