/** Serialisable: a checkpoint holds it. */
export interface EarlyStoppingState {
  readonly bestAccuracy: number;
  /** Epoch (from 1) of the best validation accuracy; 0 before the first. */
  readonly bestEpoch: number;
  readonly epochsSinceBest: number;
}

export const NOTHING_YET: EarlyStoppingState = { bestAccuracy: -1, bestEpoch: 0, epochsSinceBest: 0 };

/** The state after an epoch's validation. Always the validation part: never the test set. */
export function afterEpoch(state: EarlyStoppingState, epoch: number, accuracy: number): EarlyStoppingState {
  if (accuracy > state.bestAccuracy) return { bestAccuracy: accuracy, bestEpoch: epoch, epochsSinceBest: 0 };
  return { ...state, epochsSinceBest: state.epochsSinceBest + 1 };
}

export const shouldStop = (state: EarlyStoppingState, patience: number): boolean => state.epochsSinceBest >= patience;
