import type { IncomingMessage } from 'node:http';
import type { UploadPlace } from './upload-parts.js';

interface Running {
  request: IncomingMessage;
  ended: Promise<unknown>;
}

/**
 * Lets one part of a file arrive at a time. Whoever sends the next one has given the last one up
 * (its connection is dead, though nobody has told us): that one is cut, keeps what had arrived, and
 * the new one begins where it ended. Otherwise many parts for the same place, each a byte longer
 * than the other, would fill the disk with far more than the file was counted for.
 */
export class OnePartAtATime {
  private readonly running = new Map<string, Running>();

  async run<T>(place: UploadPlace, request: IncomingMessage, work: () => Promise<T>): Promise<T> {
    const key = `${place.batchId}/${place.index}`;
    for (let other = this.running.get(key); other; other = this.running.get(key)) {
      other.request.destroy();
      await other.ended;
    }
    const running = work();
    const ended = running.then(
      () => this.running.delete(key),
      () => this.running.delete(key),
    );
    this.running.set(key, { request, ended });
    return running;
  }
}
