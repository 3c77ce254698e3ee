/* The byte behind a global string. */
/* fault: out-of-bounds at 9:14 */
static char text[5] = "hello";

int main(void)
{
	int n = 0;

	while (text[n])
		n++;
	return n;
}
