/**
 * Queries facts that many clients watch, one after the other, so that all event streams together
 * use one connection to the database.
 */
export class SharedLooks {
  private readonly topics = new Map<string, Topic<unknown>>();
  private turn: Promise<unknown> = Promise.resolve();
  private running: Promise<void> | undefined;
  private isStopped = false;

  /** @param everyMs pause between two rounds of queries, in ms */
  constructor(private readonly everyMs = 1000) {}

  /**
   * The facts of a topic, immediately and after each further query, until the process stops. A slow
   * reader gets only the newest facts.
   */
  async *follow<T>(name: string, read: () => Promise<T>): AsyncGenerator<T> {
    const known = this.topics.get(name) as Topic<T> | undefined;
    const topic = known ?? new Topic<T>(read);
    this.topics.set(name, topic as Topic<unknown>);
    topic.followers += 1;
    try {
      const first = topic.next();
      void this.inTurn(topic);
      this.running ??= this.run();
      for (let look = await first; !this.isStopped; look = await topic.next()) {
        if ('error' in look) throw look.error;
        yield look.facts;
      }
    } finally {
      topic.followers -= 1;
      if (topic.followers === 0) this.topics.delete(name);
    }
  }

  stop(): void {
    this.isStopped = true;
    for (const topic of this.topics.values()) topic.wake();
  }

  private async run(): Promise<void> {
    while (this.topics.size > 0 && !this.isStopped) {
      await new Promise((resolve) => setTimeout(resolve, this.everyMs).unref());
      for (const topic of this.topics.values()) if (!this.isStopped) await this.inTurn(topic);
    }
    this.running = undefined;
  }

  private inTurn(topic: Pick<Topic<unknown>, 'look'>): Promise<unknown> {
    this.turn = this.turn.then(() => topic.look());
    return this.turn;
  }
}

type Look<T> = { facts: T } | { error: unknown };

class Topic<T> {
  followers = 0;
  private waiting: ((look: Look<T>) => void)[] = [];

  constructor(private readonly read: () => Promise<T>) {}

  next(): Promise<Look<T>> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Queries the topics with readers. Never rejects: the readers get the error. */
  async look(): Promise<void> {
    if (this.waiting.length === 0) return;
    const look = await this.read().then(
      (facts) => ({ facts }),
      (error: unknown) => ({ error }),
    );
    this.tell(look);
  }

  wake(): void {
    this.tell({ error: new Error('the process stops') });
  }

  private tell(look: Look<T>): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve(look);
  }
}
