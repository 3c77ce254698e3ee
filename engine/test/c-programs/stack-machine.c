/* Code generated for a small language and run on a stack. */
#include <stdio.h>

enum op { PUSH, LOAD, STORE, ADD, SUB, MUL, LESS, JUMP, JUMP_ZERO, CALL, RETURN, OUT, STOP };
struct instruction { unsigned char op; int value; };

static int run(const struct instruction *code, int *steps)
{
	int stack[64], sp = 0, frames[8], fp = 0, variables[4] = { 0 }, pc = 0;

	for (*steps = 0; *steps < 1000; ++*steps) {
		const struct instruction *i = &code[pc++];
		int b;
		switch ((enum op)i->op) {
		case PUSH: stack[sp++] = i->value; continue;
		case LOAD: stack[sp++] = variables[i->value]; continue;
		case STORE: variables[i->value] = stack[--sp]; continue;
		case JUMP: pc = i->value; continue;
		case JUMP_ZERO: if (!stack[--sp]) pc = i->value; continue;
		case CALL: frames[fp++] = pc; pc = i->value; continue;
		case RETURN: pc = frames[--fp]; continue;
		case OUT: printf("%d ", stack[--sp]); continue;
		case STOP: return stack[--sp];
		default: break;
		}
		b = stack[--sp];
		switch (i->op) {
		case ADD: stack[sp - 1] += b; break;
		case SUB: stack[sp - 1] -= b; break;
		case MUL: stack[sp - 1] *= b; break;
		case LESS: stack[sp - 1] = stack[sp - 1] < b; break;
		}
	}
	return -1;
}

int main(void)
{
	static const struct instruction code[] = {
		{ PUSH, 1 }, { STORE, 0 }, { PUSH, 1 }, { STORE, 1 },
		/* 4: while (v1 < 8) */
		{ LOAD, 1 }, { PUSH, 8 }, { LESS, 0 }, { JUMP_ZERO, 12 },
		{ CALL, 14 }, { LOAD, 0 }, { OUT, 0 }, { JUMP, 4 },
		/* 12 */
		{ LOAD, 0 }, { STOP, 0 },
		/* 14: v0 *= v1++ */
		{ LOAD, 0 }, { LOAD, 1 }, { MUL, 0 }, { STORE, 0 },
		{ LOAD, 1 }, { PUSH, 1 }, { ADD, 0 }, { STORE, 1 }, { RETURN, 0 },
	};
	int steps, result = run(code, &steps);

	printf("\n%d %d\n", result, steps);
	return steps % 100;
}
