/** Whether one letter added, left out, changed, or swapped with its neighbour makes one word the other (Damerau 1964). */
export function oneEditApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let first = 0;
  while (first < Math.min(a.length, b.length) && a[first] === b[first]) first++;
  const [restA, restB] = [a.slice(first), b.slice(first)];
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
