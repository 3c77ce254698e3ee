/* A function of floats. */
/* unsupported: floating */
static float add(float a, float b)
{
	return a + b;
}

int main(void)
{
	return (int)add(1, 2);
}
