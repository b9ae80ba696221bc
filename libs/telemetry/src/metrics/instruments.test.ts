import { expect, it } from 'vitest';
import { counter, gauge, histogram } from './instruments.js';
import { metricsText } from './registry.js';

const linesOf = (name: string) =>
  metricsText()
    .split('\n')
    .filter((line) => line.startsWith(name));

it('counts by labels, and shows numbers that go up and down', () => {
  const jobs = counter('test_jobs_total', 'Jobs.');
  jobs.add({ step: 'a' });
  jobs.add({ step: 'b"\n' }, 3);
  jobs.add({ step: 'a' });
  const depth = gauge('test_depth', 'Depth.');
  depth.set(4);
  depth.set(2.5);
  expect(linesOf('test_')).toEqual(['test_jobs_total{step="a"} 2', 'test_jobs_total{step="b__"} 3', 'test_depth 2.5']);
  expect(metricsText()).toContain('# HELP test_jobs_total Jobs.\n# TYPE test_jobs_total counter\n');
});

it('spreads values over buckets that include their bounds and those below', () => {
  const seconds = histogram('test_seconds', 'Seconds.', [0.5, 1]);
  for (const value of [0.5, 0.6, 1, 7]) seconds.observe(value, { step: 'a' });
  expect(linesOf('test_seconds')).toEqual([
    'test_seconds_bucket{step="a",le="0.5"} 1',
    'test_seconds_bucket{step="a",le="1"} 3',
    'test_seconds_bucket{step="a",le="+Inf"} 4',
    'test_seconds_sum{step="a"} 9.1',
    'test_seconds_count{step="a"} 4',
  ]);
});

it('refuses a name with two meanings', () => {
  counter('test_twice_total', 'Once.');
  expect(() => gauge('test_twice_total', 'Twice.')).toThrow('is there already');
});
