/* Records of different lengths in a byte queue with length prefixes. */
#include <stdio.h>
#include <string.h>

#define SIZE 32u

struct fifo { unsigned char data[SIZE]; unsigned in, out; };

static void copy_in(struct fifo *f, const void *from, unsigned n, unsigned at)
{
	unsigned l = at % SIZE + n > SIZE ? SIZE - at % SIZE : n;

	memcpy(f->data + at % SIZE, from, l);
	memcpy(f->data, (const char *)from + l, n - l);
}

static int put(struct fifo *f, const void *record, unsigned char n)
{
	if (SIZE - (f->in - f->out) < n + 1u)
		return 0;
	copy_in(f, &n, 1, f->in);
	copy_in(f, record, n, f->in + 1);
	f->in += n + 1;
	return n;
}

static int get(struct fifo *f, void *to, unsigned room)
{
	if (f->in == f->out)
		return -1;
	unsigned n = f->data[f->out % SIZE], take = n < room ? n : room;
	for (unsigned i = 0; i < take; i++)
		((unsigned char *)to)[i] = f->data[(f->out + 1 + i) % SIZE];
	f->out += n + 1;
	return (int)take;
}

int main(void)
{
	struct fifo f = { .in = 0xfffffff0, .out = 0xfffffff0 };
	char text[16];
	int refused = 0, total = 0;

	for (int round = 0; round < 6; round++) {
		static const char *const words[] = { "page", "", "table walker", "x" };
		for (int i = 0; i < 4; i++)
			refused += words[i][0] && !put(&f, words[i], strlen(words[i]));
		for (int n; (n = get(&f, text, 8)) >= 0 && round != 2;) {
			text[n] = 0;
			printf("%s,", text);
			total += n;
		}
	}
	printf("\n%d %d %u\n", refused, total, f.in - f.out);
	return refused;
}
