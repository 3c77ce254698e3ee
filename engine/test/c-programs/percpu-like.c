/* Per-processor data by offset, with macros in the kernel's manner. */
#include <stdio.h>
#include <string.h>

#define NR_CPUS 4
#define DEFINE_PER_CPU(type, name) static __typeof__(type) name[NR_CPUS]
#define per_cpu(var, cpu) (*({ &(var)[cpu]; }))
#define this_cpu_ptr(var) (&(var)[current_cpu])
#define this_cpu_add(var, v) do { *this_cpu_ptr(var) += (v); } while (0)
#define this_cpu_read(var) (*this_cpu_ptr(var))
#define for_each_cpu(cpu) for ((cpu) = 0; (cpu) < NR_CPUS; (cpu)++)

struct stats { unsigned long events; short depth; };

static int current_cpu;
DEFINE_PER_CPU(unsigned long, counter);
DEFINE_PER_CPU(struct stats, stats);
DEFINE_PER_CPU(int[3], history);

static void enter(void)
{
	struct stats *s = this_cpu_ptr(stats);

	s->events++;
	if (s->depth++ == 0)
		this_cpu_add(counter, 100);
	memmove(&(*this_cpu_ptr(history))[1], *this_cpu_ptr(history), 2 * sizeof(int));
	(*this_cpu_ptr(history))[0] = (int)s->events;
}

static void leave(void) { this_cpu_ptr(stats)->depth--; }

int main(void)
{
	int cpu;
	unsigned long sum = 0;

	for (int i = 0; i < 30; i++) {
		current_cpu = i * 7 % NR_CPUS;
		enter();
		if (i % 3)
			leave();
	}
	for_each_cpu(cpu) {
		sum += per_cpu(counter, cpu);
		printf("%lu/%d/%d ", per_cpu(stats, cpu).events, per_cpu(stats, cpu).depth, per_cpu(history, cpu)[2]);
	}
	per_cpu(counter, 1)++;
	current_cpu = 1;
	printf("%lu %lu\n", sum, this_cpu_read(counter));
	return (int)(sum / 100);
}
