// Loaded before a service's own code (node --import .../shift-clock.js?FILE): sets its clock off by
// the milliseconds in FILE, which may change at any time, as when somebody sets the machine's
// clock. Monotonic clocks and timers go on as they do then.
import { readFileSync } from 'node:fs';

const file = decodeURIComponent(new URL(import.meta.url).search.slice(1));
const RealDate = Date;
let offsetMs = 0;

const look = () => {
  try {
    offsetMs = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    offsetMs = 0; // no file: the clock is right
  }
};
look();
setInterval(look, 100).unref();

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [RealDate.now() + offsetMs] : args, newTarget),
  get: (target, name, receiver) =>
    name === 'now' ? () => RealDate.now() + offsetMs : Reflect.get(target, name, receiver),
  apply: () => new Date().toString(),
});
