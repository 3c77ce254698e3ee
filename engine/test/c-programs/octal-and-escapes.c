/* Octal and hex escapes at their borders, and characters of many kinds. */
#include <stdio.h>

static const char text[] = "\0\1\12\123\1234\x1\x1f\x000041!";
static const unsigned char bytes[] = { '\0', '\7', '\77', '\377', '\x7f', '\xff', '\e', '\\', '\'', '"' };

static int digest(const char *s, int n)
{
	int d = 0;

	for (int i = 0; i < n; i++)
		d = (d * 5 + (unsigned char)s[i]) % 9973;
	return d;
}

int main(void)
{
	printf("%d %d\n", (int)sizeof(text), digest(text, sizeof(text)));
	for (unsigned i = 0; i < sizeof(bytes); i++)
		printf("%d ", bytes[i]);
	printf("\n%d %d\n", '\377' < 0, (unsigned char)'\377');
	printf("%d %d\n", "\x41" "1"[0] == 'A', (int)sizeof("\x41" "1"));
	printf("%d\n", "a\
b"[1]);
	printf("%d %d\n", 0123 + 0x1F + 0B11, 'A' + '\x01');
	printf("%d\n", "trigraph??"[8] == '?');
	printf("%s\n", "tab\tquote\"slash\\end");
	return digest("\100\101\102", 4) % 100;
}
