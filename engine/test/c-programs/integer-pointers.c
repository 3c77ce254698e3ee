/* Pointers as numbers: tags in the low bits. */
#include <stdint.h>
#include <stdio.h>

#define TAG 3ul

static void *tagged(void *p, unsigned long tag)
{
	return (void *)((uintptr_t)p | tag);
}

static long *plain(void *p)
{
	return (long *)((uintptr_t)p & ~TAG);
}

int main(void)
{
	long values[4] = { 11, 22, 33, 44 };
	void *slots[4];
	long total = 0;

	for (int i = 0; i < 4; i++)
		slots[i] = tagged(&values[i], i);
	for (int i = 0; i < 4; i++) {
		unsigned long tag = (uintptr_t)slots[i] & TAG;
		total += *plain(slots[i]) * (long)(tag + 1);
		printf("%lu ", tag);
	}
	printf("\n%ld\n", total);
	printf("%d\n", (void *)0 == (char *)0);
	printf("%d\n", (uintptr_t)&values[2] - (uintptr_t)&values[0] == 2 * sizeof(long));
	printf("%lx\n", (unsigned long)(void *)-1);
	printf("%ld\n", (long)(void *)42);
	printf("%d\n", !slots[0]);
	return (int)((uintptr_t)&values[1] % _Alignof(long));
}
