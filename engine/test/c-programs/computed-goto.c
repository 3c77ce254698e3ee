/* A small byte-code machine with label addresses. */
#include <stdio.h>

enum { PUSH, ADD, MUL, DUP, JNZ, DEC, PRINT, HALT };

static int run(const signed char *code)
{
	static const void *const labels[] = {
		&&push, &&add, &&mul, &&dup, &&jnz, &&dec, &&print, &&halt,
	};
	int stack[16], sp = 0, steps = 0;

#define NEXT do { steps++; goto *labels[(int)*code++]; } while (0)
	NEXT;
push:
	stack[sp++] = *code++;
	NEXT;
add:
	sp--;
	stack[sp - 1] += stack[sp];
	NEXT;
mul:
	sp--;
	stack[sp - 1] *= stack[sp];
	NEXT;
dup:
	stack[sp] = stack[sp - 1];
	sp++;
	NEXT;
jnz:
	code += stack[sp - 1] ? *code : 1;
	NEXT;
dec:
	stack[sp - 1]--;
	NEXT;
print:
	printf("%d ", stack[sp - 1]);
	NEXT;
halt:
	return steps;
}

int main(void)
{
	static const signed char program[] = {
		PUSH, 5, PRINT, DUP, MUL, PRINT, PUSH, 3, ADD, PRINT, PUSH, 4, PRINT, DEC, JNZ, -3, HALT,
	};
	int steps = run(program);
	void *where = &&end;

	printf("%d\n", steps);
	goto *where;
	printf("skipped\n");
end:
	return steps;
}
