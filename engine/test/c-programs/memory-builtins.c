/* The builtin forms of the string functions. */
#include <stdio.h>

struct record { int id; char tag[4]; long value; };

int main(void)
{
	struct record a, b;
	char text[16];
	unsigned char *bytes;

	__builtin_memset(&a, 0, sizeof(a));
	__builtin_memset(&b, 0, sizeof(b));
	a.id = 7;
	__builtin_memcpy(a.tag, "abc", 4);
	a.value = -1;
	printf("%d\n", __builtin_memcmp(&a, &b, sizeof(a)) > 0);
	__builtin_memcpy(&b, &a, sizeof(a));
	printf("%d %s %ld\n", __builtin_memcmp(&a, &b, sizeof(a)), b.tag, b.value);
	__builtin_strcpy(text, "0123456789");
	__builtin_memmove(text + 2, text, 8);
	printf("%s\n", text);
	__builtin_memmove(text, text + 4, 7);
	printf("%s %d\n", text, (int)__builtin_strlen(text));
	printf("%d %d\n", __builtin_strcmp("ab", "ab"), __builtin_strncmp("abc", "abd", 2));
	printf("%s\n", __builtin_strchr("key=value", '='));
	bytes = __builtin_alloca(10);
	for (int i = 0; i < 10; i++)
		bytes[i] = i * i;
	int sum = 0;
	for (int i = 0; i < 10; i++)
		sum += bytes[i];
	return sum % 200;
}
