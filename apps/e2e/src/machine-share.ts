const SPIN_MS = 60;

/** How many times longer work takes than on an idle machine: 1 where no other program wants the cores. */
export function machineSlowness(): number {
  const before = process.cpuUsage();
  const begin = performance.now();
  let spent = 0;
  while (spent < SPIN_MS * 1000) {
    for (let i = 0; i < 1e5; i++) Math.sqrt(i);
    const { user, system } = process.cpuUsage(before);
    spent = user + system;
  }
  return Math.max(1, ((performance.now() - begin) * 1000) / spent);
}
