/* A function without a body anywhere. */
/* unsupported: missing */
int elsewhere(int x);

int main(void)
{
	return elsewhere(2);
}
