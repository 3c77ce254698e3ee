/* The address of a local of a function that has returned. */
/* fault: use-after-scope at 15:10 */
static int *local(int value)
{
	int kept = value;
	int *p = &kept;

	return p;
}

int main(void)
{
	int *p = local(3);

	return *p;
}
