import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "benchmarks/**/*.test.ts"],
    setupFiles: ["./test/property-seed.ts"],
    reporters: ["default", "./test/summary-reporter.ts"],
    // Journeys start real processes and a real model on two cores.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
