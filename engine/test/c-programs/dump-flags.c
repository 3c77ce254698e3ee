/* Flag words printed by name, and names parsed back to flags. */
#include <stdio.h>
#include <string.h>

struct flag { unsigned long mask; const char *name; };

static const struct flag flags[] = {
	{ 0x1, "present" }, { 0x2, "write" }, { 0x4, "user" }, { 0x18, "nocache" }, { 0x8, "wt" },
	{ 0x60, "clean-dirty" }, { 1ul << 63, "nx" }, { 0, NULL },
};

static char *append(char *to, const char *what)
{
	size_t n = strlen(what);

	memcpy(to, what, n + 1);
	return to + n;
}

static unsigned long format(char *to, unsigned long v)
{
	const char *separator = "";

	*to = 0;
	for (const struct flag *f = flags; f->name && v; f++) {
		if ((v & f->mask) != f->mask)
			continue;
		v &= ~f->mask;
		to = append(append(to, separator), f->name);
		separator = "|";
	}
	return v;
}

static unsigned long parse(const char *s)
{
	unsigned long v = 0;

	while (*s) {
		size_t n = strcspn(s, "|");
		const struct flag *f = flags;
		while (f->name && (strncmp(f->name, s, n) || f->name[n]))
			f++;
		if (!f->name)
			return ~0ul;
		v |= f->mask;
		s += n + (s[n] == '|');
	}
	return v;
}

int main(void)
{
	static const unsigned long values[] = { 0, 7, 0x18, 0x8, 0x8000000000000063, 0x100 };
	char text[80];
	int same = 0;

	for (int i = 0; i < 6; i++) {
		unsigned long rest = format(text, values[i]);
		printf("%s +%lx\n", text, rest);
		same += (parse(text) | rest) == values[i];
	}
	printf("%d %d\n", same, parse("present|bogus") == ~0ul);
	return same;
}
