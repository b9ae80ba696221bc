import { Interrupted } from './cli-error.js';
import { runCommandLine } from './run-command-line.js';

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The first one ends everything in order; a second one does not wait for it (the services
    // follow by themselves).
    if (ending.signal.aborted) process.exit(new Interrupted(signal).exitCode);
    ending.abort(new Interrupted(signal));
  });
}
// `longhand read x | head` closes standard output early: that is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  ending.abort(new Interrupted('SIGTERM'));
});

// A file that changes while it is sent breaks its request, which is dealt with there; the same
// error comes here a second time.
process.on('unhandledRejection', (error) => {
  if (!(error instanceof DOMException && error.name === 'NotReadableError')) throw error;
});

const exitCode = await runCommandLine(process.argv.slice(2), ending.signal);
// Idle connections would keep the program for seconds; what was written must still arrive.
process.stdout.write('', () => process.exit(exitCode));
