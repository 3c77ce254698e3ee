/* A table of strings addressed by offsets, sorted without being moved. */
#include <stdio.h>
#include <string.h>

#define STRINGS(X) X(alpha) X(beta) X(gamma) X(delta) X(epsilon) X(zeta)

static const struct {
#define MEMBER(s) char s[sizeof(#s)];
	STRINGS(MEMBER)
} strings = {
#define VALUE(s) #s,
	STRINGS(VALUE)
};

static const unsigned short offsets[] = {
#define OFFSET(s) (unsigned short)__builtin_offsetof(__typeof__(strings), s),
	STRINGS(OFFSET)
};

#define COUNT (sizeof(offsets) / sizeof(offsets[0]))

static const char *at(unsigned i) { return (const char *)&strings + offsets[i]; }

static int find(const unsigned char *order, const char *what)
{
	unsigned low = 0, high = COUNT;

	while (low < high) {
		unsigned mid = (low + high) / 2;
		int c = strcmp(at(order[mid]), what);
		if (!c)
			return order[mid];
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return -1;
}

int main(void)
{
	unsigned char order[COUNT];

	for (unsigned i = 0; i < COUNT; i++) {
		unsigned j = i;
		for (; j && strcmp(at(order[j - 1]), at(i)) > 0; j--)
			order[j] = order[j - 1];
		order[j] = i;
	}
	for (unsigned i = 0; i < COUNT; i++)
		printf("%s@%u ", at(order[i]), offsets[order[i]]);
	printf("\n%d %d %d\n", find(order, "gamma"), find(order, "zeta"), find(order, "eta"));
	return (int)sizeof(strings);
}
