/* Bytes in rows with letters beside them, and a reader for it. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static void dump(const void *data, int n)
{
	const unsigned char *p = data;

	for (int row = 0; row < n; row += 16) {
		printf("%04x ", row);
		for (int i = row; i < row + 16; i++) {
			if (i < n)
				printf(" %02x", p[i]);
			else
				printf("   ");
			if (i % 8 == 7)
				printf(" ");
		}
		printf("|");
		for (int i = row; i < row + 16 && i < n; i++)
			putchar(isprint(p[i]) ? p[i] : '.');
		printf("|\n");
	}
}

static int digit(char c)
{
	return isdigit((unsigned char)c) ? c - '0' : isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

static int read_hex(const char *s, unsigned char *to)
{
	int n = 0;

	for (; s[0] && s[1]; s += 2) {
		while (isspace((unsigned char)*s))
			s++;
		int high = digit(s[0]), low = digit(s[1]);
		if (high < 0 || low < 0)
			return -1;
		to[n++] = high << 4 | low;
	}
	return n;
}

int main(void)
{
	struct { int id; short kind; char name[13]; long big; } r;
	unsigned char bytes[8];

	memset(&r, 0, sizeof(r));
	r.id = 0x12345678;
	r.kind = -2;
	strcpy(r.name, "simulator\t\x7f!");
	r.big = 0x4142434445464748;
	dump(&r, sizeof(r));
	int n = read_hex("de ad BE ef", bytes);
	printf("%d %02x%02x %d\n", n, bytes[0], bytes[3], read_hex("0g", bytes));
	return n;
}
