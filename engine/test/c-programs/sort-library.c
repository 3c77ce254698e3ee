/* qsort and bsearch of the library with records. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct word { char text[12]; int count; };

static int by_text(const void *a, const void *b)
{
	return strcmp(((const struct word *)a)->text, ((const struct word *)b)->text);
}

static int by_count(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	return x->count != y->count ? y->count - x->count : strcmp(x->text, y->text);
}

int main(void)
{
	static const char text[] = "the cat and the dog and the bird saw the cat run";
	struct word words[20];
	int n = 0;

	for (const char *p = text; *p;) {
		struct word key = { .count = 1 };
		size_t length = strcspn(p, " ");
		memcpy(key.text, p, length);
		p += length + (p[length] == ' ');
		int i;
		for (i = 0; i < n && strcmp(words[i].text, key.text); i++)
			;
		if (i == n)
			words[n++] = key;
		else
			words[i].count++;
	}
	qsort(words, n, sizeof(words[0]), by_text);
	for (int i = 0; i < n; i++)
		printf("%s ", words[i].text);
	struct word key = { "dog", 0 }, *found = bsearch(&key, words, n, sizeof(words[0]), by_text);
	printf("\n%d", found ? (int)(found - words) : -1);
	strcpy(key.text, "fish");
	printf(" %d\n", bsearch(&key, words, n, sizeof(words[0]), by_text) == NULL);
	qsort(words, n, sizeof(words[0]), by_count);
	for (int i = 0; i < 3; i++)
		printf("%s=%d ", words[i].text, words[i].count);
	printf("\n");
	return n;
}
