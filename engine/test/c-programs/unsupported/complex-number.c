/* A complex number. */
/* unsupported: complex */
static int real(int x)
{
	_Complex double z = x;

	return (int)__real__ z;
}

int main(void)
{
	return real(1);
}
