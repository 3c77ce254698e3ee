/* The address of a variable of a block that has ended. */
/* fault: use-after-scope at 11:10 */
int main(void)
{
	int *p = 0;

	for (int i = 0; i < 2; i++) {
		int inner = i;
		p = &inner;
	}
	return *p;
}
