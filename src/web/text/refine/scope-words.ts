/** Chosen sentences as `refine` takes them: "2-4, 7"; undefined when none are chosen. */
export function scopeOf(chosen: ReadonlySet<number>): string | undefined {
  const numbers = [...chosen].toSorted((a, b) => a - b);
  const runs: string[] = [];
  for (let i = 0; i < numbers.length;) {
    let last = i;
    while (numbers[last + 1] === numbers[last]! + 1) last++;
    runs.push(last === i ? `${numbers[i]}` : `${numbers[i]}-${numbers[last]}`);
    i = last + 1;
  }
  return runs.length === 0 ? undefined : runs.join(", ");
}
