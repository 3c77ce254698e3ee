/* Splitting, trimming, replacing and joining. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static char *trim(char *s)
{
	char *end = s + strlen(s);

	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	*end = 0;
	while (isspace((unsigned char)*s))
		s++;
	return s;
}

static char *separate(char **rest, const char *delimiters)
{
	char *start = *rest, *end;

	if (!start)
		return NULL;
	end = start + strcspn(start, delimiters);
	*rest = *end ? end + 1 : NULL;
	*end = 0;
	return start;
}

static int replace(char *to, size_t size, const char *from, const char *what, const char *with)
{
	int n = 0;
	size_t used = 0;

	while (*from && used + 1 < size) {
		if (!strncmp(from, what, strlen(what))) {
			used += snprintf(to + used, size - used, "%s", with);
			from += strlen(what);
			n++;
		} else
			to[used++] = *from++;
	}
	to[used < size ? used : size - 1] = 0;
	return n;
}

int main(void)
{
	char line[] = "  key = value one ;second=2;; last =\t ", *rest = line, *part, out[40];
	int n = 0;

	while ((part = separate(&rest, ";")) != NULL) {
		char *value = part, *key = separate(&value, "=");
		printf("[%s]", trim(key));
		printf("=[%s]\n", value ? trim(value) : "(none)");
		n++;
	}
	int r = replace(out, sizeof(out), "the cat sat on the mat", "at", "ow");
	printf("%d %s\n", r, out);
	r = replace(out, 10, "aaaa", "a", "xyz");
	printf("%d %s\n", r, out);
	return n;
}
