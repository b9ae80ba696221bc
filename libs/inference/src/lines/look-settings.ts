import { settingsOf } from '@longhand/core';

/**
 * The tuned numbers of looking at a line twice; probabilities are 0 to 1. `longhand train tune
 * looks` measures other values.
 */
export const lookSettings = settingsOf({
  /** The second, larger look. */
  second: {
    /**
     * How much larger the second look is. On validation lines 1.12, 1.2 and 1.3 did about as well;
     * smaller than the first did worse.
     */
    factor: 1.2,
    /**
     * Probability that other characters than the likeliest have together, in some frame, for a line
     * to be looked at twice: lower looks twice at more lines, and is slower.
     */
    maxRivals: 0.4,
  },
});
