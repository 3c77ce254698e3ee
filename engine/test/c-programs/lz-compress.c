/* A small dictionary coder with back references. */
#include <stdio.h>
#include <string.h>

static int compress(const unsigned char *in, int n, unsigned char *out)
{
	int o = 0;

	for (int i = 0; i < n;) {
		int best = 0, where = 0;
		for (int j = i > 255 ? i - 255 : 0; j < i; j++) {
			int k = 0;
			while (i + k < n && k < 127 && in[j + k] == in[i + k])
				k++;
			if (k > best) {
				best = k;
				where = i - j;
			}
		}
		if (best >= 3) {
			out[o++] = 0x80 | best;
			out[o++] = where;
			i += best;
		} else
			out[o++] = in[i++];
	}
	return o;
}

static int expand(const unsigned char *in, int n, unsigned char *out)
{
	int o = 0;

	for (int i = 0; i < n; i++) {
		if (in[i] & 0x80) {
			int length = in[i] & 0x7f, back = in[++i];
			for (; length--; o++)
				out[o] = out[o - back];
		} else
			out[o++] = in[i];
	}
	return o;
}

int main(void)
{
	static const char text[] = "how much wood would a woodchuck chuck if a woodchuck could chuck wood aaaaaaaaaaaaaaaa";
	unsigned char packed[128], back[128];
	int n = compress((const unsigned char *)text, sizeof(text), packed);
	int m = expand(packed, n, back);

	printf("%d %d %d %s\n", (int)sizeof(text), n, m, back);
	return memcmp(back, text, sizeof(text)) ? 1 : n;
}
