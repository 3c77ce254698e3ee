/* A string literal is changed. */
/* fault: read-only-write at 6:6 */
static void upper(char *s)
{
	for (; *s; s++)
		*s &= ~0x20;
}

int main(void)
{
	char mine[] = "ok";
	char *shared = "bad";

	upper(mine);
	upper(shared);
	return 0;
}
