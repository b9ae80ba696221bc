import type { PairedComparison } from './paired-bootstrap.js';

export interface Verdict {
  readonly isPromoted: boolean;
  /** In plain words, for the person who ran the training. */
  readonly reasons: readonly string[];
}

/**
 * On hands that it was not tuned to, the new reader may make so much more of its errors, and so
 * many points more, before it is refused.
 */
const [MAX_FORGOTTEN, FORGOTTEN_POINTS] = [0.25, 0.02];

/**
 * Whether the new reader takes over: it must be better on the lines held out, beyond what luck
 * explains (the 95 % interval of the gain above 0), and must not have forgotten other hands, where
 * a guard set tells.
 */
export function judge(heldOut: PairedComparison, guard?: PairedComparison): Verdict {
  const [low, high] = heldOut.gainInterval;
  const rates = `from ${roughPercent(heldOut.before)} to ${roughPercent(heldOut.after)}`;
  const interval = `95 % interval of the gain: ${points(low)} to ${points(high)} points`;
  const guardRates = guard && `from ${roughPercent(guard.before)} to ${roughPercent(guard.after)}`;
  if (heldOut.gain <= 0)
    return {
      isPromoted: false,
      reasons: [`On the lines held out it is no better: the character error rate went ${rates} (${interval}).`],
    };
  if (low <= 0)
    return {
      isPromoted: false,
      reasons: [
        `On the lines held out the character error rate went ${rates}, but that may be luck (${interval}). ` +
          'Correct more lines and train again.',
      ],
    };
  const share = roughPercent(heldOut.gain / heldOut.before);
  const reasons = [
    `On the lines held out the character error rate fell ${rates}: ${share} fewer errors (${interval}).`,
  ];
  const isForgetful =
    guard !== undefined && -guard.gain > MAX_FORGOTTEN * guard.before && -guard.gain > FORGOTTEN_POINTS;
  if (isForgetful)
    reasons.push(
      `But it forgot other hands: on the guard lines the rate went ${guardRates}. Give it lines of those hands, too.`,
    );
  else if (guard) reasons.push(`On the guard lines, hands that it was not tuned to, the rate went ${guardRates}.`);
  return { isPromoted: !isForgetful, reasons };
}

export const roughPercent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const points = (share: number): string => (100 * share).toFixed(1);
