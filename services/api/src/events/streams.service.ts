import { AppError } from '@longhand/core';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Request } from 'express';
import { IdentifyService } from '../auth/identify.service.js';
import { bearerOf } from '../http/bearer.js';
import type { Caller } from '../http/caller.js';
import { TooManyRequests } from '../http/too-many-requests.js';
import { CredentialChecks } from './credential-checks.js';
import { SharedLooks } from './shared-looks.js';
import { eventStream } from './watch.js';

/** Maximum number of open streams of one key or person: several windows for several documents. */
const maxStreamsOfActor = 40;
const recheckEveryMs = 15_000;

interface StreamOptions<T> {
  /** Event name. */
  type: string;
  /** What is watched: its kind and id. */
  topic: string;
  /** Reads our own tables and not the queue, whose events may be lost. */
  read: () => Promise<T>;
  isDone: (facts: T) => boolean;
  caller: Caller;
  request: Request;
}

/**
 * Opens event streams: one query serves everybody who watches the same thing, the number of streams
 * per caller is limited, and a stream ends soon after its key was revoked or its person signed out.
 * All streams end when the process stops; otherwise it would wait for its clients forever.
 */
@Injectable()
export class StreamsService implements OnModuleDestroy {
  private readonly looks = new SharedLooks();
  private readonly open = new Map<string, number>();
  private readonly checks: CredentialChecks;

  constructor(@Inject(IdentifyService) identities: IdentifyService) {
    const ask = async (credential: string) => (await identities.identify(credential))?.isValid === true;
    this.checks = new CredentialChecks(recheckEveryMs, ask);
  }

  /** @throws TooManyRequests streams.too_many; AppError of the first look */
  async *stream<T>({ type, topic, read, isDone, caller, request }: StreamOptions<T>): AsyncGenerator<string> {
    const { tenantId, actor } = caller;
    const giveBack = this.takePlace(actor);
    // A generator notices a closed connection only at its next event, which may take long.
    request.res?.once('close', giveBack);
    try {
      const facts = this.looks.follow(`${tenantId} ${topic}`, read);
      yield* eventStream({ type, facts: this.whileValid(facts, request), isDone });
    } finally {
      giveBack();
    }
  }

  /** Takes one of an actor's places and returns a function that gives it back, once. */
  private takePlace(actor: string): () => void {
    const count = this.open.get(actor) ?? 0;
    if (count >= maxStreamsOfActor) throw tooMany();
    this.open.set(actor, count + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const left = (this.open.get(actor) ?? 1) - 1;
      if (left > 0) this.open.set(actor, left);
      else this.open.delete(actor);
    };
  }

  onModuleDestroy(): void {
    this.looks.stop();
  }

  /** The same facts, as long as the credential of the request is valid. */
  private async *whileValid<T>(facts: AsyncIterable<T>, request: Request): AsyncGenerator<T> {
    const credential = bearerOf(request.headers.authorization);
    const openedAt = performance.now();
    for await (const seen of facts) {
      // The guard has just checked the key of a new stream.
      const isDue = performance.now() - openedAt >= recheckEveryMs;
      const isValid = !isDue || (credential !== undefined && (await this.checks.isValid(credential)));
      if (!isValid) throw new AppError('auth.invalid', 'This key or sign-in is no longer valid.');
      yield seen;
    }
  }
}

const tooMany = () =>
  new TooManyRequests(
    'streams.too_many',
    `You have ${maxStreamsOfActor} event streams open, which is the limit. Close some of them, or poll instead.`,
    30,
  );
