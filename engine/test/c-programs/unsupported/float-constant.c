/* A floating constant in an integer expression. */
/* unsupported: floating */
int main(void)
{
	int scaled = 7 * 1.5;

	return scaled;
}
