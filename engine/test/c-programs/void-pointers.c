/* GNU arithmetic on void pointers and a generic swap. */
#include <stdio.h>
#include <string.h>

static void swap(void *a, void *b, size_t size)
{
	unsigned char *x = a, *y = b;

	while (size--) {
		unsigned char t = *x;
		*x++ = *y;
		*y++ = t;
	}
}

static void reverse(void *base, size_t n, size_t size)
{
	void *low = base, *high = base + (n - 1) * size;

	for (; low < high; low += size, high -= size)
		swap(low, high, size);
}

int main(void)
{
	int numbers[] = { 1, 2, 3, 4, 5 };
	struct { char name[6]; short n; } records[] = { { "one", 1 }, { "two", 2 }, { "three", 3 } };
	char text[] = "palindrome";

	reverse(numbers, 5, sizeof(int));
	reverse(records, 3, sizeof(records[0]));
	reverse(text, strlen(text), 1);
	for (int i = 0; i < 5; i++)
		printf("%d ", numbers[i]);
	for (int i = 0; i < 3; i++)
		printf("%s=%d ", records[i].name, records[i].n);
	printf("%s\n", text);
	printf("%d\n", (int)sizeof(void));
	return (int)((void *)&numbers[3] - (void *)&numbers[1]);
}
