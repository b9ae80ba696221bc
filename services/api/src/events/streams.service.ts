import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type WatchOptions, watch } from './watch.js';

/** Opens event streams and ends all of them when the process stops, which would otherwise wait for its clients for ever. */
@Injectable()
export class StreamsService implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  open<T>(options: Omit<WatchOptions<T>, 'stop'>): AsyncGenerator<string> {
    return watch({ ...options, stop: this.stopping.signal });
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }
}
