/* Escapes, concatenation, sizes and arrays made from strings. */
#include <stdio.h>
#include <string.h>

static char writable[] = "write";
static const char *shared = "shared";
static char exact[3] = "xyz";
static char longer[8] = "ab";
static const char list[][4] = { "one", "two", "six" };

static unsigned digest(const char *s, unsigned n)
{
	unsigned h = 5381;

	while (n--)
		h = h * 33 ^ (unsigned char)*s++;
	return h;
}

int main(void)
{
	const char escapes[] = "\a\b\f\n\r\t\v\\\'\"\?\0\x41\1012\x7e";

	printf("%d %u\n", (int)sizeof(escapes), digest(escapes, sizeof(escapes)));
	printf("%d %d\n", (int)sizeof("a\0b"), (int)strlen("a\0b"));
	printf("%d\n", (int)sizeof("\x1" "23"));
	printf("%d %d\n", (int)sizeof(exact), (int)sizeof(longer));
	printf("%d %d\n", longer[1], longer[2] + longer[7]);
	printf("%.3s %c\n", exact, *list[2]);
	writable[0] = 'W';
	printf("%s %s\n", writable, shared + 2);
	printf("%c%c\n", "hex"[1], 2["hex"]);
	printf("%s\n", &"offset"[3]);
	printf("%d\n", (int)(sizeof(list) / sizeof(list[0])));
	printf("%d\n", "\377"[0] < 0);
	printf("%s\n", __func__);
	printf("100%% %c%5s|%-5s|%05d|%+d|% d|%x|%#x|%o\n", 'c', "ab", "cd", 42, 7, 8, 255, 255, 8);
	printf("%.*s|%*d|%ld|%hhd|%hd\n", 3, "truncate", 6, -12, -5L, 300, 70000);
	return digest("end", 3) % 100;
}
