/* Records of text with quotes, commas and empty fields. */
#include <stdio.h>

static const char data[] = "id,name,notes\n1,\"Smith, J\",\n2,Doe,\"said \"\"hi\"\"\"\n,,\n3,\"two\nlines\",x";

static const char *field(const char *p, char *to, int size, int *ends_line)
{
	int n = 0, quoted = 0;

	if (*p == '"')
		quoted = 1, p++;
	for (; *p; p++) {
		if (quoted && *p == '"') {
			if (p[1] != '"') {
				quoted = 0;
				continue;
			}
			p++;
		} else if (!quoted && (*p == ',' || *p == '\n'))
			break;
		if (n < size - 1)
			to[n++] = *p;
	}
	to[n] = 0;
	*ends_line = *p != ',';
	return *p ? p + 1 : p;
}

int main(void)
{
	char text[12];
	int lines = 0, fields = 0, longest = 0;

	for (const char *p = data; *p;) {
		int last;
		do {
			p = field(p, text, sizeof(text), &last);
			int n = 0;
			while (text[n]) {
				putchar(text[n] == '\n' ? '/' : text[n]);
				n++;
			}
			putchar(last ? '\n' : '|');
			longest = n > longest ? n : longest;
			fields++;
		} while (!last);
		lines++;
	}
	printf("%d %d %d\n", lines, fields, longest);
	return fields;
}
