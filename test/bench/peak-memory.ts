import { writeFileSync } from 'node:fs';

// Imported into a measured process before its program: at its end, what it used goes into a file.
const path = process.env['BURSAR_BENCH_USAGE'];
if (path !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(path, JSON.stringify({ peakKib: maxRSS, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }));
  });
}
