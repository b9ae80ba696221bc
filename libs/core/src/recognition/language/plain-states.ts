import type { LanguageModel, LanguageState, LanguageStates } from './language-model.js';

/** States by number for a model that only has state objects. */
export class PlainStates implements LanguageStates {
  private readonly model: LanguageModel;
  private readonly alphabet: string;
  private readonly states: LanguageState[] = [];

  constructor(model: LanguageModel, alphabet: string) {
    this.model = model;
    this.alphabet = alphabet;
  }

  put(slot: number, state: LanguageState): void {
    this.states[slot] = state;
  }

  get(slot: number): LanguageState {
    return this.states[slot];
  }

  step(from: number, label: number, to: number): number {
    this.states[to] = this.model.next(this.states[from], this.alphabet[label - 1]);
    return this.states[to].logProbability;
  }
}
