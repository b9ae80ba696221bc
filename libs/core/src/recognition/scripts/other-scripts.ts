import type { ScriptCode } from './script-names.js';
import { readingSettings } from '../reading-settings.js';

const { otherScript } = readingSettings;

/** The evidence of a line's ink about its script. */
export interface ScriptEvidence {
  /** The likeliest script that no reader here knows. */
  script: ScriptCode;
  /** Its score above that of Latin, nats: above 0 the ink looks more like that script. */
  logOdds: number;
  /** Frames of the line: long lines tell more. */
  frames: number;
}

/**
 * Finds the lines in a script that is not read. A page is mostly in one script, so the evidence of
 * its other lines counts for each line, half as much as its own ink.
 *
 * @param evidence one for each line; undefined if the line was not classified.
 * @returns for each line its script, or undefined where it is read as Latin.
 */
export function otherScripts(evidence: readonly (ScriptEvidence | undefined)[]): (ScriptCode | undefined)[] {
  const known = evidence.filter((one) => one !== undefined);
  const all = weightedSum(known);
  const decided = evidence.map((own) => {
    if (!own) return undefined;
    const rest = { sum: all.sum - bounded(own) * own.frames, frames: all.frames - own.frames };
    const others = rest.frames > 0 ? rest.sum / rest.frames : 0;
    return bounded(own) + otherScript.pageShare * others > otherScript.minLogOdds ? own.script : undefined;
  });
  const script = commonest(decided.filter((one) => one !== undefined));
  const isMost = known.length > 0 && decided.filter(Boolean).length >= otherScript.minLineShare * known.length;
  return decided.map((own, i) => own ?? (isMost && !evidence[i] ? script : undefined));
}

const bounded = ({ logOdds }: ScriptEvidence): number =>
  Math.min(otherScript.maxLogOdds, Math.max(-otherScript.maxLogOdds, logOdds));

function weightedSum(evidence: readonly ScriptEvidence[]): { sum: number; frames: number } {
  let [sum, frames] = [0, 0];
  for (const one of evidence) {
    sum += bounded(one) * one.frames;
    frames += one.frames;
  }
  return { sum, frames };
}

function commonest(scripts: readonly ScriptCode[]): ScriptCode | undefined {
  const counts = new Map<ScriptCode, number>();
  for (const script of scripts) counts.set(script, (counts.get(script) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
