/* A call into data. */
/* fault: bad-call at 9:9 */
static int data[4];

int main(void)
{
	int (*f)(void) = (int (*)(void))data;

	return f();
}
