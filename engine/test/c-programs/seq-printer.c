/* A buffer that is printed into and says when it was too small. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct seq { char *buffer; unsigned long size, length; };

static int overflowed(const struct seq *s) { return s->length >= s->size; }

static void seq_printf(struct seq *s, const char *format, ...)
{
	va_list args;

	if (overflowed(s))
		return;
	va_start(args, format);
	s->length += vsnprintf(s->buffer + s->length, s->size - s->length, format, args);
	va_end(args);
	if (s->length > s->size)
		s->length = s->size;
}

static void seq_bytes(struct seq *s, const void *data, int n)
{
	const unsigned char *bytes = data;

	for (int i = 0; i < n; i++)
		seq_printf(s, "%s%02x", i ? ":" : "", bytes[i]);
}

static void fill(struct seq *s)
{
	seq_printf(s, "id=%d name=%s ", -7, "seq");
	seq_bytes(s, "\x01\xff\x7f", 3);
	seq_printf(s, " %lu%%", 100ul);
}

int main(void)
{
	char small[16], large[64];
	struct seq a = { small, sizeof(small), 0 }, b = { large, sizeof(large), 0 };

	fill(&a);
	fill(&b);
	printf("'%s' %d %lu\n", small, overflowed(&a), a.length);
	printf("'%s' %d %lu\n", large, overflowed(&b), b.length);
	printf("%d\n", strncmp(small, large, 15));
	return b.length;
}
