/* offsetof with paths, and records walked by offsets. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct inner { short a; struct { char b; int c[3]; } deep[2]; };
struct outer { char tag; struct inner in[2]; union { long l; struct { int lo, hi; }; }; };

struct field { const char *name; unsigned short offset, size; };
#define FIELD(m) { #m, offsetof(struct outer, m), sizeof(((struct outer *)0)->m) }

static const struct field fields[] = {
	FIELD(tag), FIELD(in[0].a), FIELD(in[1].deep[1].c[2]), FIELD(l), FIELD(hi), FIELD(in[1]),
};

static long get(const struct outer *o, const struct field *f)
{
	long v = 0;

	memcpy(&v, (const char *)o + f->offset, f->size < sizeof(v) ? f->size : sizeof(v));
	return v;
}

int main(void)
{
	struct outer o;

	memset(&o, 0, sizeof(o));
	o.tag = 'T';
	o.in[0].a = 77;
	o.in[1].deep[1].c[2] = 123456;
	o.l = 0x1122334455667788;
	for (unsigned i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		printf("%s %u %u %lx\n", fields[i].name, fields[i].offset, fields[i].size, get(&o, &fields[i]));
	int i = 1;
	printf("%d\n", (int)((char *)&o.in[i].deep[i].c[i] - (char *)&o) == (int)offsetof(struct outer, in[1].deep[1].c[1]));
	*(int *)((char *)&o + offsetof(struct outer, in[0].deep[0].c[0])) = 9;
	return o.in[0].deep[0].c[0] + (int)sizeof(struct inner);
}
