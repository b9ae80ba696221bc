import { expect, it } from 'vitest';
import { gaugesText } from './gauges-text.js';
import { counter, gauge, histogram, metricsText } from './registry.js';

const linesOf = async (name: string) => (await metricsText()).split('\n').filter((line) => line.startsWith(name));

it('counts by labels, and shows numbers that go up and down', async () => {
  const jobs = counter('test_jobs_total', 'Jobs.', ['step']);
  jobs.inc({ step: 'a' });
  jobs.inc({ step: 'b"\n' }, 3);
  jobs.inc({ step: 'a' });
  const depth = gauge('test_depth', 'Depth.');
  depth.set(4);
  depth.set(2.5);
  expect(await linesOf('test_jobs')).toEqual(['test_jobs_total{step="a"} 2', 'test_jobs_total{step="b\\"\\n"} 3']);
  expect(await linesOf('test_depth')).toEqual(['test_depth 2.5']);
  expect(await metricsText()).toContain('# HELP test_jobs_total Jobs.\n# TYPE test_jobs_total counter\n');
});

it('says nothing of a number that was never set', async () => {
  const ran = gauge('test_last_run_seconds', 'When.');
  counter('test_runs_total', 'How often.');
  expect([...(await linesOf('test_last_run')), ...(await linesOf('test_runs'))]).toEqual([]);
  ran.set(7);
  expect(await linesOf('test_last_run')).toEqual(['test_last_run_seconds 7']);
});

it('spreads values over buckets that include their bounds and those below', async () => {
  const seconds = histogram('test_seconds', 'Seconds.', ['step'], [0.5, 1]);
  for (const value of [0.5, 0.6, 1, 7]) seconds.observe({ step: 'a' }, value);
  expect(await linesOf('test_seconds')).toEqual([
    'test_seconds_bucket{le="0.5",step="a"} 1',
    'test_seconds_bucket{le="1",step="a"} 3',
    'test_seconds_bucket{le="+Inf",step="a"} 4',
    'test_seconds_sum{step="a"} 9.1',
    'test_seconds_count{step="a"} 4',
  ]);
});

it('refuses a name with two meanings', () => {
  counter('test_twice_total', 'Once.');
  expect(() => gauge('test_twice_total', 'Twice.')).toThrow('already been registered');
});

it('shows numbers of the moment, and those that are not known without a value', async () => {
  const text = await gaugesText([
    { name: 'test_pages', help: 'Pages.', samples: [{ labels: { status: 'done' }, value: 3 }] },
    { name: 'test_depth', help: 'Depth.', samples: [] },
    { name: 'test_rows', help: 'Rows.', samples: [{ labels: {}, value: 0 }] },
  ]);
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('# HELP'))).toEqual([
    '# TYPE test_pages gauge',
    'test_pages{status="done"} 3',
    '# TYPE test_depth gauge',
    '# TYPE test_rows gauge',
    'test_rows 0',
  ]);
});
