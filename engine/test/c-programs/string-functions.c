/* The library's string functions and own ones side by side. */
#include <stdio.h>
#include <string.h>

static size_t own_strlen(const char *s)
{
	const char *e = s;

	while (*e)
		e++;
	return e - s;
}

static int own_strcmp(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return (unsigned char)*a - (unsigned char)*b;
}

static char *own_strstr(const char *in, const char *what)
{
	for (;; in++) {
		const char *p = in, *q = what;
		while (*q && *p == *q)
			p++, q++;
		if (!*q)
			return (char *)in;
		if (!*in)
			return NULL;
	}
}

static int sign(int x) { return (x > 0) - (x < 0); }

int main(void)
{
	static const char *const words[] = { "", "a", "abc", "abd", "ab", "\xff" };
	char buffer[32];
	int same = 0;

	for (int i = 0; i < 6; i++) {
		same += own_strlen(words[i]) == strlen(words[i]);
		for (int j = 0; j < 6; j++)
			same += sign(own_strcmp(words[i], words[j])) == sign(strcmp(words[i], words[j]));
	}
	printf("%d\n", same);
	strcpy(buffer, "mississippi");
	printf("%d %d\n", (int)(own_strstr(buffer, "ssip") - buffer), own_strstr(buffer, "ssx") == NULL);
	printf("%s %s\n", strchr(buffer, 's'), strrchr(buffer, 's'));
	printf("%d %d\n", (int)strspn(buffer, "ims"), (int)strcspn(buffer, "p"));
	strncpy(buffer, "miss", 10);
	printf("%s %d\n", buffer, buffer[9]);
	strcat(buffer, "ing");
	strncat(buffer, " link", 3);
	printf("%s %d\n", buffer, (int)strnlen(buffer, 5));
	printf("%d %d\n", sign(strncmp("abcx", "abcy", 3)), sign(memcmp("a\0b", "a\0c", 3)));
	memmove(buffer + 1, buffer, 6);
	printf("%s %d\n", buffer, memchr(buffer, 'k', 11) != NULL);
	return own_strlen(buffer);
}
