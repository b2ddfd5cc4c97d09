export function buildPage(): Promise<number>;
