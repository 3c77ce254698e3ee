/* Commands found by name with arguments counted and checked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long registers[4];

static int cmd_set(int argc, char **argv) { (void)argc; registers[atoi(argv[1]) & 3] = strtol(argv[2], NULL, 0); return 0; }
static int cmd_add(int argc, char **argv)
{
	long sum = 0;

	for (int i = 2; i < argc; i++)
		sum += registers[atoi(argv[i]) & 3];
	registers[atoi(argv[1]) & 3] = sum;
	return 0;
}
static int cmd_show(int argc, char **argv)
{
	for (int i = 0; i < 4; i++)
		printf("r%d=%ld ", i, registers[i]);
	printf("%s\n", argc > 1 ? argv[1] : "");
	return 0;
}
static int cmd_fail(int argc, char **argv) { (void)argv; return -argc; }

static const struct command { const char *name; int min, max; int (*run)(int, char **); } commands[] = {
	{ "set", 3, 3, cmd_set }, { "add", 3, 6, cmd_add }, { "show", 1, 2, cmd_show }, { "fail", 1, 9, cmd_fail },
};

static int execute(const char *line)
{
	char copy[64], *argv[8];
	int argc = 0;

	strncpy(copy, line, sizeof(copy) - 1);
	copy[sizeof(copy) - 1] = 0;
	for (char *p = copy; *p && argc < 7;) {
		while (*p == ' ')
			*p++ = 0;
		if (!*p)
			break;
		argv[argc++] = p;
		p += strcspn(p, " ");
	}
	argv[argc] = NULL;
	if (!argc)
		return 0;
	for (const struct command *c = commands; c < commands + 4; c++) {
		if (strcmp(c->name, argv[0]))
			continue;
		return argc < c->min || argc > c->max ? -22 : c->run(argc, argv);
	}
	return -38;
}

int main(void)
{
	static const char *const script[] = { "set 0 0x10", "  set 1   -5", "add 2 0 1 0", "show after", "set 1", "", "jump", "fail a b", "show" };
	int codes = 0;

	for (unsigned i = 0; i < sizeof(script) / sizeof(script[0]); i++)
		codes = codes * 2 - execute(script[i]);
	printf("%d\n", codes);
	return codes % 100;
}
