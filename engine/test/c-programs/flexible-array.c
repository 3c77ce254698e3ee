/* A record with an array behind it. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct message {
	unsigned short length;
	unsigned char kind;
	char text[];
};

static struct message fixed = { 3, 7, "abc" };

static struct message *make(unsigned char kind, const char *text)
{
	size_t n = strlen(text);
	struct message *m = malloc(sizeof(*m) + n + 1);

	m->length = n;
	m->kind = kind;
	memcpy(m->text, text, n + 1);
	return m;
}

int main(void)
{
	struct message *list[3] = { make(1, "hello"), make(2, ""), make(3, "flexible arrays") };
	int total = 0;

	printf("%d %d\n", (int)sizeof(struct message), (int)offsetof(struct message, text));
	for (int i = 0; i < 3; i++) {
		printf("%d %d '%s'\n", list[i]->kind, list[i]->length, list[i]->text);
		total += list[i]->length * list[i]->kind + list[i]->text[0];
	}
	list[2]->text[8] = 0;
	puts(list[2]->text);
	for (int i = 0; i < 3; i++)
		free(list[i]);
	printf("%d %.3s\n", fixed.kind, fixed.text);
	return total % 256;
}
